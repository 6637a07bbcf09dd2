import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { GatewayRoute } from '../app/keyward.ts';
import { accountQuery, gatewayRoutesQuery } from '../app/queries.ts';
import { Button } from '../controls/button.tsx';
import { Chip } from '../controls/chip.tsx';
import { isOnRow } from '../controls/is-on-row.ts';
import { datedName, saveFile } from '../controls/save-file.ts';
import { useManagingReasons } from '../resource-types/use-managing-reasons.ts';
import { ListPage } from '../shell/list-page.tsx';
import { routeFileOf } from './route-file.ts';
import { RouteTester } from './route-tester.tsx';

/** Which access each request needs, where a gateway asks before the API is called. */
export function GatewayRoutesPage() {
  const navigate = useNavigate();
  const { data: account } = useQuery(accountQuery);
  const list = useQuery(gatewayRoutesQuery);
  const { data } = list;
  const { manageRoutes: reason } = useManagingReasons();
  const routes = data?.items ?? [];
  const toSave = account && routes.length > 0 ? undefined : 'There are no routes';
  return (
    <ListPage
      title="Gateway routes"
      lead="Which access each request needs, where a gateway asks before your API is called."
      action={
        <div className="row-buttons">
          <Button reason={reason} onClick={() => void navigate({ to: '/settings/gateway-routes/import' })}>
            Import
          </Button>
          <Button
            reason={reason ?? toSave}
            onClick={() =>
              account &&
              saveFile(
                routeFileOf(account._id, routes),
                datedName('gateway-routes', 'json'),
                'application/json',
              )
            }
          >
            Export
          </Button>
          <Button
            kind="primary"
            data-shortcut="c"
            reason={reason}
            onClick={() => void navigate({ to: '/settings/gateway-routes/new' })}
          >
            Add a route
          </Button>
        </div>
      }
      list={list}
      what="routes"
    >
      {data && routes.length === 0 && (
        <div className="card quiet">
          <h2>{reason ? 'Routes are not shown to you' : 'No routes yet'}</h2>
          <p className="faint">
            {reason ??
              'Without a route every request that a gateway asks about is refused. Declare a resource type, then say which requests need what of it.'}
          </p>
          {!reason && <Link to="/settings/resource-types">Resource types</Link>}
        </div>
      )}
      {routes.length > 0 && <RouteTable routes={routes} />}
      {data && !reason && <RouteTester />}
    </ListPage>
  );
}

function RouteTable({ routes }: { readonly routes: readonly GatewayRoute[] }) {
  const navigate = useNavigate();
  return (
    <section className="table-frame" aria-label="Routes">
      <table className="table table-routes">
        <thead>
          <tr>
            <th className="cell-method">Method</th>
            <th>Path</th>
            <th>Action</th>
            <th>Resource</th>
            <th>Key</th>
          </tr>
        </thead>
        <tbody>
          {routes.map((route) => (
            <tr
              key={`${route.origin} ${route.key}`}
              onClick={(event) =>
                isOnRow(event) && void navigate({ to: `/settings/gateway-routes/edit/${route.key}` })
              }
            >
              <td className="mono">{route.method}</td>
              <td className="mono">{route.path}</td>
              <td className="mono">{route.action}</td>
              <td className="mono">{route.resource}</td>
              <td>
                <Link to={`/settings/gateway-routes/edit/${route.key}`} className="row-link">
                  {route.key}
                </Link>{' '}
                {route.origin === 'file' && <Chip tone="neutral">File</Chip>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
