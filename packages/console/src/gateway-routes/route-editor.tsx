import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { type GatewayRoute, keyward } from '../app/keyward.ts';
import { resourceTypesQuery } from '../app/queries.ts';
import { useStoredDraft } from '../app/use-stored-draft.ts';
import { Button } from '../controls/button.tsx';
import { Problem } from '../controls/problem.tsx';
import { TextField } from '../controls/text-field.tsx';
import { say } from '../controls/toasts.tsx';
import { keyOf, METHODS, type RouteDraft, routeDraftOf } from './route-draft.ts';

interface RouteEditorProps {
  /** The route that is written anew. */
  readonly route?: GatewayRoute;
  /** Why it cannot be saved. */
  readonly reason: string | undefined;
  readonly onDone: () => void;
}

export function RouteEditor({ route, reason, onDone }: RouteEditorProps) {
  const client = useQueryClient();
  const listId = useId();
  const { data: types } = useQuery(resourceTypesQuery);
  const { draft, setDraft, forget } = useStoredDraft(`route.${route?.key ?? ''}`, () => routeDraftOf(route));
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setIsBusy] = useState(false);
  const change = (part: Partial<RouteDraft>) => setDraft({ ...draft, ...part });
  const typeName = draft.resource.split(':').at(-1)?.split('/', 1)[0];
  const type = types?.items.find(({ name }) => name === typeName);
  const own = types?.items.filter(({ origin }) => origin === 'account') ?? [];

  async function save(event: FormEvent) {
    event.preventDefault();
    if (isBusy || reason !== undefined) return;
    setFailure(undefined);
    setIsBusy(true);
    const { method, path, resource, action } = draft;
    try {
      await keyward.gatewayRoutes.put(keyOf(draft), { method, path, resource, action });
      forget();
      await client.invalidateQueries({ queryKey: ['gateway-routes'] });
      say(`Saved the route ${keyOf(draft)}`);
      onDone();
    } catch (error) {
      setFailure(error);
      setIsBusy(false);
    }
  }

  return (
    <form className="form" onSubmit={save} aria-label="Route" noValidate>
      <div className="method-path">
        <TextField
          label="Method"
          className="mono"
          list={`${listId}-methods`}
          spellCheck={false}
          value={draft.method}
          onChange={(event) => change({ method: event.target.value.trim().toUpperCase() })}
        />
        <TextField
          label="Path"
          autoFocus
          className="mono"
          spellCheck={false}
          value={draft.path}
          onChange={(event) => change({ path: event.target.value.trim() })}
        />
      </div>
      <p className="help">
        As it is after decoding. <code>{'{name}'}</code> stands for one segment, <code>**</code> at the end
        for any number, <code>*</code> for every method; <code>GET</code> takes <code>HEAD</code> too.
      </p>
      <TextField
        label="Resource"
        className="mono"
        list={`${listId}-resources`}
        spellCheck={false}
        placeholder="order/{order}"
        help="What is acted upon, with names of the path in braces."
        value={draft.resource}
        onChange={(event) => change({ resource: event.target.value.trim() })}
      />
      <TextField
        label="Action"
        className="mono"
        list={`${listId}-actions`}
        spellCheck={false}
        placeholder="viewOrder"
        value={draft.action}
        onChange={(event) => change({ action: event.target.value.trim() })}
      />
      {route === undefined && (
        <TextField
          label="Key"
          className="mono"
          spellCheck={false}
          help="How programs name the route. It cannot be changed later."
          value={keyOf(draft)}
          onChange={(event) => change({ key: event.target.value })}
        />
      )}
      <Words id={`${listId}-methods`} words={METHODS} />
      <Words id={`${listId}-resources`} words={own.flatMap(({ chains }) => chains)} />
      <Words id={`${listId}-actions`} words={Object.keys(type?.actions ?? {})} />
      {failure !== undefined && <Problem title="The route was not saved" error={failure} />}
      <div className="row-buttons">
        <Button kind="primary" type="submit" isBusy={isBusy} reason={reason}>
          Save route
        </Button>
        <Button onClick={onDone}>Cancel</Button>
      </div>
    </form>
  );
}

function Words({ id, words }: { readonly id: string; readonly words: readonly string[] }) {
  return (
    <datalist id={id}>
      {words.map((word) => (
        <option key={word} value={word} />
      ))}
    </datalist>
  );
}
