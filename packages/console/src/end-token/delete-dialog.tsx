import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { keyward, type Token } from '../app/keyward.ts';
import { forgetTokens } from '../app/queries.ts';
import { DAY_MS } from '../app/times.ts';
import { useNow } from '../app/use-now.ts';
import { Button } from '../controls/button.tsx';
import { ConfirmDialog } from '../controls/confirm-dialog.tsx';
import { isConfirmed } from '../controls/is-confirmed.ts';
import { Problem } from '../controls/problem.tsx';
import { TextField } from '../controls/text-field.tsx';
import { Time } from '../controls/time.tsx';
import { say } from '../controls/toasts.tsx';
import { reasonAgainst } from '../tokens/token-rights.ts';
import { nameToConfirm, tokenTitle } from '../tokens/token-words.ts';
import { setDisabled } from './set-disabled.ts';

const RECENT_MS = 30 * DAY_MS;

/** Deleting is final. Of a token that somebody uses, the name is typed first. */
export function DeleteDialog({ token, onClose }: { readonly token: Token; readonly onClose: () => void }) {
  const client = useQueryClient();
  const now = useNow();
  const [typed, setTyped] = useState('');
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setIsBusy] = useState(false);
  const title = tokenTitle(token);
  const name = nameToConfirm(token);
  const isUsed = token.lastUsed > now - RECENT_MS;
  const isReady = !isUsed || isConfirmed(typed, name);
  const disableReason = token.disabled
    ? 'It is disabled already'
    : reasonAgainst(token, 'updateAccessTokenStatus');

  async function run(work: () => Promise<unknown>, done: string) {
    setIsBusy(true);
    setFailure(undefined);
    try {
      await work();
      await forgetTokens(client);
      say(done);
      onClose();
    } catch (error) {
      setFailure(error);
      setIsBusy(false);
    }
  }

  function remove(event: FormEvent) {
    event.preventDefault();
    if (!isReady || isBusy) return;
    void run(() => keyward.tokens.delete(token._id, { confirmName: name }), `Deleted ${title}`);
  }

  return (
    <ConfirmDialog title={`Delete “${title}”?`} onClose={onClose}>
      <form onSubmit={remove} className="form" noValidate>
        <p>Calls with it get 401 Unauthorized from now on. This cannot be undone.</p>
        <p className={isUsed ? 'warning' : 'faint'}>
          {token.lastUsed === 0 ? (
            'It was never used.'
          ) : (
            <>
              Last used <Time at={token.lastUsed} />
              {token.lastUsedAddress && ` from ${token.lastUsedAddress}`}
              {token.lastUsedAgent && `, by ${token.lastUsedAgent}`}.
            </>
          )}
        </p>
        {isUsed && (
          <TextField
            label={`Type ${name} to confirm`}
            autoFocus
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
        {failure !== undefined && <Problem title="The token was not deleted" error={failure} />}
        <div className="dialog-buttons">
          <Button
            kind="quiet"
            className="button-first"
            reason={disableReason}
            isBusy={isBusy}
            onClick={() => run(() => setDisabled(token._id, true), `Disabled ${title}`)}
          >
            Disable instead
          </Button>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="danger"
            type="submit"
            autoFocus={!isUsed}
            isBusy={isBusy}
            reason={isReady ? undefined : 'Type the name exactly as it is'}
          >
            Delete
          </Button>
        </div>
      </form>
    </ConfirmDialog>
  );
}
