import { useQuery } from '@tanstack/react-query';
import { rolesQuery } from '../app/queries.ts';
import { Check } from '../controls/check.tsx';
import { Problem } from '../controls/problem.tsx';

interface RoleListProps {
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
  readonly problem?: string | undefined;
}

/** The custom roles of the account, and those that come with Keyward. */
export function RoleList({ chosen, onChange, problem }: RoleListProps) {
  const { data: roles, error, refetch } = useQuery(rolesQuery);
  if (error) return <Problem title="Couldn't load roles" error={error} onRetry={refetch} />;
  return (
    <fieldset className="field role-list">
      <legend>Roles</legend>
      {problem && <p className="field-problem">{problem}</p>}
      {roles?.map(({ _id, name, description, preset }) => (
        <Check
          key={_id}
          label={preset ? `${name} (provided)` : name}
          help={description}
          checked={chosen.includes(_id)}
          onChange={(event) =>
            onChange(event.target.checked ? [...chosen, _id] : chosen.filter((each) => each !== _id))
          }
        />
      ))}
      {roles?.length === 0 && <p className="help">There are no roles that you may see.</p>}
    </fieldset>
  );
}
