import { type FormEvent, useState } from 'react';
import { Button } from '../controls/button.tsx';
import { TextField } from '../controls/text-field.tsx';

interface CodeFormProps {
  readonly initial: string;
  readonly problem: string | undefined;
  readonly isBusy: boolean;
  readonly onSubmit: (typed: string) => void;
}

export function CodeForm({ initial, problem, isBusy, onSubmit }: CodeFormProps) {
  const [typed, setTyped] = useState(initial);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (typed.trim() !== '') onSubmit(typed);
  }

  return (
    <form onSubmit={submit} className="form">
      <TextField
        label="Code"
        className="mono"
        required
        autoFocus
        autoCapitalize="characters"
        spellCheck={false}
        placeholder="WDJB-MJHT"
        maxLength={40}
        help={
          <>
            Your terminal shows it, after <code>keyward login</code>.
          </>
        }
        problem={problem}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Button kind="primary" type="submit" isBusy={isBusy} className="button-wide">
        Continue
      </Button>
    </form>
  );
}
