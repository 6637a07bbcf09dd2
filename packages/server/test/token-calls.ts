import type { LightMyRequestResponse } from 'fastify';
import type { Member } from '../src/members/member.ts';
import { newObjectId } from '../src/object-id.ts';
import type { AccessToken } from '../src/tokens/access-token.ts';
import { insertToken } from '../src/tokens/create-token.ts';
import { withFreshSecret } from '../src/tokens/issue-secret.ts';
import type { TokenScope } from '../src/tokens/token-scope.ts';
import type { TestService, WireToken } from './test-service.ts';

export const TOKENS = '/api/v2/tokens';
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** What a call with the secret gets: 200 when it works, 401 when it does not. */
export async function statusOf(service: TestService, secret: string): Promise<number> {
  return (await service.call({ url: '/api/v2/caller-identity', as: secret })).statusCode;
}

/** Resets a token, by default as the owner and at once. */
export function reset(
  service: TestService,
  id: string,
  payload: Readonly<Record<string, unknown>> = {},
  as = service.ownerSecret,
): Promise<LightMyRequestResponse> {
  return service.call({ method: 'POST', url: `${TOKENS}/${id}/reset`, payload, as });
}

/** Changes a token by a JSON Patch, by default as the owner. */
export function patch(
  service: TestService,
  id: string,
  payload: object,
  as = service.ownerSecret,
): Promise<LightMyRequestResponse> {
  return service.call({ method: 'PATCH', url: `${TOKENS}/${id}`, payload, as });
}

/** Makes a token like another one, by default as the owner. */
export function clone(
  service: TestService,
  id: string,
  payload: object = {},
  as = service.ownerSecret,
): Promise<LightMyRequestResponse> {
  return service.call({ method: 'POST', url: `${TOKENS}/${id}/clone`, payload, as });
}

export async function readToken(
  service: TestService,
  id: string,
  as = service.ownerSecret,
): Promise<WireToken> {
  return (await service.call({ url: `${TOKENS}/${id}`, as })).json();
}

/** All that calls about tokens may change, to prove that a refused one changed nothing. */
export function storedTokens(service: TestService): readonly Record<string, unknown>[] {
  return [
    ...service.query('select value from sequence'),
    ...service.query('select * from tokens order by id'),
    ...service.query('select id, token_id, superseded_at, ends_at from token_secrets order by id'),
  ];
}

/** Changes a member below the API. Answers the member as it is then. */
export async function changeMember(
  { deployment, accountId }: TestService,
  memberId: string,
  change: Partial<Pick<Member, 'role' | 'removedAt'>>,
): Promise<Member> {
  return deployment.store.change(deployment.clock, async (changes) => {
    const found = await changes.members.findMember(accountId, memberId);
    if (found === undefined) throw new Error('there is no such member');
    const member = { ...found, ...change, version: found.version + 1 };
    await changes.members.updateMember(member);
    changes.recordChange({ accountId, kind: 'member', id: memberId });
    return member;
  });
}

/** Makes a token below the API, for a member who could not make it. */
export function putToken(
  { deployment, accountId, query }: TestService,
  {
    memberId,
    kind,
    scope = { role: 'reader' },
    isDisabled = false,
  }: Pick<AccessToken, 'memberId' | 'kind'> & { readonly scope?: TokenScope; readonly isDisabled?: boolean },
): Promise<{ readonly id: string; readonly secret: string }> {
  const wanted = {
    name: '',
    description: '',
    kind,
    scope,
    defaultApiVersion: 20240415,
    expiresAt: null,
    allowedIps: [],
    tags: [],
  };
  const owner = { id: newObjectId(), accountId, memberId };
  return withFreshSecret(deployment, kind, async (secret) => {
    await deployment.store.change(deployment.clock, (changes, nowMs) =>
      insertToken(changes, owner, wanted, secret, { system: 'keyward init' }, nowMs),
    );
    if (isDisabled) query('update tokens set disabled_at = 1 where id = ? returning id', owner.id);
    return { id: owner.id, secret: secret.bearerToken };
  });
}

/** Gives the account settings below the API. They are read at the first call with a token and kept: so before it. */
export function setSettings(service: TestService, settings: Readonly<Record<string, unknown>>): void {
  service.query('update accounts set settings = ? returning id', JSON.stringify(settings));
}

/** The audit entries of an action, the newest first. */
export function auditOf(service: TestService, action: string): readonly Record<string, unknown>[] {
  const rows = service.query('select record from audit_entries order by number desc');
  return rows.map(({ record }) => JSON.parse(String(record))).filter((entry) => entry.action === action);
}
