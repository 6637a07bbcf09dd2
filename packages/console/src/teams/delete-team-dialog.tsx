import { useQuery, useQueryClient } from '@tanstack/react-query';
import { keyward, type Member, type Team } from '../app/keyward.ts';
import { counted, countText } from '../app/numbers.ts';
import { forgetRights } from '../app/queries.ts';
import { ConfirmByName } from '../controls/confirm-by-name.tsx';
import { Problem } from '../controls/problem.tsx';
import { say } from '../controls/toasts.tsx';
import { displayName } from '../shell/display-name.ts';
import { teamRolesQuery } from './team-queries.ts';

interface DeleteTeamDialogProps {
  readonly team: Team;
  readonly onClose: (isGone: boolean) => void;
}

const NAMED = 5;
const LOOKED_AT = 100;

/** Says which roles go, who loses them, and with how many tokens. Where somebody belongs to it, its name is typed. */
export function DeleteTeamDialog({ team, onClose }: DeleteTeamDialogProps) {
  const client = useQueryClient();
  const { data: roles } = useQuery(teamRolesQuery(team.key));
  const query = { filter: `team:${team.key}`, limit: LOOKED_AT, sort: 'displayName', expand: 'tokens' };
  const members = useQuery({
    queryKey: ['members', 'list', query],
    queryFn: ({ signal }) => keyward.members.list(query, { signal }).firstPage(),
  });
  const total = team.members?.totalCount ?? 0;

  async function remove() {
    await keyward.teams.delete(team.key);
    await forgetRights(client);
    say(`Deleted the team ${team.name}`);
  }

  return (
    <ConfirmByName
      title={`Delete the team “${team.name}”?`}
      typed={total === 0 ? undefined : team.name}
      typedIs="name"
      action="Delete"
      failed="The team was not deleted"
      onConfirm={remove}
      onClose={onClose}
    >
      {total === 0 ? (
        <p>Nobody belongs to it. This cannot be undone.</p>
      ) : (
        <>
          <p className="warning">
            {counted(total, 'member')} {total === 1 ? 'loses' : 'lose'}{' '}
            {roles && roles.length > 0
              ? `what the ${roles.length === 1 ? 'role' : 'roles'} ${roles.map(({ name }) => name).join(', ')} ${roles.length === 1 ? 'allows' : 'allow'}`
              : 'the team'}
            , at once. Who has a role from elsewhere keeps it. This cannot be undone.
          </p>
          {members.error && <Problem title="Couldn't load members" error={members.error} />}
          {members.data && <Losers members={members.data.items} total={members.data.totalCount} />}
        </>
      )}
    </ConfirmByName>
  );
}

/** By name, with the personal tokens that may do no more than they. */
function Losers({ members, total }: { readonly members: readonly Member[]; readonly total: number }) {
  const tokens = members.reduce((sum, each) => sum + (each.tokens?.totalCount ?? 0), 0);
  const used = members.reduce((sum, each) => sum + (each.tokens?.usedLastDayCount ?? 0), 0);
  const ofHowMany = total > members.length ? `The first ${countText(members.length)} have` : 'They have';
  return (
    <>
      <ul className="losers">
        {members.slice(0, NAMED).map((member) => (
          <li key={member._id}>
            {displayName(member)}
            {member.tokens && member.tokens.totalCount > 0 && (
              <span className="meta">{counted(member.tokens.totalCount, 'personal token')}</span>
            )}
          </li>
        ))}
        {total > NAMED && <li className="faint">and {countText(total - NAMED)} more</li>}
      </ul>
      <p className="help">
        {tokens === 0
          ? 'None of their personal tokens that you may see works.'
          : `${ofHowMany} ${counted(tokens, 'personal token')}, ${countText(used)} used in the last day. What the members may do no more, these may not either.`}
      </p>
    </>
  );
}
