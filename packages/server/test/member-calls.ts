import assert from 'node:assert/strict';
import type { Policy } from '@keyward/policy';
import type { LightMyRequestResponse } from 'fastify';
import { newObjectId } from '../src/object-id.ts';
import type { TestService } from './test-service.ts';

export const MEMBERS = '/api/v2/members';

/** A member of an answer. */
export interface WireMember {
  readonly _id: string;
  readonly email: string;
  readonly role: string;
  readonly customRoles: readonly string[];
  readonly version: number;
  readonly [field: string]: unknown;
}

export function patchMember(
  service: TestService,
  id: string,
  payload: object,
  as = service.ownerSecret,
): Promise<LightMyRequestResponse> {
  return service.call({ method: 'PATCH', url: `${MEMBERS}/${id}`, payload, as });
}

export async function readMember(
  service: TestService,
  id: string,
  as = service.ownerSecret,
): Promise<WireMember> {
  const url = `${MEMBERS}/${id}?expand=roleAttributes`;
  return (await service.call({ url, as })).json();
}

/** Makes a role as the owner and answers its id. */
export async function addRole(service: TestService, key: string, policy: Policy): Promise<string> {
  const payload = { key, name: key, policy };
  const response = await service.call({ method: 'POST', url: '/api/v2/roles', payload: payload as never });
  assert.equal(response.statusCode, 201, response.body);
  return response.json()._id;
}

export function replacePolicy(service: TestService, key: string, policy: Policy) {
  const payload = [{ op: 'replace', path: '/policy', value: policy }];
  return service.call({ method: 'PATCH', url: `/api/v2/roles/${key}`, payload: payload as never });
}

export const allow = (resource: string, ...actions: readonly string[]): Policy => [
  { effect: 'allow', resources: [resource], actions },
];

/** Makes a team below the API, with roles and members. */
export function addTeam(
  { write, accountId }: TestService,
  key: string,
  {
    roleIds = [],
    memberIds = [],
  }: { readonly roleIds?: readonly string[]; readonly memberIds?: readonly string[] },
): string {
  const id = newObjectId();
  write(
    `insert into teams (id, account_id, key, name, description, custom_role_ids, role_attributes, created_at, modified_at, version)
     values (?, ?, ?, ?, '', ?, '{}', 0, 0, 1)`,
    id,
    accountId,
    key,
    `Team ${key}`,
    JSON.stringify(roleIds),
  );
  for (const [position, roleId] of roleIds.entries()) {
    write('insert into role_holders values (?, ?, ?, ?, ?)', 'team', id, roleId, accountId, position);
  }
  for (const memberId of memberIds)
    write('insert into team_members values (?, ?, ?)', id, memberId, accountId);
  return id;
}

/** All that calls about members may change, to prove that a refused one changed nothing. */
export function storedMembers({ query }: TestService): readonly Record<string, unknown>[] {
  return [
    ...query('select * from members order by id'),
    ...query('select * from role_holders order by holder_id, position'),
    ...query('select * from team_members order by member_id, team_id'),
    ...query('select * from one_time_codes order by subject_id'),
    ...query('select value from sequence'),
  ];
}

/** How many members a token sees: who may not view others sees only its own. */
export async function countSeen(service: TestService, as: string): Promise<number> {
  const response = await service.call({ url: MEMBERS, as });
  assert.equal(response.statusCode, 200, response.body);
  return response.json().totalCount;
}
