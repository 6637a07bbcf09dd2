import { type FormEvent, type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { isConfirmed } from './is-confirmed.ts';
import { Problem } from './problem.tsx';
import { TextField } from './text-field.tsx';

interface ConfirmByNameProps {
  readonly title: string;
  /** What is typed first; undefined: nothing is lost that somebody uses, so a click is enough. */
  readonly typed: string | undefined;
  /** What that is: `name`. */
  readonly typedIs: string;
  /** On the button that does it: `Delete`. */
  readonly action: string;
  /** When it did not work: `The role was not deleted`. */
  readonly failed: string;
  /** Something milder that can be done in its place. */
  readonly instead?: {
    readonly label: string;
    readonly reason: string | undefined;
    readonly run: () => Promise<unknown>;
  };
  readonly onConfirm: () => Promise<unknown>;
  readonly onClose: (isDone: boolean) => void;
  /** What it means. */
  readonly children: ReactNode;
}

/** Asks before something is gone for good. */
export function ConfirmByName(props: ConfirmByNameProps) {
  const { title, typed, typedIs, action, failed, instead, onConfirm, onClose, children } = props;
  const [text, setText] = useState('');
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setIsBusy] = useState(false);
  const isReady = typed === undefined || isConfirmed(text, typed);

  async function run(work: () => Promise<unknown>) {
    setIsBusy(true);
    setFailure(undefined);
    try {
      await work();
      onClose(true);
    } catch (error) {
      setFailure(error);
      setIsBusy(false);
    }
  }

  function confirm(event: FormEvent) {
    event.preventDefault();
    if (isReady && !isBusy) void run(onConfirm);
  }

  return (
    <ConfirmDialog title={title} onClose={() => onClose(false)}>
      <form className="form" onSubmit={confirm} noValidate>
        {children}
        {typed !== undefined && (
          <TextField
            label={`Type ${typed} to confirm`}
            autoFocus
            spellCheck={false}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
        {failure !== undefined && <Problem title={failed} error={failure} />}
        <div className="dialog-buttons">
          {instead && (
            <Button
              kind="quiet"
              className="button-first"
              reason={instead.reason}
              isBusy={isBusy}
              onClick={() => run(instead.run)}
            >
              {instead.label}
            </Button>
          )}
          <Button onClick={() => onClose(false)}>Cancel</Button>
          <Button
            kind="danger"
            type="submit"
            autoFocus={typed === undefined}
            isBusy={isBusy}
            reason={isReady ? undefined : `Type the ${typedIs} exactly as it is`}
          >
            {action}
          </Button>
        </div>
      </form>
    </ConfirmDialog>
  );
}
