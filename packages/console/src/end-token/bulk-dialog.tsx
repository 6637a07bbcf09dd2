import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { keyward } from '../app/keyward.ts';
import { counted } from '../app/numbers.ts';
import { forgetTokens } from '../app/queries.ts';
import { useNow } from '../app/use-now.ts';
import { Button } from '../controls/button.tsx';
import { ConfirmDialog } from '../controls/confirm-dialog.tsx';
import { Problem } from '../controls/problem.tsx';
import { TextField } from '../controls/text-field.tsx';
import { say } from '../controls/toasts.tsx';
import { endOfLife, endProblem, type Life } from '../create-token/life.ts';
import { LifeField } from '../create-token/life-field.tsx';

type What = 'delete' | 'expiry' | 'disable' | 'enable';
type Outcome = Awaited<ReturnType<typeof keyward.tokens.updateMany>>;

const AT_ONCE = 100;
const TITLES: Readonly<Record<What, string>> = {
  delete: 'Delete',
  expiry: 'Change the expiry of',
  disable: 'Disable',
  enable: 'Enable',
};
const DONE: Readonly<Record<What, string>> = {
  delete: 'Deleted',
  expiry: 'Changed the expiry of',
  disable: 'Disabled',
  enable: 'Enabled',
};
const CONSEQUENCES: Readonly<Record<What, string>> = {
  delete: 'Calls with them get 401 Unauthorized from now on. This cannot be undone.',
  expiry: 'Each of them ends then, whatever its end is now.',
  disable: 'Calls with them get 401 Unauthorized until they are enabled again.',
  enable: 'Calls with their secrets are served again.',
};

interface BulkDialogProps {
  readonly what: What;
  readonly ids: readonly string[];
  /** Told which are left to be done. */
  readonly onClose: (left?: readonly string[]) => void;
}

/** One thing done to several tokens. What could not be done is listed with the reason; the rest is done. */
export function BulkDialog({ what, ids, onClose }: BulkDialogProps) {
  const client = useQueryClient();
  const now = useNow();
  const [life, setLife] = useState<Life>({ choice: '90', date: '' });
  const [typed, setTyped] = useState('');
  const [failure, setFailure] = useState<unknown>();
  const [errors, setErrors] = useState<Outcome['errors']>([]);
  const [isBusy, setIsBusy] = useState(false);
  const wrongEnd = what === 'expiry' ? endProblem(endOfLife(life, now), now) : undefined;
  const untyped =
    what === 'delete' && typed.trim() !== String(ids.length) ? 'Type how many they are' : undefined;
  const left = errors.flatMap((each) => Object.keys(each));

  async function run(event: FormEvent) {
    event.preventDefault();
    if (wrongEnd !== undefined || untyped !== undefined || isBusy) return;
    setIsBusy(true);
    setFailure(undefined);
    try {
      const outcomes: Outcome[] = [];
      for (let start = 0; start < ids.length; start += AT_ONCE) {
        outcomes.push(await act(what, ids.slice(start, start + AT_ONCE), endOfLife(life, Date.now())));
      }
      await forgetTokens(client);
      const failed = outcomes.flatMap((outcome) => outcome.errors);
      const doneCount = outcomes.flatMap((outcome) => outcome.tokens).length;
      if (doneCount > 0) say(`${DONE[what]} ${counted(doneCount, 'token')}`);
      if (failed.length === 0) return onClose([]);
      setErrors(failed);
    } catch (error) {
      setFailure(error);
    }
    setIsBusy(false);
  }

  if (errors.length > 0) {
    return (
      <ConfirmDialog
        title={`${counted(errors.length, 'token')} could not be done`}
        onClose={() => onClose(left)}
      >
        <ul className="errors">
          {errors.flatMap((each) =>
            Object.entries(each).map(([id, error]) => (
              <li key={id}>
                <code>{id}</code> {error.hint ?? error.message}
              </li>
            )),
          )}
        </ul>
        <div className="dialog-buttons">
          <Button kind="primary" autoFocus onClick={() => onClose(left)}>
            Close
          </Button>
        </div>
      </ConfirmDialog>
    );
  }
  return (
    <ConfirmDialog title={`${TITLES[what]} ${counted(ids.length, 'token')}?`} onClose={() => onClose()}>
      <form onSubmit={run} className="form" noValidate>
        <p>{CONSEQUENCES[what]}</p>
        {what === 'expiry' && <LifeField life={life} onChange={setLife} problem={wrongEnd} />}
        {what === 'delete' && (
          <TextField
            label={`Type ${ids.length} to confirm`}
            inputMode="numeric"
            autoFocus
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
        {failure !== undefined && <Problem title="Nothing more was done" error={failure} />}
        <div className="dialog-buttons">
          <Button onClick={() => onClose()}>Cancel</Button>
          <Button
            kind={what === 'delete' ? 'danger' : 'primary'}
            type="submit"
            autoFocus={what !== 'delete'}
            isBusy={isBusy}
            reason={untyped ?? wrongEnd}
          >
            {what === 'expiry' ? 'Change expiry' : TITLES[what]}
          </Button>
        </div>
      </form>
    </ConfirmDialog>
  );
}

function act(what: What, ids: readonly string[], end: number | null | undefined): Promise<Outcome> {
  const tokenIds = [...ids];
  if (what === 'delete') return keyward.tokens.deleteMany({ tokenIds, confirmCount: tokenIds.length });
  const merge = what === 'expiry' ? { expiry: end ?? null } : { disabled: what === 'disable' };
  return keyward.tokens.updateMany({ tokenIds, merge });
}
