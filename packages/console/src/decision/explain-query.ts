import { queryOptions } from '@tanstack/react-query';
import { keyward } from '../app/keyward.ts';
import type { Answer } from './decision-answer.tsx';

/** Whose rights are asked about. */
export type RightsOf = { readonly tokenId: string } | { readonly memberId: string };

export type AccessRequest = Answer['request'];

/** Null where the service has nothing to say. */
export function explainQuery(of: RightsOf | undefined, request: AccessRequest) {
  return queryOptions({
    queryKey: ['token', 'explained', of, request],
    queryFn: async ({ signal }) =>
      (await keyward.policies.explain({ ...of, requests: [request] }, { signal })).items[0] ?? null,
    enabled: of !== undefined,
  });
}
