import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { Role } from '../app/keyward.ts';
import { ownMemberQuery, rolesQuery } from '../app/queries.ts';
import { Button } from '../controls/button.tsx';
import { Chip } from '../controls/chip.tsx';
import { isOnRow } from '../controls/is-on-row.ts';
import { ownReasonsQuery } from '../members/own-reasons.ts';
import { ListPage } from '../shell/list-page.tsx';
import { BaseRoles } from './base-roles.tsx';
import { CREATING_ROLES } from './role-rights.ts';
import { usedBy } from './used-by.ts';

/** Roles of the organization, those that come with Keyward, and what the base roles may do. */
export function RolesPage() {
  const navigate = useNavigate();
  const list = useQuery(rolesQuery);
  const { data: me } = useQuery(ownMemberQuery);
  const { data: reasons } = useQuery(ownReasonsQuery(me?._id, CREATING_ROLES));
  const own = list.data?.filter(({ preset }) => !preset) ?? [];
  const provided = list.data?.filter(({ preset }) => preset) ?? [];
  return (
    <ListPage
      title="Roles"
      lead="Policies with a name. Members, teams and tokens that hold a role change with it, at once."
      action={
        <Button
          kind="primary"
          data-shortcut="c"
          reason={reasons?.createRole}
          onClick={() => void navigate({ to: '/roles/-/new' })}
        >
          Create role
        </Button>
      }
      list={list}
      what="roles"
    >
      {list.data && (
        <>
          {own.length === 0 ? (
            <div className="card quiet">
              <h2>No roles of your own yet</h2>
              <p className="faint">
                A role gives several people, teams or tokens the same rights, and keeps them the same.
              </p>
            </div>
          ) : (
            <RoleTable name="Your roles" roles={own} />
          )}
          <section className="home-section">
            <h2>Provided</h2>
            <RoleTable name="Provided roles" roles={provided} />
          </section>
        </>
      )}
      <BaseRoles />
    </ListPage>
  );
}

function RoleTable({ name, roles }: { readonly name: string; readonly roles: readonly Role[] }) {
  const navigate = useNavigate();
  return (
    <section className="table-frame" aria-label={name}>
      <table className="table table-roles">
        <thead>
          <tr>
            <th className="cell-name">Name</th>
            <th>Description</th>
            <th>Used by</th>
          </tr>
        </thead>
        <tbody>
          {roles.map((role) => (
            <tr
              key={role._id}
              onClick={(event) => isOnRow(event) && void navigate({ to: `/roles/${role.key}` })}
            >
              <td className="cell-name">
                <div className="cut">
                  <Link to={`/roles/${role.key}`} className="row-link">
                    {role.name}
                  </Link>{' '}
                  {role.preset && <Chip tone="neutral">Provided</Chip>}
                </div>
                <div className="meta mono cut">{role.key}</div>
              </td>
              <td className="role-about">{role.description}</td>
              <td>{usedBy(role) ?? <span className="faint">Nobody</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
