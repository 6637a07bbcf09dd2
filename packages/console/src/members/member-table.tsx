import { Link, useNavigate } from '@tanstack/react-router';
import type { Member } from '../app/keyward.ts';
import { counted } from '../app/numbers.ts';
import { Chip } from '../controls/chip.tsx';
import { DownIcon, UpIcon } from '../controls/icons.tsx';
import { isOnRow } from '../controls/is-on-row.ts';
import { Time } from '../controls/time.tsx';
import { displayName } from '../shell/display-name.ts';
import { roleText } from './role-text.ts';

interface MemberTableProps {
  readonly members: readonly Member[];
  readonly sort: string | undefined;
  readonly onSort: (sort: string) => void;
}

export function MemberTable({ members, ...sorting }: MemberTableProps) {
  return (
    <section className="table-frame" aria-label="Table of members">
      <table className="table table-members">
        <thead>
          <tr>
            <Head {...sorting} column="displayName" label="Name" isDefault />
            <th>Role</th>
            <th>Teams</th>
            <th>Tokens</th>
            <Head {...sorting} column="lastSeen" label="Last seen" />
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <MemberRow key={member._id} member={member} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface HeadProps extends Omit<MemberTableProps, 'members'> {
  readonly column: string;
  readonly label: string;
  readonly isDefault?: boolean;
}

function Head({ column, label, sort, onSort, isDefault = false }: HeadProps) {
  const isUp = sort === column || (isDefault && sort === undefined);
  const isDown = sort === `-${column}`;
  return (
    <th aria-sort={isUp ? 'ascending' : isDown ? 'descending' : 'none'}>
      <button type="button" className="sort" onClick={() => onSort(isUp ? `-${column}` : column)}>
        {label}
        {isUp && <UpIcon />}
        {isDown && <DownIcon />}
      </button>
    </th>
  );
}

function MemberRow({ member }: { readonly member: Member }) {
  const navigate = useNavigate();
  const { tokens, teams } = member;
  const to = `/members/${member._id}`;

  return (
    <tr onClick={(event) => isOnRow(event) && void navigate({ to, search: (all: object) => all })}>
      <td className="cell-name">
        <div className="cut">
          <Link to={to} search={(all: object) => all} className="row-link">
            {displayName(member)}
          </Link>{' '}
          {member._pendingInvite && <Chip tone="neutral">Invited</Chip>}
        </div>
        {displayName(member) !== member.email && <div className="meta cut">{member.email}</div>}
      </td>
      <td>{roleText(member)}</td>
      <td>
        {teams.length === 0 ? <span className="faint">None</span> : teams.map(({ name }) => name).join(', ')}
      </td>
      <td>
        {tokens === undefined || tokens.totalCount === 0 ? (
          <span className="faint">{tokens ? 'None' : 'Not shown to you'}</span>
        ) : (
          <Link to="/tokens" search={{ owner: member.email }}>
            {counted(tokens.totalCount, 'token')}
          </Link>
        )}
      </td>
      <td>
        {member._lastSeen === 0 ? <span className="faint">Never</span> : <Time at={member._lastSeen} />}
      </td>
    </tr>
  );
}
