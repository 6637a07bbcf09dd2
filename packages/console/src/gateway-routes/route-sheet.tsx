import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { keyward } from '../app/keyward.ts';
import { gatewayRoutesQuery } from '../app/queries.ts';
import { Button } from '../controls/button.tsx';
import { ConfirmByName } from '../controls/confirm-by-name.tsx';
import { Loading } from '../controls/loading.tsx';
import { Problem } from '../controls/problem.tsx';
import { Sheet } from '../controls/sheet.tsx';
import { say } from '../controls/toasts.tsx';
import { useManagingReasons } from '../resource-types/use-managing-reasons.ts';
import { RouteEditor } from './route-editor.tsx';

/** A new route, or one that is there. */
export function RouteSheet() {
  const { id: key } = useParams({ strict: false }) as { readonly id?: string };
  const navigate = useNavigate();
  const close = () => void navigate({ to: '/settings/gateway-routes' });
  const { data, error, refetch } = useQuery(gatewayRoutesQuery);
  const { manageRoutes } = useManagingReasons();
  const [isDeleting, setIsDeleting] = useState(false);
  const route = data?.items.find((each) => each.key === key);
  const isOfFile = route?.origin === 'file';
  const reason = isOfFile ? 'It stands in the file of the server, and is changed there' : manageRoutes;
  return (
    <Sheet
      title={key ?? 'Add a route'}
      subtitle={key === undefined ? 'Whatever no route speaks of is refused.' : undefined}
      onClose={close}
    >
      {error && <Problem title="Couldn't load the route" error={error} onRetry={refetch} />}
      {key !== undefined && !data && !error && <Loading />}
      {key !== undefined && data && !route && <p>No route is called so. It may have been deleted.</p>}
      {isOfFile && (
        <p className="notice">This route stands in the file of the server, and is changed there.</p>
      )}
      {(key === undefined || route) && (
        <RouteEditor {...(route && { route })} reason={reason} onDone={close} />
      )}
      {route && (
        <div className="row-buttons">
          <Button kind="danger" reason={reason} onClick={() => setIsDeleting(true)}>
            Delete route
          </Button>
        </div>
      )}
      {route && isDeleting && (
        <DeleteRouteDialog
          routeKey={route.key}
          onClose={(isGone) => {
            setIsDeleting(false);
            if (isGone) close();
          }}
        />
      )}
    </Sheet>
  );
}

interface DeleteRouteDialogProps {
  readonly routeKey: string;
  readonly onClose: (isGone: boolean) => void;
}

function DeleteRouteDialog({ routeKey, onClose }: DeleteRouteDialogProps) {
  const client = useQueryClient();

  async function remove() {
    await keyward.gatewayRoutes.delete(routeKey);
    await client.invalidateQueries({ queryKey: ['gateway-routes'] });
    say(`Deleted the route ${routeKey}`);
  }

  return (
    <ConfirmByName
      title={`Delete the route “${routeKey}”?`}
      typed={undefined}
      typedIs="key"
      action="Delete"
      failed="The route was not deleted"
      onConfirm={remove}
      onClose={onClose}
    >
      <p className="warning">Its requests are refused from now on, unless another route decides on them.</p>
    </ConfirmByName>
  );
}
