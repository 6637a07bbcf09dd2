import { queryOptions } from '@tanstack/react-query';
import { keyward } from '../app/keyward.ts';

/** Whose rights are asked about. */
export type RightsOf = { readonly tokenId: string } | { readonly memberId: string };

export type Permissions = Awaited<ReturnType<typeof keyward.policies.permissions>>['items'];
export type Permission = Permissions[number]['permissions'][number];
export type Side = NonNullable<Permission['scope']>;
export type Explained = Awaited<ReturnType<typeof keyward.policies.explain>>['items'][number];
export type AccessRequest = Explained['request'];

export function permissionsQuery(of: RightsOf) {
  return queryOptions({
    queryKey: ['token', 'permissions', of],
    queryFn: async ({ signal }) => (await keyward.policies.permissions(of, { signal })).items,
  });
}

export function explainQuery(of: RightsOf, request: AccessRequest) {
  return queryOptions({
    queryKey: ['token', 'explained', of, request],
    queryFn: async ({ signal }) =>
      (await keyward.policies.explain({ ...of, requests: [request] }, { signal })).items[0],
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
