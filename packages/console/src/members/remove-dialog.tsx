import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { keyward, type Member } from '../app/keyward.ts';
import { counted, countText } from '../app/numbers.ts';
import { forgetTokens } from '../app/queries.ts';
import { Button } from '../controls/button.tsx';
import { ConfirmDialog } from '../controls/confirm-dialog.tsx';
import { Problem } from '../controls/problem.tsx';
import { TextField } from '../controls/text-field.tsx';
import { say } from '../controls/toasts.tsx';
import { isConfirmed } from '../end-token/is-confirmed.ts';
import { displayName } from '../shell/display-name.ts';

interface RemoveDialogProps {
  readonly member: Member;
  readonly onClose: (isGone: boolean) => void;
}

/** Says what stops with the member, and what can be done first. Where tokens are in use the e-mail is typed. */
export function RemoveDialog({ member, onClose }: RemoveDialogProps) {
  const client = useQueryClient();
  const [typed, setTyped] = useState('');
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setIsBusy] = useState(false);
  const { tokens, email } = member;
  const isUsed = (tokens?.usedLast30DaysCount ?? 0) > 0;
  const isReady = !isUsed || isConfirmed(typed, email);
  const name = displayName(member);

  async function remove(event: FormEvent) {
    event.preventDefault();
    if (!isReady || isBusy) return;
    setIsBusy(true);
    setFailure(undefined);
    try {
      await keyward.members.remove(member._id);
      await Promise.all([client.invalidateQueries({ queryKey: ['members'] }), forgetTokens(client)]);
      say(`Removed ${name}`);
      onClose(true);
    } catch (error) {
      setFailure(error);
      setIsBusy(false);
    }
  }

  return (
    <ConfirmDialog title={`Remove ${name}?`} onClose={() => onClose(false)}>
      <form className="form" onSubmit={remove} noValidate>
        <p>They are signed out, and can no longer sign in.</p>
        {tokens !== undefined && tokens.totalCount > 0 && (
          <>
            <p className={isUsed ? 'warning' : 'faint'}>
              This turns off {counted(tokens.totalCount, 'personal token')},{' '}
              {countText(tokens.usedLastDayCount)} used in the last day. Whatever calls with them gets 401
              Unauthorized.
            </p>
            <p className="help">
              To keep an integration running, make a service token for it first:{' '}
              <Link to="/tokens" search={{ owner: email, sort: '-lastUsed' }}>
                see their tokens
              </Link>
              , then Clone → Service token.
            </p>
          </>
        )}
        {isUsed && (
          <TextField
            label={`Type ${email} to confirm`}
            autoFocus
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
        {failure !== undefined && <Problem title="The member was not removed" error={failure} />}
        <div className="dialog-buttons">
          <Button onClick={() => onClose(false)}>Cancel</Button>
          <Button
            kind="danger"
            type="submit"
            autoFocus={!isUsed}
            isBusy={isBusy}
            reason={isReady ? undefined : 'Type the e-mail exactly as it is'}
          >
            Remove
          </Button>
        </div>
      </form>
    </ConfirmDialog>
  );
}
