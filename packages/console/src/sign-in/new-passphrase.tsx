import { TextField } from '../controls/text-field.tsx';
import { passphraseStrength } from './passphrase-strength.ts';

export const PASSPHRASE_MINIMUM = 12;

interface NewPassphraseProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly problem?: string | undefined;
}

/** A passphrase to be chosen: visible on demand, pasted if one likes, with a word on how strong it is. */
export function NewPassphrase({ value, onChange, problem }: NewPassphraseProps) {
  const strength = passphraseStrength(value);
  return (
    <div>
      <TextField
        label="Passphrase"
        type="password"
        name="new-password"
        autoComplete="new-password"
        required
        minLength={PASSPHRASE_MINIMUM}
        maxLength={256}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        problem={problem}
        help={value === '' ? `At least ${PASSPHRASE_MINIMUM} characters of any kind.` : strength.words}
      />
      <div className={`meter meter-${strength.level}`} aria-hidden="true">
        <span />
        <span />
        <span />
        <span />
      </div>
    </div>
  );
}
