import assert from 'node:assert/strict';
import type { LightMyRequestResponse } from 'fastify';
import type { CallOptions, TestService } from './test-service.ts';

export const TEAMS = '/api/v2/teams';
export const AUDIT_POLICY = [{ effect: 'allow', resources: ['acct'], actions: ['viewAuditLog'] }];

type As = Pick<CallOptions, 'as'>;

export function createTeam(service: TestService, body: Record<string, unknown>, as: As = {}) {
  const payload = { name: 'A team', ...body };
  return service.call({ method: 'POST', url: TEAMS, payload, ...as });
}

export function patchTeam(
  service: TestService,
  key: string,
  instructions: readonly object[],
  as: As = {},
): Promise<LightMyRequestResponse> {
  return service.call({ method: 'PATCH', url: `${TEAMS}/${key}`, payload: { instructions }, ...as });
}

/** Every expansion of one team, as the owner sees it. */
export async function readTeam(service: TestService, key: string) {
  const expand = 'members,roles,roleAttributes,projects,maintainers';
  const response = await service.call({ url: `${TEAMS}/${key}?expand=${expand}` });
  assert.equal(response.statusCode, 200, response.body);
  return response.json();
}

export async function createRole(service: TestService, key: string, policy: unknown = AUDIT_POLICY) {
  const payload = { key, name: key, policy };
  const response = await service.call({ method: 'POST', url: '/api/v2/roles', payload });
  assert.equal(response.statusCode, 201, response.body);
  return response.json();
}

/** Sends a file as browsers and curl do. */
export function uploadMembers(
  service: TestService,
  key: string,
  file: string | Uint8Array,
  options: CallOptions & { readonly field?: string } = {},
) {
  const boundary = 'a-boundary';
  const { field = 'file', ...call } = options;
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="${field}"; filename="members.csv"\r\nContent-Type: text/csv\r\n\r\n`;
  return service.call({
    method: 'POST',
    url: `${TEAMS}/${key}/members`,
    payload: Buffer.concat([Buffer.from(head), Buffer.from(file), Buffer.from(`\r\n--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    ...call,
  });
}

/** Whether somebody may read the audit log now. */
export async function readsAuditLog(service: TestService, as: string): Promise<boolean> {
  const response = await service.call({ url: '/api/v2/auditlog', as });
  assert.equal(response.statusCode, 200, response.body);
  return response.json().items.length > 0;
}
