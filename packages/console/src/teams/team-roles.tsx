import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { Team } from '../app/keyward.ts';
import { counted } from '../app/numbers.ts';
import { rolesQuery } from '../app/queries.ts';
import { useIsKept, useStoredDraft } from '../app/use-stored-draft.ts';
import { Button } from '../controls/button.tsx';
import { Loading } from '../controls/loading.tsx';
import { Problem } from '../controls/problem.tsx';
import { RoleList } from '../create-token/role-list.tsx';
import { AttributeFields } from './attribute-fields.tsx';
import { mistakeInRows, rowsOf, textOf } from './role-attributes.ts';
import { type RolesStart, roleChanges } from './role-changes.ts';
import { reasonAgainstTeam, teamRolesQuery } from './team-queries.ts';
import { useTeamChange } from './use-team-change.ts';

/** The name under which what was typed is kept. */
const rolesForm = ({ key }: Team) => `team-roles.${key}`;

/** What belonging to a team gives: custom roles, and what their placeholders stand for. */
export function TeamRoles({ team }: { readonly team: Team }) {
  const { data: given, error, refetch } = useQuery(teamRolesQuery(team.key));
  const all = useQuery(rolesQuery);
  const roles = all.data;
  const isKept = useIsKept(rolesForm(team));
  const [isEditing, setIsEditing] = useState(isKept);
  if (error) return <Problem title="Couldn't load the roles of the team" error={error} onRetry={refetch} />;
  if (!roles && all.error)
    return <Problem title="Couldn't load roles" error={all.error} onRetry={all.refetch} />;
  if (!given || !roles) return <Loading />;
  const attributes = team.roleAttributes ?? {};
  if (isEditing) {
    const start = {
      given: roles.filter((role) => given.some(({ key }) => key === role.key)),
      attributes,
    };
    return <EditRoles team={team} start={start} onClose={() => setIsEditing(false)} />;
  }
  return (
    <>
      {given.length === 0 ? (
        <p className="faint">It gives no role that you may see.</p>
      ) : (
        <ul className="people">
          {given.map(({ key, name }) => (
            <li key={key}>
              <span className="person">
                <Link to={`/roles/${key}`}>{name}</Link>
                <span className="meta mono">{key}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {Object.keys(attributes).length > 0 && (
        <section>
          <h3>Role attributes</h3>
          <dl className="attributes">
            {Object.entries(attributes).map(([name, values]) => (
              <div key={name}>
                <dt className="mono">{name}</dt>
                <dd className="mono">{textOf(values)}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      <div>
        <Button reason={reasonAgainstTeam(team, 'updateTeamCustomRoles')} onClick={() => setIsEditing(true)}>
          Change roles
        </Button>
      </div>
    </>
  );
}

interface EditRolesProps {
  readonly team: Team;
  /** Only what it is at first counts: others may change the team while the form is open, and while it is reloaded. */
  readonly start: RolesStart;
  readonly onClose: () => void;
}

function EditRoles({ team, start: newest, onClose }: EditRolesProps) {
  const { data: roles = [] } = useQuery(rolesQuery);
  const { draft, setDraft } = useStoredDraft(rolesForm(team), () => ({
    start: newest,
    chosen: newest.given.map(({ _id }) => _id) as readonly string[],
    rows: rowsOf(newest.attributes),
  }));
  const { start, chosen, rows } = draft;
  const [problem, setProblem] = useState<string>();
  const { change, failure, isBusy } = useTeamChange(team.key);
  const known = [...start.given, ...roles.filter(({ _id }) => !start.given.some((role) => role._id === _id))];
  const wanted = known.filter(({ _id }) => chosen.includes(_id));
  const removed = start.given.length - start.given.filter(({ _id }) => chosen.includes(_id)).length;
  const members = team.members?.totalCount ?? 0;

  async function save(event: FormEvent) {
    event.preventDefault();
    const mistake = mistakeInRows(rows);
    setProblem(mistake);
    if (mistake !== undefined) return;
    const changes = roleChanges(start, wanted, rows);
    if (changes.length === 0 || (await change(changes, `Saved the roles of ${team.name}`))) onClose();
  }

  return (
    <form className="form" onSubmit={save} aria-label="Roles of the team" noValidate>
      <RoleList chosen={chosen} onChange={(ids) => setDraft({ ...draft, chosen: ids })} />
      <AttributeFields
        whose="this team"
        rows={rows}
        onChange={(typed) => setDraft({ ...draft, rows: typed })}
        problem={problem}
      />
      {removed > 0 && members > 0 && (
        <p className="warning">
          Takes {counted(removed, 'role')} from {counted(members, 'member')} and from their personal tokens,
          at once. Whoever has the role from elsewhere keeps it.
        </p>
      )}
      {failure !== undefined && <Problem title="The roles were not saved" error={failure} />}
      <div className="row-buttons">
        <Button kind="primary" type="submit" isBusy={isBusy}>
          Save roles
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </form>
  );
}
