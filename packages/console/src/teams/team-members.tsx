import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { keyward, type Member, type Team } from '../app/keyward.ts';
import { counted } from '../app/numbers.ts';
import { Button } from '../controls/button.tsx';
import { Loading } from '../controls/loading.tsx';
import { OffsetPager } from '../controls/offset-pager.tsx';
import { Problem } from '../controls/problem.tsx';
import { SearchField } from '../controls/search-field.tsx';
import { roleText } from '../members/role-text.ts';
import { displayName } from '../shell/display-name.ts';
import { AddMembers } from './add-members.tsx';
import { ImportMembers } from './import-members.tsx';
import { reasonAgainstTeam } from './team-queries.ts';
import { useTeamChange } from './use-team-change.ts';

const AT_ONCE = 20;

/** Who belongs to a team, and how that is changed. */
export function TeamMembers({ team }: { readonly team: Team }) {
  const [q, setQ] = useState('');
  const [offset, setOffset] = useState(0);
  const [work, setWork] = useState<'add' | 'import'>();
  const filter = [`team:${team.key}`, ...(q === '' ? [] : [`query:${q.replaceAll(',', ' ')}`])].join(',');
  const query = { filter, limit: AT_ONCE, offset, sort: 'displayName' };
  const { data, error, refetch } = useQuery({
    queryKey: ['members', 'list', query],
    queryFn: ({ signal }) => keyward.members.list(query, { signal }).firstPage(),
    placeholderData: (before) => before,
  });
  const reason = reasonAgainstTeam(team, 'updateTeamMembers');

  function search(text: string) {
    setQ(text);
    setOffset(0);
  }

  return (
    <>
      <div className="row-buttons">
        <Button reason={reason} onClick={() => setWork('add')}>
          Add members
        </Button>
        <Button reason={reason} onClick={() => setWork('import')}>
          Upload a CSV file
        </Button>
      </div>
      {work === 'add' && <AddMembers team={team} onClose={() => setWork(undefined)} />}
      {work === 'import' && <ImportMembers team={team} onClose={() => setWork(undefined)} />}
      {error && <Problem title="Couldn't load members" error={error} onRetry={refetch} />}
      {!data && !error && <Loading />}
      {(q !== '' || (team.members?.totalCount ?? 0) > AT_ONCE) && (
        <SearchField
          label="Search members of the team"
          placeholder="Search name or e-mail"
          value={q}
          onSearch={search}
        />
      )}
      {data && (
        <>
          <p role="status" className="faint">
            {data.totalCount === 0 ? 'Nobody belongs to it.' : counted(data.totalCount, 'member')}
          </p>
          <ul className="people">
            {data.items.map((member) => (
              <OneMember key={member._id} team={team} member={member} reason={reason} />
            ))}
          </ul>
          <OffsetPager offset={offset} atOnce={AT_ONCE} total={data.totalCount} onOffset={setOffset} />
        </>
      )}
    </>
  );
}

interface OneMemberProps {
  readonly team: Team;
  readonly member: Member;
  readonly reason: string | undefined;
}

function OneMember({ team, member, reason }: OneMemberProps) {
  const { change, failure, isBusy } = useTeamChange(team.key);
  const name = displayName(member);
  const leave = () =>
    change([{ kind: 'removeMembers', values: [member._id] }], `${name} no longer belongs to ${team.name}`);
  return (
    <li>
      <span className="person">
        <Link to={`/members/${member._id}`}>{name}</Link>
        <span className="meta">
          {name === member.email ? '' : `${member.email} · `}
          {roleText(member)}
        </span>
      </span>
      <Button kind="quiet" reason={reason} isBusy={isBusy} aria-label={`Take out ${name}`} onClick={leave}>
        Take out
      </Button>
      {failure !== undefined && <Problem title="The member was not taken out" error={failure} />}
    </li>
  );
}
