import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ResourceType } from '../app/keyward.ts';
import { resourceTypesQuery } from '../app/queries.ts';
import { Button } from '../controls/button.tsx';
import { isOnRow } from '../controls/is-on-row.ts';
import { ListPage } from '../shell/list-page.tsx';
import { selectorWords } from './selector-words.ts';
import { useManagingReasons } from './use-managing-reasons.ts';

/** What the organization's own API protects. */
export function ResourceTypesPage() {
  const navigate = useNavigate();
  const list = useQuery(resourceTypesQuery);
  const { data } = list;
  const reasons = useManagingReasons();
  const own = data?.items.filter(({ origin }) => origin === 'account') ?? [];
  return (
    <ListPage
      title="Resource types"
      lead="What your own API protects. Policies can name it, and gateways ask about it."
      action={
        <Button
          kind="primary"
          data-shortcut="c"
          reason={reasons.manageResourceTypes}
          onClick={() => void navigate({ to: '/settings/resource-types/new' })}
        >
          Declare a type
        </Button>
      }
      list={list}
      what="resource types"
    >
      {data && own.length === 0 && (
        <div className="card quiet">
          <h2>No types of your own yet</h2>
          <p className="faint">
            Declare what your API protects, such as an invoice that can be viewed and sent. Then give somebody
            a role that speaks of it.
          </p>
        </div>
      )}
      {own.length > 0 && <TypeTable types={own} />}
      {data && (
        <p className="help below-table">
          {data.items.length - own.length} more types come with Keyward:{' '}
          <Link to="/roles">what each base role may do</Link>
        </p>
      )}
    </ListPage>
  );
}

function TypeTable({ types }: { readonly types: readonly ResourceType[] }) {
  const navigate = useNavigate();
  return (
    <section className="table-frame" aria-label="Your types">
      <table className="table table-types">
        <thead>
          <tr>
            <th className="cell-name">Name</th>
            <th>Actions</th>
            <th>View guard</th>
            <th>Told apart by</th>
          </tr>
        </thead>
        <tbody>
          {types.map((type) => (
            <tr
              key={type.name}
              onClick={(event) =>
                isOnRow(event) && void navigate({ to: `/settings/resource-types/type/${type.name}` })
              }
            >
              <td className="cell-name">
                <Link to={`/settings/resource-types/type/${type.name}`} className="row-link">
                  {type.name}
                </Link>
                <div className="meta mono cut">{type.chains.join(', ')}</div>
              </td>
              <td>
                <div className="cut">
                  {Object.keys(type.actions).join(', ') || <span className="faint">None</span>}
                </div>
              </td>
              <td className="cut">{type.viewAction ?? <span className="faint">None</span>}</td>
              <td>{selectorWords(type)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
