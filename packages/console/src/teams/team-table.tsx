import { Link, useNavigate } from '@tanstack/react-router';
import type { Team } from '../app/keyward.ts';
import { counted } from '../app/numbers.ts';
import { isOnRow } from '../controls/is-on-row.ts';
import { displayName } from '../shell/display-name.ts';

export function TeamTable({ teams }: { readonly teams: readonly Team[] }) {
  return (
    <section className="table-frame" aria-label="Table of teams">
      <table className="table table-teams">
        <thead>
          <tr>
            <th className="cell-name">Name</th>
            <th>Description</th>
            <th>Members</th>
            <th>Maintainers</th>
          </tr>
        </thead>
        <tbody>
          {teams.map((team) => (
            <TeamRow key={team.key} team={team} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function TeamRow({ team }: { readonly team: Team }) {
  const navigate = useNavigate();
  const { key, name, description, members, maintainers } = team;
  const to = `/teams/${key}`;
  const [first, ...others] = maintainers?.items ?? [];

  return (
    <tr onClick={(event) => isOnRow(event) && void navigate({ to, search: (all: object) => all })}>
      <td className="cell-name">
        <div className="cut">
          <Link to={to} search={(all: object) => all} className="row-link">
            {name}
          </Link>
        </div>
        <div className="meta mono cut">{key}</div>
      </td>
      <td className="role-about">{description}</td>
      <td>
        {members === undefined || members.totalCount === 0 ? (
          <span className="faint">None</span>
        ) : (
          counted(members.totalCount, 'member')
        )}
      </td>
      <td>
        {first === undefined ? (
          <span className="faint">None</span>
        ) : (
          `${displayName(first)}${others.length > 0 ? ` and ${others.length} more` : ''}`
        )}
      </td>
    </tr>
  );
}
