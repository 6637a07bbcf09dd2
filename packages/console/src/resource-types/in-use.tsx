import { KeywardError } from '@keyward/sdk';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { countText } from '../app/numbers.ts';
import { tokenQuery } from '../app/queries.ts';
import { tokenTitle } from '../tokens/token-words.ts';

export interface Users {
  readonly totalCount: number;
  readonly tokens: readonly string[];
  readonly roles: readonly string[];
  readonly gatewayRoutes: readonly string[];
}

const SHOWN = 10;

/** Who needs what a change would take away; undefined for any other error. */
export function usersIn(error: unknown): Users | undefined {
  const reason = error instanceof KeywardError ? error.reason : undefined;
  return reason?.kind === 'in_use' ? (reason as unknown as Users) : undefined;
}

export function InUse({ users: { totalCount, tokens, roles, gatewayRoutes } }: { readonly users: Users }) {
  const shown = [tokens, roles, gatewayRoutes].map((list) => list.slice(0, SHOWN));
  const [someTokens = [], someRoles = [], someRoutes = []] = shown;
  const hidden = totalCount - shown.flat().length;
  return (
    <ul className="in-use">
      {someRoles.map((key) => (
        <li key={key}>
          Role <Link to={`/roles/${key}`}>{key}</Link>
        </li>
      ))}
      {someTokens.map((id) => (
        <li key={id}>
          Token <TokenLink id={id} />
        </li>
      ))}
      {someRoutes.map((key) => (
        <li key={key}>
          Gateway route <Link to={`/settings/gateway-routes/edit/${key}`}>{key}</Link>
        </li>
      ))}
      {hidden > 0 && <li>and {countText(hidden)} more</li>}
    </ul>
  );
}

function TokenLink({ id }: { readonly id: string }) {
  const { data } = useQuery(tokenQuery(id));
  return <Link to={`/tokens/${id}`}>{data ? tokenTitle(data) : id}</Link>;
}
