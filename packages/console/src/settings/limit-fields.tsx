import { Check } from '../controls/check.tsx';
import { TextField } from '../controls/text-field.tsx';
import { type Effect, SettingEffect } from './setting-effect.tsx';
import type { NumberName, SettingsDraft, SwitchName } from './settings-draft.ts';

interface FieldProps {
  readonly draft: SettingsDraft;
  readonly mistakes: Readonly<Partial<Record<NumberName, string>>>;
  readonly effects: readonly Effect[] | undefined;
  readonly reason: string | undefined;
  readonly onChange: (draft: SettingsDraft) => void;
  readonly label: string;
  readonly help?: string;
}

interface LimitFieldProps extends FieldProps {
  readonly name: NumberName;
  readonly suffix: string;
}

/** A number with its unit, and what its change would touch. */
export function LimitField({
  name,
  draft,
  mistakes,
  effects,
  reason,
  onChange,
  help,
  ...rest
}: LimitFieldProps) {
  return (
    <div className="limit">
      <TextField
        {...rest}
        className="limit-number"
        inputMode="numeric"
        readOnly={reason !== undefined}
        help={reason ?? help}
        value={draft[name]}
        problem={mistakes[name]}
        onChange={(event) => onChange({ ...draft, [name]: event.target.value })}
      />
      <SettingEffect name={name} wanted={draft[name]} effects={effects} />
    </div>
  );
}

interface SwitchFieldProps extends FieldProps {
  readonly name: SwitchName;
}

export function SwitchField({ name, draft, effects, reason, onChange, label, help }: SwitchFieldProps) {
  return (
    <div className="limit">
      <Check
        label={label}
        help={help}
        reason={reason}
        checked={draft[name]}
        onChange={(event) => onChange({ ...draft, [name]: event.target.checked })}
      />
      <SettingEffect name={name} effects={effects} />
    </div>
  );
}
