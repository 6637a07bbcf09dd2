/** Who may give what in which way, all of it; and what each state of a holder leaves of a token. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import type { Member } from '../src/members/member.ts';
import { newObjectId } from '../src/object-id.ts';
import type { TokenKind } from '../src/tokens/access-token.ts';
import type { TokenScope } from '../src/tokens/token-scope.ts';
import { addSigner, Browser } from './browser.ts';
import { startTestService, type TestService } from './test-service.ts';
import { changeMember, HOUR_MS, putToken, reset, statusOf, TOKENS } from './token-calls.ts';

const ROLES = ['no_access', 'reader', 'writer', 'admin', 'owner'] as const;
const READER = 1;
const ADMIN = 3;

/** A policy that each of the roles holds and the one before does not. */
const POLICIES = [
  { effect: 'allow', resources: ['acct'], actions: ['viewAuditLog'] },
  { effect: 'allow', resources: ['proj/a'], actions: ['viewProject', 'updateTags'] },
  { effect: 'allow', resources: ['acct'], actions: ['manageResourceTypes'] },
  { effect: 'allow', resources: ['acct'], actions: ['deleteAccount'] },
] as const;

const CALLERS = ['token', 'session'] as const;
const FORMS = ['role', 'inlineRole'] as const;
const KINDS: readonly TokenKind[] = ['personal', 'service'];

interface Question {
  readonly role: number;
  readonly wanted: number;
  readonly kind: TokenKind;
  readonly caller: (typeof CALLERS)[number];
}

function scopeOf(form: (typeof FORMS)[number], wanted: number): TokenScope {
  const role = ROLES[wanted];
  const policy = POLICIES[wanted - 1];
  if (role === undefined || role === 'no_access' || policy === undefined) throw new Error('no such scope');
  return form === 'role' ? { role } : { inlineRole: [policy] };
}

/** Whoever is signed in manages their own tokens, whatever the role; all else is for administrators. */
function mayManage({ role, kind, caller }: Question): boolean {
  return role >= ADMIN || (kind === 'personal' && caller === 'session');
}

/** What each way to give must answer. The token that it starts from is the caller's own, or a service token. */
const EXPECTED: Readonly<Record<string, (question: Question) => number>> = {
  create: (question) => (mayManage(question) && question.wanted <= question.role ? 201 : 403),
  clone: (question) => {
    if (question.role < READER) return 404;
    return mayManage(question) && question.wanted <= question.role ? 201 : 403;
  },
  patch: (question) => {
    if (question.kind === 'service') return question.role < READER ? 404 : 400;
    return mayManage(question) && question.wanted <= question.role ? 200 : 403;
  },
  enable: (question) => onExisting(question),
  reset: (question) => onExisting(question),
};

/** A personal token never holds more than its holder, so its holder always holds what it may do. */
function onExisting(question: Question): number {
  if (question.kind === 'service' && question.role < READER) return 404;
  const isHeld = question.kind === 'personal' || question.wanted <= question.role;
  return mayManage(question) && isHeld ? 200 : 403;
}

test('five roles, both forms of a scope, both kinds of tokens, five ways to give, both kinds of callers', async (t) => {
  const service = await startTestService(t, { config: { logLevel: 'error' } });
  service.query('update accounts set settings = ? returning id', '{"serviceTokenLimit":1000}');
  let asked = 0;
  for (const [role, roleName] of ROLES.entries()) {
    const member = await addSigner(service, undefined, roleName);
    const { secret } = await putToken(service, {
      memberId: member.id,
      kind: 'personal',
      scope: { role: 'owner' },
    });
    const browser = new Browser(service);
    assert.equal((await browser.signIn(member.email)).statusCode, 201);
    const callers = {
      token: (call: InjectOptions) => service.call({ ...call, as: secret }),
      session: (call: InjectOptions) => browser.call(call),
    };
    for (const caller of CALLERS) {
      for (const form of FORMS) {
        for (let wanted = READER; wanted < ROLES.length; wanted++) {
          const scope = scopeOf(form, wanted);
          for (const kind of KINDS) {
            const ways = await waysToGive(service, member.id, kind, scope);
            for (const [way, call] of Object.entries(ways)) {
              const answer: LightMyRequestResponse = await callers[caller](call);
              const expected = EXPECTED[way]?.({ role, wanted, kind, caller });
              const question = `${way} ${kind} ${form} ${ROLES[wanted]} by the ${caller} of a member with ${roleName}`;
              assert.equal(answer.statusCode, expected, `${question}: ${answer.body}`);
              if (answer.statusCode >= 400) assert.equal(/kw[ps]_/.test(answer.body), false, question);
              asked++;
            }
          }
        }
      }
    }
  }
  assert.equal(asked, 5 * 2 * 2 * 4 * 2 * 5);
  assert.deepEqual(service.logLines, []);
});

async function waysToGive(
  service: TestService,
  memberId: string,
  kind: TokenKind,
  scope: TokenScope,
): Promise<Readonly<Record<string, InjectOptions>>> {
  const serviceToken = kind === 'service';
  const shared = await putToken(service, { memberId, kind: 'service', scope });
  const existing = await putToken(service, { memberId, kind, scope });
  const disabled = await putToken(service, { memberId, kind, scope, isDisabled: true });
  const weak = await putToken(service, {
    memberId,
    kind,
    scope: { inlineRole: [{ effect: 'allow', resources: ['role/x'], actions: ['viewRole'] }] },
  });
  const merge = 'role' in scope ? { ...scope, inlineRole: null } : scope;
  return {
    create: { method: 'POST', url: TOKENS, payload: { ...scope, serviceToken } },
    clone: { method: 'POST', url: `${TOKENS}/${shared.id}/clone`, payload: { serviceToken } },
    patch: { method: 'PATCH', url: `${TOKENS}/${weak.id}`, payload: { merge } },
    enable: { method: 'PATCH', url: `${TOKENS}/${disabled.id}`, payload: { merge: { disabled: false } } },
    reset: { method: 'POST', url: `${TOKENS}/${existing.id}/reset`, payload: {} },
  };
}

/** Every way to use a token, with what an owner's token gets for it. */
const USES: Readonly<Record<string, (id: string) => InjectOptions>> = {
  'say whose it is': () => ({ url: '/api/v2/caller-identity' }),
  'list versions': () => ({ url: '/api/v2/versions' }),
  'list tokens': () => ({ url: TOKENS }),
  'read itself': (id) => ({ url: `${TOKENS}/${id}` }),
  'read the audit log': () => ({ url: '/api/v2/auditlog' }),
  'ask about itself': (id) => ({
    method: 'POST',
    url: '/api/v2/policies/explain',
    payload: { tokenId: id, requests: [{ action: 'viewAuditLog', resource: 'acct' }] },
  }),
  create: () => ({ method: 'POST', url: TOKENS, payload: { role: 'reader', serviceToken: true } }),
  'clone itself': (id) => ({ method: 'POST', url: `${TOKENS}/${id}/clone`, payload: { serviceToken: true } }),
  'rename itself': (id) => ({
    method: 'PATCH',
    url: `${TOKENS}/${id}`,
    payload: { merge: { name: id.slice(0, 5) } },
  }),
  'override a method': (id) => ({
    method: 'POST',
    url: `${TOKENS}/${id}`,
    headers: { 'x-http-method-override': 'PATCH' },
    payload: { merge: { description: id } },
  }),
  'reset itself': (id) => ({ method: 'POST', url: `${TOKENS}/${id}/reset`, payload: {} }),
};
const NEEDS_ADMIN = ['create', 'clone itself', 'rename itself', 'override a method', 'reset itself'];

/** For each state of a holder, what a use gets that an administrator could have made, and any other. */
const HOLDER_STATES: Readonly<
  Record<string, { readonly change?: object; readonly others: number; readonly administrators: number }>
> = {
  'has the role still': { others: 200, administrators: 200 },
  'was made a reader': { change: { role: 'reader' }, others: 200, administrators: 403 },
  'has no access any more': { change: { role: 'no_access' }, others: 200, administrators: 403 },
  'was removed': { change: { removedAt: 1 }, others: 401, administrators: 401 },
};

test('what each state of a holder leaves of a personal token, by each way to use it, and of a service token all', async (t) => {
  const service = await startTestService(t);
  for (const [state, { change, others, administrators }] of Object.entries(HOLDER_STATES)) {
    for (const [use, call] of Object.entries(USES)) {
      for (const kind of KINDS) {
        const { member } = await service.addMember('owner', 'owner');
        const { id, secret } = await putToken(service, {
          memberId: member.id,
          kind,
          scope: { role: 'owner' },
        });
        if (change) await changeMember(service, member.id, change);
        const answer = await service.call({ ...call(id), as: secret });
        const expected = NEEDS_ADMIN.includes(use) ? administrators : others;
        const status = kind === 'service' || expected === 200 ? [200, 201] : [expected];
        assert.ok(status.includes(answer.statusCode), `${use}, ${kind}: the holder ${state}: ${answer.body}`);
      }
    }
  }
});

test('an older secret follows its holder like the current one, and none comes back with the address', async (t) => {
  const service = await startTestService(t);
  const { member } = await service.addMember('owner', 'owner');
  const { id, secret: old } = await putToken(service, {
    memberId: member.id,
    kind: 'personal',
    scope: { role: 'owner' },
  });
  const expiry = service.clock.nowMs + HOUR_MS;
  const fresh = (await reset(service, id, { expiry }, old)).json().token;
  await changeMember(service, member.id, { role: 'reader' });
  for (const secret of [old, fresh]) {
    const answer = await service.call({
      method: 'POST',
      url: TOKENS,
      payload: { role: 'reader' },
      as: secret,
    });
    assert.equal(answer.statusCode, 403);
  }
  await changeMember(service, member.id, { role: 'owner' });
  for (const secret of [old, fresh]) {
    const answer = await service.call({
      method: 'POST',
      url: TOKENS,
      payload: { role: 'owner' },
      as: secret,
    });
    assert.equal(answer.statusCode, 201, 'and up again');
  }
  await changeMember(service, member.id, { removedAt: service.clock.nowMs });
  const again: Member = { ...member, id: newObjectId() };
  await service.deployment.store.change(service.clock, async (changes) => {
    await changes.members.insertMember(again);
    changes.recordChange({ accountId: service.accountId, kind: 'member', id: again.id });
  });
  for (const secret of [old, fresh]) assert.equal(await statusOf(service, secret), 401);
  const listed = (await service.call({ url: `${TOKENS}?showAll=true` })).json().items;
  assert.equal(listed.find((token: { _id: string }) => token._id === id).status, 'holder_gone');
});
