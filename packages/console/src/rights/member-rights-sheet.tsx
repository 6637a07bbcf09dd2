import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Loading } from '../controls/loading.tsx';
import { Problem } from '../controls/problem.tsx';
import { Sheet } from '../controls/sheet.tsx';
import { roleText } from '../members/role-text.ts';
import { displayName } from '../shell/display-name.ts';
import { EffectivePermissions } from './effective-permissions.tsx';
import { holderQuery } from './rights-queries.ts';

/** What a member may do, by their role, their roles and their teams. */
export function MemberRightsSheet() {
  const { id = '' } = useParams({ strict: false });
  const navigate = useNavigate();
  const { data: member, error, refetch } = useQuery(holderQuery(id));
  return (
    <Sheet
      title={member ? `What ${displayName(member)} may do` : 'What a member may do'}
      subtitle={member && [roleText(member), ...member.teams.map(({ name }) => `team ${name}`)].join(' · ')}
      size="wide"
      onClose={() => void navigate({ to: `/members/${id}`, search: (all: object) => all })}
    >
      {error && <Problem title="Couldn't load the member" error={error} onRetry={refetch} />}
      {!member && !error && <Loading />}
      {member && <EffectivePermissions of={{ memberId: id }} memberId={id} />}
    </Sheet>
  );
}
