import { QueryCache, QueryClient, queryOptions } from '@tanstack/react-query';
import { isSignedOut, keyward } from './keyward.ts';

const MINUTE_MS = 60_000;
const SECONDS_10_MS = 10_000;

/** @param onSignedOut is told when a call finds that the session has ended */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (isSignedOut(error)) onSignedOut();
      },
    }),
    // The SDK sends again what may be sent again.
    defaultOptions: { queries: { retry: false, staleTime: SECONDS_10_MS, refetchOnWindowFocus: true } },
  });
}

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => keyward.sessions.get({ signal }),
  staleTime: MINUTE_MS,
});

/** Who is signed in, with custom roles and teams. */
export const ownMemberQuery = queryOptions({
  queryKey: ['member', 'me'],
  queryFn: () => keyward.members.get('me'),
  staleTime: MINUTE_MS,
});

export const accountQuery = queryOptions({
  queryKey: ['account'],
  queryFn: ({ signal }) => keyward.account.get({ signal }),
  staleTime: 10 * MINUTE_MS,
});

export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => keyward.account.getSettings({ signal }),
  staleTime: MINUTE_MS,
});

const ROLES_AT_ONCE = 1000;

export const rolesQuery = queryOptions({
  queryKey: ['roles'],
  queryFn: async () => (await keyward.roles.list({ limit: ROLES_AT_ONCE }).firstPage()).items,
  staleTime: MINUTE_MS,
});

export const resourceTypesQuery = queryOptions({
  queryKey: ['resource-types'],
  queryFn: ({ signal }) => keyward.resourceTypes.list({ signal }),
  staleTime: 10 * MINUTE_MS,
});

export const gatewayRoutesQuery = queryOptions({
  queryKey: ['gateway-routes'],
  queryFn: ({ signal }) => keyward.gatewayRoutes.list({ signal }),
  staleTime: MINUTE_MS,
});

export const healthQuery = queryOptions({
  queryKey: ['tokens', 'health'],
  queryFn: ({ signal }) => keyward.tokens.health({ showAll: true }, { signal }),
});

export function tokenQuery(id: string) {
  return queryOptions({
    queryKey: ['token', id],
    queryFn: ({ signal }) => keyward.tokens.get(id, { include: 'access,usage' }, { signal }),
  });
}

/** After a change of tokens nothing that was read of them counts any more. */
export async function forgetTokens(client: QueryClient): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: ['tokens'] }),
    client.invalidateQueries({ queryKey: ['token'] }),
    client.invalidateQueries({ queryKey: ['activity'] }),
  ]);
}

/** Whether the viewer may make tokens, and of which kinds. */
export const accessesQuery = queryOptions({
  queryKey: ['tokens', 'accesses'],
  queryFn: async ({ signal }) => {
    const { _access } = await keyward.tokens.list({ limit: 1, include: 'access' }, { signal }).firstPage();
    return _access;
  },
  staleTime: MINUTE_MS,
});

/** After a change of who may do what, nothing counts that was read of members, teams, roles or tokens. */
export async function forgetRights(client: QueryClient): Promise<void> {
  const keys = ['teams', 'members', 'member', 'roles', 'own-reasons'];
  await Promise.all([
    ...keys.map((key) => client.invalidateQueries({ queryKey: [key] })),
    forgetTokens(client),
  ]);
}
