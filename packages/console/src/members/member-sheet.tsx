import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { keyward, type Member } from '../app/keyward.ts';
import { ownMemberQuery } from '../app/queries.ts';
import { Button } from '../controls/button.tsx';
import { Chip } from '../controls/chip.tsx';
import { Loading } from '../controls/loading.tsx';
import { Problem } from '../controls/problem.tsx';
import { Sheet } from '../controls/sheet.tsx';
import { Time } from '../controls/time.tsx';
import { displayName } from '../shell/display-name.ts';
import { MemberAttributes } from './member-attributes.tsx';
import { MemberLink } from './member-link.tsx';
import { MemberTeams } from './member-teams.tsx';
import { MemberTokens } from './member-tokens.tsx';
import { ownReasonsQuery } from './own-reasons.ts';
import { RemoveDialog } from './remove-dialog.tsx';
import { RoleForm } from './role-form.tsx';

const ACTIONS = ['updateRole', 'updateCustomRole', 'updateMemberRoleAttributes', 'deleteMember'];

export function memberQuery(id: string) {
  return {
    queryKey: ['members', 'one', id],
    queryFn: () => keyward.members.get(id, { expand: 'tokens,roleAttributes' }),
  };
}

/** One person: what they may do, what is theirs, and how they leave. */
export function MemberSheet() {
  const { id = '' } = useParams({ strict: false });
  const navigate = useNavigate();
  const close = () => void navigate({ to: '/members', search: (all: object) => all });
  const { data: member, error, refetch } = useQuery(memberQuery(id));
  return (
    <Sheet
      title={member ? displayName(member) : 'Member'}
      subtitle={member && <Subtitle member={member} />}
      onClose={close}
    >
      {error && <Problem title="Couldn't load the member" error={error} onRetry={refetch} />}
      {!member && !error && <Loading />}
      {member && <About member={member} onGone={close} />}
    </Sheet>
  );
}

function Subtitle({ member }: { readonly member: Member }) {
  return (
    <>
      {member.email} {member._pendingInvite && <Chip tone="neutral">Invited</Chip>} ·{' '}
      {member._lastSeen === 0 ? (
        'never seen'
      ) : (
        <>
          seen <Time at={member._lastSeen} />
        </>
      )}
    </>
  );
}

function About({ member, onGone }: { readonly member: Member; readonly onGone: () => void }) {
  const { data: me } = useQuery(ownMemberQuery);
  const resource = `member/${member._id}`;
  const wanted = ACTIONS.map((action) => ({ action, resource }));
  const { data: reasons } = useQuery(ownReasonsQuery(me?._id, wanted));
  const [isRemoving, setIsRemoving] = useState(false);
  const isSelf = me?._id === member._id;
  return (
    <>
      <RoleForm
        key={member.version}
        member={member}
        reason={reasons?.updateRole ?? reasons?.updateCustomRole}
      />
      <p>
        <Link to={`/members/${member._id}/permissions`} search={(all: object) => all}>
          What they may do
        </Link>
        , altogether.
      </p>
      <MemberAttributes member={member} reason={reasons?.updateMemberRoleAttributes} />
      <MemberTeams member={member} />
      <MemberTokens member={member} />
      <MemberLink member={member} />
      <div className="row-buttons">
        <Button
          kind="danger"
          reason={isSelf ? 'You cannot remove yourself' : reasons?.deleteMember}
          onClick={() => setIsRemoving(true)}
        >
          Remove member
        </Button>
      </div>
      {isRemoving && (
        <RemoveDialog
          member={member}
          onClose={(isGone) => {
            setIsRemoving(false);
            if (isGone) onGone();
          }}
        />
      )}
    </>
  );
}
