import { useQuery } from '@tanstack/react-query';
import { rolesQuery } from '../app/queries.ts';
import { Loading } from '../controls/loading.tsx';
import { Problem } from '../controls/problem.tsx';
import { Statements } from '../roles/statements.tsx';

/** What each of the custom roles of a token says. */
export function CustomRoles({ ids }: { readonly ids: readonly string[] }) {
  const { data: roles, error, refetch } = useQuery(rolesQuery);
  if (!roles && error) return <Problem title="Couldn't load roles" error={error} onRetry={refetch} />;
  if (!roles) return <Loading />;
  return ids.map((id) => {
    const role = roles.find(({ _id }) => _id === id);
    return role ? (
      <section key={id}>
        <h3>{role.name}</h3>
        {role.description && <p className="faint">{role.description}</p>}
        <Statements statements={role.policy} />
      </section>
    ) : (
      <p key={id} className="faint">
        A role that you may not see.
      </p>
    );
  });
}
