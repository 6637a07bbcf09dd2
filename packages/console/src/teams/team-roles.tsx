import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { Team } from '../app/keyward.ts';
import { counted } from '../app/numbers.ts';
import { rolesQuery } from '../app/queries.ts';
import { Button } from '../controls/button.tsx';
import { Problem } from '../controls/problem.tsx';
import { RoleList } from '../create-token/role-list.tsx';
import { AttributeFields } from './attribute-fields.tsx';
import { type Attributes, attributesIn, mistakeInRows, rowsOf } from './role-attributes.ts';
import { reasonAgainstTeam, teamRolesQuery } from './team-queries.ts';
import { useTeamChange } from './use-team-change.ts';

/** What belonging to a team gives: custom roles, and what their placeholders stand for. */
export function TeamRoles({ team }: { readonly team: Team }) {
  const { data: given, error, refetch } = useQuery(teamRolesQuery(team.key));
  const { data: roles } = useQuery(rolesQuery);
  const [isEditing, setIsEditing] = useState(false);
  if (error) return <Problem title="Couldn't load the roles of the team" error={error} onRetry={refetch} />;
  if (!given || !roles) return null;
  const attributes = team.roleAttributes ?? {};
  const keys = given.map(({ key }) => key);
  if (isEditing) {
    return <EditRoles team={team} keys={keys} attributes={attributes} onClose={() => setIsEditing(false)} />;
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
                <dd className="mono">{values.join(', ')}</dd>
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
  readonly keys: readonly string[];
  readonly attributes: Attributes;
  readonly onClose: () => void;
}

function EditRoles({ team, keys, attributes, onClose }: EditRolesProps) {
  const { data: roles = [] } = useQuery(rolesQuery);
  const [chosen, setChosen] = useState<readonly string[]>(() =>
    roles.filter(({ key }) => keys.includes(key)).map(({ _id }) => _id),
  );
  const [rows, setRows] = useState(() => rowsOf(attributes));
  const [problem, setProblem] = useState<string>();
  const { change, failure, isBusy } = useTeamChange(team.key);
  const wanted = roles.filter(({ _id }) => chosen.includes(_id)).map(({ key }) => key);
  const added = wanted.filter((key) => !keys.includes(key));
  // Of roles that the viewer may not see none is taken away.
  const removed = keys.filter((key) => !wanted.includes(key) && roles.some((role) => role.key === key));
  const members = team.members?.totalCount ?? 0;

  async function save(event: FormEvent) {
    event.preventDefault();
    const mistake = mistakeInRows(rows);
    setProblem(mistake);
    if (mistake !== undefined) return;
    const value = attributesIn(rows);
    const instructions = [
      ...(removed.length === 0 ? [] : [{ kind: 'removeCustomRoles' as const, values: removed }]),
      ...(JSON.stringify(value) === JSON.stringify(attributes)
        ? []
        : [{ kind: 'replaceRoleAttributes' as const, value }]),
      ...(added.length === 0 ? [] : [{ kind: 'addCustomRoles' as const, values: added }]),
    ];
    if (instructions.length === 0 || (await change(instructions, `Saved the roles of ${team.name}`)))
      onClose();
  }

  return (
    <form className="form" onSubmit={save} aria-label="Roles of the team" noValidate>
      <RoleList chosen={chosen} onChange={setChosen} />
      <AttributeFields rows={rows} onChange={setRows} problem={problem} />
      {removed.length > 0 && members > 0 && (
        <p className="warning">
          Takes {counted(removed.length, 'role')} from {counted(members, 'member')} and from their personal
          tokens, at once. Whoever has the role from elsewhere keeps it.
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
