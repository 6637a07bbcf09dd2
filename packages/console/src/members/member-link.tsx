import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keyward, type Member } from '../app/keyward.ts';
import { momentText } from '../app/times.ts';
import { Button } from '../controls/button.tsx';
import { CopyButton } from '../controls/copy-button.tsx';
import { Problem } from '../controls/problem.tsx';
import { say } from '../controls/toasts.tsx';
import { useOwnReasons } from './own-reasons.ts';

type OneTimeLink = Awaited<ReturnType<typeof keyward.members.inviteAgain>>;

const ACTIONS = ['createMember', 'deleteMember', 'updateRole'];

/** The way in, for somebody who lost it: a fresh invitation, or a link to choose a new passphrase. */
export function MemberLink({ member }: { readonly member: Member }) {
  const client = useQueryClient();
  const [sent, setSent] = useState<OneTimeLink>();
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setIsBusy] = useState(false);
  const resource = `member/${member._id}`;
  const reasons = useOwnReasons(ACTIONS.map((action) => ({ action, resource })));

  async function run(work: () => Promise<OneTimeLink | undefined>) {
    setIsBusy(true);
    setFailure(undefined);
    setSent(undefined);
    try {
      const link = await work();
      if (link) setSent(link);
      if (link?.mailed) say(`Mailed ${member.email}`);
    } catch (error) {
      setFailure(error);
    }
    setIsBusy(false);
  }

  async function withdraw() {
    await keyward.members.withdrawInvitation(member._id);
    say(`Withdrew the invitation of ${member.email}`);
    await client.invalidateQueries({ queryKey: ['members'] });
    return undefined;
  }

  return (
    <section className="member-link">
      <h3>Way in</h3>
      <div className="row-buttons">
        {member._pendingInvite ? (
          <>
            <Button
              isBusy={isBusy}
              reason={reasons.createMember}
              onClick={() => run(() => keyward.members.inviteAgain(member._id))}
            >
              Invite again
            </Button>
            <Button isBusy={isBusy} reason={reasons.deleteMember} onClick={() => run(withdraw)}>
              Withdraw invitation
            </Button>
          </>
        ) : (
          <Button
            isBusy={isBusy}
            reason={reasons.updateRole}
            onClick={() => run(() => keyward.members.linkPassword(member._id))}
          >
            New passphrase link
          </Button>
        )}
      </div>
      {failure !== undefined && <Problem title="That did not work" error={failure} />}
      {sent?.link !== undefined && (
        <p className="notice">
          No mail was sent. Hand over this link; it works once, until {momentText(sent.expiry)}.{' '}
          <CopyButton text={new URL(sent.link, location.origin).href} label="Copy link" said="Link copied" />
        </p>
      )}
    </section>
  );
}
