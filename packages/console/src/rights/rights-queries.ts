import { queryOptions } from '@tanstack/react-query';
import { keyward } from '../app/keyward.ts';
import type { RightsOf } from '../decision/explain-query.ts';

export type Permissions = Awaited<ReturnType<typeof keyward.policies.permissions>>['items'];
export type Permission = Permissions[number]['permissions'][number];
export type Side = NonNullable<Permission['scope']>;

export function permissionsQuery(of: RightsOf) {
  return queryOptions({
    queryKey: ['token', 'permissions', of],
    queryFn: async ({ signal }) => (await keyward.policies.permissions(of, { signal })).items,
  });
}

/** The member whose roles and teams give the rights of the holder. */
export function holderQuery(memberId: string | undefined) {
  return queryOptions({
    queryKey: ['members', 'one', memberId, 'holder'],
    queryFn: ({ signal }) => keyward.members.get(memberId ?? '', {}, { signal }),
    enabled: memberId !== undefined,
  });
}
