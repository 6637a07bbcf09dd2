import assert from 'node:assert/strict';
import { MEMBERS, type WireMember } from './member-calls.ts';
import type { TestService } from './test-service.ts';

/** What a list of members answers. */
export async function listMembers(
  service: TestService,
  query: Record<string, string>,
  as = service.ownerSecret,
  headers = {},
) {
  const url = `${MEMBERS}?${new URLSearchParams(query)}`;
  const response = await service.call({ url, as, headers });
  assert.equal(response.statusCode, 200, `${url} ${response.body}`);
  return response.json() as {
    items: WireMember[];
    totalCount: number;
    _links: Record<string, { href: string }>;
  };
}
