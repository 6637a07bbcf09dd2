import { useQuery } from '@tanstack/react-query';
import { resourceTypesQuery } from '../app/queries.ts';
import { CheckIcon } from '../controls/icons.tsx';
import { BASE_ROLES } from '../create-token/scope.ts';
import { capitalized } from '../tokens/token-words.ts';

const LEVELS = ['read', 'write', 'admin', 'owner'];

/** What each base role may do, action by action. */
export function BaseRoles() {
  const { data } = useQuery(resourceTypesQuery);
  if (!data) return null;
  const types = data.items.filter(({ actions }) => Object.keys(actions).length > 0);
  return (
    <section className="home-section">
      <h2>Base roles</h2>
      <p className="faint">
        Reader, Writer, Admin and Owner each may do all that the one before may. No access may do nothing.
      </p>
      <div className="matrices">
        {types.map(({ name, actions }) => (
          <details key={name} className="card matrix">
            <summary>
              <code>{name}</code> <span className="faint">{Object.keys(actions).length} actions</span>
            </summary>
            <table>
              <thead>
                <tr>
                  <th scope="col">Action</th>
                  {BASE_ROLES.map((role) => (
                    <th scope="col" key={role}>
                      {capitalized(role)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {Object.entries(actions).map(([action, level]) => (
                  <tr key={action}>
                    <th scope="row" className="mono">
                      {action}
                    </th>
                    {BASE_ROLES.map((role, index) => (
                      <td key={role}>
                        {LEVELS.indexOf(level) <= index ? (
                          <>
                            <CheckIcon />
                            <span className="hidden">Yes</span>
                          </>
                        ) : (
                          <span className="hidden">No</span>
                        )}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        ))}
      </div>
    </section>
  );
}
