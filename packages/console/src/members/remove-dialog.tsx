import { useQueryClient } from '@tanstack/react-query';
import { keyward, type Member } from '../app/keyward.ts';
import { counted, countText } from '../app/numbers.ts';
import { forgetRights } from '../app/queries.ts';
import { ConfirmByName } from '../controls/confirm-by-name.tsx';
import { say } from '../controls/toasts.tsx';
import { displayName } from '../shell/display-name.ts';
import { TokensInUse } from './tokens-in-use.tsx';

interface RemoveDialogProps {
  readonly member: Member;
  readonly onClose: (isGone: boolean) => void;
}

/** Says what stops with the member, and what can be done first. Where tokens are in use the e-mail is typed. */
export function RemoveDialog({ member, onClose }: RemoveDialogProps) {
  const client = useQueryClient();
  const { tokens, email } = member;
  const isUsed = (tokens?.usedLast30DaysCount ?? 0) > 0;
  const name = displayName(member);

  async function remove() {
    await keyward.members.remove(member._id);
    await forgetRights(client);
    say(`Removed ${name}`);
  }

  return (
    <ConfirmByName
      title={`Remove ${name}?`}
      typed={isUsed ? email : undefined}
      typedIs="e-mail"
      action="Remove"
      failed="The member was not removed"
      onConfirm={remove}
      onClose={onClose}
    >
      <p>They are signed out, and can no longer sign in.</p>
      {tokens !== undefined && tokens.totalCount > 0 && (
        <>
          <p className={isUsed ? 'warning' : 'faint'}>
            This turns off {counted(tokens.totalCount, 'personal token')},{' '}
            {countText(tokens.usedLastDayCount)} used in the last day. Whatever calls with them gets 401
            Unauthorized.
          </p>
          <TokensInUse member={member} />
        </>
      )}
    </ConfirmByName>
  );
}
