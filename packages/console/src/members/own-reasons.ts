import { queryOptions, useQuery } from '@tanstack/react-query';
import { keyward } from '../app/keyward.ts';
import { ownMemberQuery } from '../app/queries.ts';

export const INVITING = [{ action: 'createMember', resource: 'member/any' }];

export interface Wanted {
  readonly action: string;
  readonly resource: string;
}

/** Why the viewer may not do each of these, by the policy engine; undefined: they may. */
export function ownReasonsQuery(memberId: string | undefined, requests: readonly Wanted[]) {
  return queryOptions({
    queryKey: ['own-reasons', memberId, requests],
    queryFn: async ({ signal }) => {
      if (memberId === undefined) return {};
      const own = { memberId };
      const { items } = await keyward.policies.simulate(
        { from: own, to: own, requests: [...requests] },
        { signal },
      );
      return Object.fromEntries(
        items.map(({ request: { action }, before }) => [
          action,
          before ? undefined : `Needs \`${action}\`, which your role does not allow`,
        ]),
      );
    },
    enabled: memberId !== undefined,
    staleTime: 60_000,
  });
}

/** As `ownReasonsQuery`, for whoever is signed in. What is not known yet is not forbidden: the service decides. */
export function useOwnReasons(requests: readonly Wanted[]): Readonly<Record<string, string | undefined>> {
  const { data: me } = useQuery(ownMemberQuery);
  const { data } = useQuery(ownReasonsQuery(me?._id, requests));
  return data ?? {};
}
