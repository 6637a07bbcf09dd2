import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { type GatewayRoute, keyward } from '../app/keyward.ts';
import { counted } from '../app/numbers.ts';
import { accountQuery, gatewayRoutesQuery } from '../app/queries.ts';
import { Button } from '../controls/button.tsx';
import { Chip } from '../controls/chip.tsx';
import { reasonOf } from '../controls/problem.tsx';
import { Sheet } from '../controls/sheet.tsx';
import { say } from '../controls/toasts.tsx';
import { useManagingReasons } from '../resource-types/use-managing-reasons.ts';
import { routesInFile, type WrittenRoute } from './route-file.ts';

interface Failed {
  readonly key: string;
  readonly why: string;
}

/** Routes from a file in the form of the server's: what each becomes is shown first. Routes that the file does not name stay. */
export function ImportSheet() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const close = () => void navigate({ to: '/settings/gateway-routes' });
  const { data: account } = useQuery(accountQuery);
  const { data: known } = useQuery(gatewayRoutesQuery);
  const { manageRoutes } = useManagingReasons();
  const [routes, setRoutes] = useState<readonly WrittenRoute[]>([]);
  const [problem, setProblem] = useState<string>();
  const [failed, setFailed] = useState<readonly Failed[]>([]);
  const [isBusy, setIsBusy] = useState(false);
  const leaving = useRef(new AbortController());
  useEffect(() => {
    leaving.current = new AbortController();
    return () => leaving.current.abort();
  }, []);
  const changed = routes.filter((route) => stateOf(route, known?.items) !== 'unchanged');

  async function read(file: File | undefined) {
    setFailed([]);
    setRoutes([]);
    setProblem(undefined);
    if (file === undefined || account === undefined) return;
    try {
      setRoutes(routesInFile(await file.text(), account._id));
    } catch (error) {
      setProblem((error as Error).message);
    }
  }

  async function write() {
    const { signal } = leaving.current;
    setIsBusy(true);
    const refused: Failed[] = [];
    for (const { key, ...route } of changed) {
      if (signal.aborted) break;
      try {
        await keyward.gatewayRoutes.put(key, route);
      } catch (error) {
        refused.push({ key, why: reasonOf(error) });
      }
    }
    await client.invalidateQueries({ queryKey: ['gateway-routes'] });
    if (signal.aborted) return;
    setIsBusy(false);
    setFailed(refused);
    if (refused.length > 0) return;
    say(`Imported ${counted(changed.length, 'route')}`);
    close();
  }

  return (
    <Sheet
      title="Import routes"
      subtitle="A file in the form that KEYWARD_GATEWAY_ROUTES takes. Routes that it does not name stay as they are."
      onClose={close}
    >
      <label className="field">
        <span>File</span>
        <input
          type="file"
          className="input file"
          accept="application/json,.json"
          aria-describedby="import-problem"
          disabled={account === undefined || known === undefined || isBusy}
          onChange={({ currentTarget: field }) => {
            void read(field.files?.[0]);
          }}
          // Choosing the same file again is a change only if nothing was chosen before.
          onClick={({ currentTarget: field }) => {
            field.value = '';
          }}
        />
      </label>
      <p className="field-problem" id="import-problem" role="alert">
        {problem}
      </p>
      {routes.length > 0 && (
        <ul className="import-plan" aria-label="What is imported">
          {routes.map((route) => (
            <ImportLine
              key={route.key}
              route={route}
              state={stateOf(route, known?.items)}
              why={failed.find(({ key }) => key === route.key)?.why}
            />
          ))}
        </ul>
      )}
      <div className="row-buttons">
        <Button
          kind="primary"
          isBusy={isBusy}
          reason={
            manageRoutes ??
            (changed.length === 0 ? 'Choose a file with routes that are new or changed' : undefined)
          }
          onClick={() => void write()}
        >
          {changed.length > 0 ? `Import ${counted(changed.length, 'route')}` : 'Import'}
        </Button>
        <Button onClick={close}>Cancel</Button>
      </div>
    </Sheet>
  );
}

type State = 'new' | 'changed' | 'unchanged';

interface ImportLineProps {
  readonly route: WrittenRoute;
  readonly state: State;
  readonly why: string | undefined;
}

function ImportLine({ route, state, why }: ImportLineProps) {
  return (
    <li>
      <p>
        <Chip tone={state === 'unchanged' ? 'neutral' : state === 'new' ? 'ok' : 'info'}>{state}</Chip>{' '}
        {route.key}
      </p>
      <p className="mono meta">
        {route.method} {route.path}: {route.action} on {route.resource}
      </p>
      {why && <p className="field-problem">Not imported. {why}</p>}
    </li>
  );
}

function stateOf(route: WrittenRoute, known: readonly GatewayRoute[] = []): State {
  const before = known.find(({ key }) => key === route.key);
  if (before === undefined) return 'new';
  const fields = ['method', 'path', 'resource', 'action'] as const;
  return fields.every((name) => before[name] === route[name]) ? 'unchanged' : 'changed';
}
