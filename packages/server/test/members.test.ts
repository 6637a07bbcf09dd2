import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Browser, PASSWORD } from './browser.ts';
import { startTestService, type TestService } from './test-service.ts';

const MEMBERS = '/api/v2/members';
const DAY_MS = 86_400_000;

interface Invited {
  readonly _id: string;
  readonly email: string;
  readonly _invitation: { readonly link: string; readonly expiry: number; readonly mailed: boolean };
}

async function invite(
  service: TestService,
  invitations: readonly Record<string, unknown>[],
  as = service.ownerSecret,
) {
  const response = await service.call({ method: 'POST', url: MEMBERS, payload: invitations as never, as });
  assert.equal(response.statusCode, 201, response.body);
  return response.json().items as Invited[];
}

async function inviteOne(service: TestService, role = 'reader', email = 'ann@example.com'): Promise<Invited> {
  const [invited] = await invite(service, [{ email, role }]);
  assert.ok(invited);
  return invited;
}

function codeOf({ link }: { readonly link: string }): string {
  return link.split('#')[1] ?? '';
}

function accept(service: TestService, code: string, more: Record<string, unknown> = {}) {
  const payload = { code, password: PASSWORD, ...more };
  return service.call({ method: 'POST', url: '/api/v2/invitations/accept', payload, as: null });
}

/** A member who accepted, signed in with a browser, with a personal token made there. */
async function join(service: TestService, role = 'reader', email = 'ann@example.com') {
  const { _id: id, _invitation } = await inviteOne(service, role, email);
  assert.equal((await accept(service, codeOf(_invitation))).statusCode, 200);
  const browser = new Browser(service);
  assert.equal((await browser.signIn(email)).statusCode, 201);
  const payload = { role: role === 'no_access' ? 'reader' : role };
  const created = await browser.call({ method: 'POST', url: '/api/v2/tokens', payload });
  assert.equal(created.statusCode, 201, created.body);
  return { id, browser, secret: String(created.json().token), tokenId: String(created.json()._id) };
}

function setRole(service: TestService, id: string, role: string, as = service.ownerSecret) {
  const payload = [{ op: 'replace', path: '/role', value: role }];
  return service.call({ method: 'PATCH', url: `${MEMBERS}/${id}`, payload, as });
}

function remove(service: TestService, id: string, as = service.ownerSecret) {
  return service.call({ method: 'DELETE', url: `${MEMBERS}/${id}`, as });
}

test('who is invited is pending, chooses a password with the link, and signs in', async (t) => {
  const service = await startTestService(t);
  const [first, second] = await invite(service, [
    { email: 'Ann@Example.com', role: 'writer', firstName: 'Ann', lastName: 'Lee' },
    { email: 'bob@example.com', role: 'no_access' },
  ]);
  assert.ok(first && second);
  assert.equal(first.email, 'Ann@Example.com', 'as it was given');
  assert.equal(first._invitation.mailed, false);
  assert.match(first._invitation.link, /^\/invitation#kwb_\w{36}$/);
  assert.equal(first._invitation.expiry, service.clock.nowMs + 7 * DAY_MS);
  const pending = (await service.call({ url: `${MEMBERS}/${first._id}` })).json();
  assert.deepEqual([pending._pendingInvite, pending._verified, pending.role], [true, false, 'writer']);
  const browser = new Browser(service);
  assert.equal((await browser.signIn('ann@example.com')).statusCode, 401, 'nothing works before');

  const accepted = await accept(service, codeOf(first._invitation), { firstName: 'Anne' });
  assert.equal(accepted.statusCode, 200, accepted.body);
  assert.deepEqual([accepted.json().firstName, accepted.json().lastName], ['Anne', 'Lee']);
  assert.equal((await browser.signIn('ann@example.com')).statusCode, 201);
  const me = (await browser.call({ url: `${MEMBERS}/me` })).json();
  assert.deepEqual([me._id, me._pendingInvite, me.version], [first._id, false, 2]);
  const identity = (await browser.call({ url: '/api/v2/caller-identity' })).json();
  assert.deepEqual(identity, {
    accountId: service.accountId,
    authKind: 'session',
    memberId: first._id,
  });
  const again = await accept(service, codeOf(first._invitation));
  assert.equal(again.statusCode, 401, 'a link works once');
});

test('an invitation ends after seven days, when it is sent again, and when it is taken back', async (t) => {
  const service = await startTestService(t);
  const { _id: id, _invitation } = await inviteOne(service);
  const resend = () => service.call({ method: 'POST', url: `${MEMBERS}/${id}/invitation` });
  const takeBack = () => service.call({ method: 'DELETE', url: `${MEMBERS}/${id}/invitation` });
  const second = (await resend()).json();
  assert.equal((await accept(service, codeOf(_invitation))).statusCode, 401);
  service.clock.advance(7 * DAY_MS);
  assert.equal((await accept(service, codeOf(second))).statusCode, 401);
  const third = (await resend()).json();
  assert.equal((await takeBack()).statusCode, 204);
  assert.equal((await accept(service, codeOf(third))).statusCode, 401);
  assert.equal((await service.call({ url: `${MEMBERS}/${id}` })).statusCode, 404);

  const joined = await join(service);
  for (const method of ['POST', 'DELETE'] as const) {
    const response = await service.call({ method, url: `${MEMBERS}/${joined.id}/invitation` });
    assert.deepEqual([response.statusCode, response.json().code], [409, 'conflict'], method);
  }
  assert.equal(await joined.browser.isSignedIn(), true);
});

test('all are invited or none, and the addresses at fault are named', async (t) => {
  const service = await startTestService(t);
  await inviteOne(service, 'reader', 'taken@example.com');
  const before = service.query('select count(*) as count from members');
  const refused = async (emails: readonly string[], code: string, invalid: readonly string[]) => {
    const payload = emails.map((email) => ({ email, role: 'reader' }));
    const response = await service.call({ method: 'POST', url: MEMBERS, payload });
    assert.equal(response.statusCode, 400, response.body);
    assert.deepEqual([response.json().code, response.json().invalid_emails], [code, invalid]);
  };
  await refused(['new@example.com', 'TAKEN@example.com'], 'email_already_exists_in_account', [
    'TAKEN@example.com',
  ]);
  await refused(['a@example.com', 'b@example.com', 'A@EXAMPLE.com'], 'duplicate_emails', ['a@example.com']);
  const many = Array.from({ length: 51 }, (_, index) => ({ email: `m${index}@example.com`, role: 'reader' }));
  for (const payload of [many, [], [{ email: 'no address', role: 'reader' }], [{ email: 'x@example.com' }]]) {
    const response = await service.call({ method: 'POST', url: MEMBERS, payload });
    assert.deepEqual([response.statusCode, response.json().code], [400, 'invalid_request'], response.body);
  }
  assert.deepEqual(service.query('select count(*) as count from members'), before);
});

test('nobody invites, raises or makes a link for somebody beyond their own rights', async (t) => {
  const service = await startTestService(t);
  const admin = await service.addMember('admin', 'admin');
  const writer = await service.addMember('writer', 'writer');
  const owner = await join(service, 'owner', 'second@example.com');
  const target = await inviteOne(service, 'owner', 'third@example.com');
  const before = service.query('select id, role, version from members');
  const post = (url: string, payload: unknown, as: string) =>
    service.call({ method: 'POST', url, payload: payload as object, as });
  const someone = (role: string) => [{ email: 'x@example.com', role }];
  const attempts = [
    await post(MEMBERS, someone('owner'), admin.secret),
    await post(MEMBERS, someone('reader'), writer.secret),
    await post(`${MEMBERS}/${target._id}/invitation`, {}, admin.secret),
    await post(`${MEMBERS}/${owner.id}/password-link`, {}, admin.secret),
    await setRole(service, writer.member.id, 'owner', admin.secret),
    await setRole(service, admin.member.id, 'owner', admin.secret),
    await setRole(service, writer.member.id, 'reader', writer.secret),
    await setRole(service, owner.id, 'reader', admin.secret),
    await remove(service, owner.id, admin.secret),
    await remove(service, admin.member.id, writer.secret),
  ];
  for (const [index, response] of attempts.entries()) {
    assert.deepEqual([index, response.statusCode, response.json().code], [index, 403, 'forbidden']);
    assert.ok(response.json().access, 'the refusal names the access');
  }
  assert.deepEqual(service.query('select id, role, version from members'), before);
  assert.equal(await owner.browser.isSignedIn(), true);
  assert.equal((await setRole(service, writer.member.id, 'admin', admin.secret)).statusCode, 200);
});

test('a link that was made before the role changed works no more: who made it was judged by the old role', async (t) => {
  const service = await startTestService(t);
  const { secret: admin } = await service.addMember('admin', 'admin');
  const [pending] = await invite(service, [{ email: 'ann@example.com', role: 'reader' }], admin);
  const { member } = await service.addMember('reader', 'reader');
  const url = `${MEMBERS}/${member.id}/password-link`;
  const made = (await service.call({ method: 'POST', url, as: admin })).json();
  for (const id of [pending?._id ?? '', member.id]) {
    assert.equal((await setRole(service, id, 'owner')).statusCode, 200);
  }
  assert.equal((await accept(service, codeOf(pending?._invitation ?? { link: '' }))).statusCode, 401);
  const payload = { code: codeOf(made), newPassword: PASSWORD };
  const chosen = await service.call({ method: 'POST', url: '/api/v2/password', payload, as: null });
  assert.equal(chosen.statusCode, 401, chosen.body);
  assert.deepEqual(service.query('select * from one_time_codes'), []);
});

test('a secret in the comment of a change of a member or of the settings is refused and stored nowhere', async (t) => {
  const service = await startTestService(t);
  const { member } = await service.addMember('reader', 'reader');
  const comment = `for ${service.ownerSecret}`;
  for (const [url, merge] of [
    [`${MEMBERS}/${member.id}`, { role: 'writer' }],
    ['/api/v2/account/settings', { maximumOverlapHours: 5 }],
  ] as const) {
    const response = await service.call({ method: 'PATCH', url, payload: { comment, merge } });
    assert.equal(response.statusCode, 400, response.body);
    assert.match(response.json().message, /`comment`/);
  }
  assert.equal((await service.call({ url: `${MEMBERS}/${member.id}` })).json().role, 'reader');
});

test('a patch of a member may test every field that is shown, and changes none that is read-only', async (t) => {
  const service = await startTestService(t);
  const { member } = await service.addMember('reader', 'reader');
  const patch = (payload: object) =>
    service.call({ method: 'PATCH', url: `${MEMBERS}/${member.id}`, payload });
  const role = { op: 'replace', path: '/role', value: 'writer' };
  const stale = await patch([{ op: 'test', path: '/version', value: 2 }, role]);
  assert.equal(stale.statusCode, 422, stale.body);
  const changed = await patch([{ op: 'test', path: '/version', value: 1 }, role]);
  assert.deepEqual([changed.statusCode, changed.json().version], [200, 2]);
  for (const path of ['/version', '/mfa', '/_verified', '/_lastSeen']) {
    const refused = await patch([{ op: 'replace', path, value: 7 }]);
    assert.equal(refused.statusCode, 400, refused.body);
    assert.match(refused.json().message, /may not be changed/);
  }
});

test('a name and a role that change at once are both in the audit log', async (t) => {
  const service = await startTestService(t);
  const { id, browser } = await join(service, 'owner');
  const payload = { merge: { firstName: 'Zed', role: 'admin' } };
  const changed = await browser.call({ method: 'PATCH', url: `${MEMBERS}/${id}`, payload });
  assert.equal(changed.statusCode, 200, changed.body);
  const [entry] = (await service.call({ url: '/api/v2/auditlog' })).json().items;
  assert.match(entry.description, /role from owner to admin; Changed the name/);
});

test('a secret in place of an address is not sent back', async (t) => {
  const service = await startTestService(t);
  const invitation = { email: `${service.ownerSecret}@example.com`, role: 'reader' };
  const payload = [invitation, invitation];
  const response = await service.call({ method: 'POST', url: MEMBERS, payload });
  assert.equal(response.statusCode, 400);
  assert.match(response.json().message, /`email` holds what looks like an access token/);
});

test('P7: a downgrade reaches every personal token at its next use, and no service token', async (t) => {
  const service = await startTestService(t);
  const admin = await join(service, 'admin');
  const bot = await admin.browser.call({
    method: 'POST',
    url: '/api/v2/tokens',
    payload: { role: 'admin', serviceToken: true },
  });
  assert.equal(bot.statusCode, 201, bot.body);
  const create = (as: string, serviceToken: boolean) =>
    service.call({ method: 'POST', url: '/api/v2/tokens', payload: { role: 'reader', serviceToken }, as });
  assert.equal((await create(admin.secret, false)).statusCode, 201);
  const inlineRole = [{ effect: 'allow', resources: ['service-token/*'], actions: ['*'] }];
  const narrow = await admin.browser.call({
    method: 'POST',
    url: '/api/v2/tokens',
    payload: { inlineRole },
  });
  assert.equal(narrow.statusCode, 201, narrow.body);
  const deleteOne = async () => {
    const { _id } = await service.createToken({ role: 'reader', serviceToken: true });
    const url = `/api/v2/tokens/${_id}`;
    return (await service.call({ method: 'DELETE', url, as: narrow.json().token })).statusCode;
  };
  assert.equal(await deleteOne(), 204);

  const changed = await setRole(service, admin.id, 'reader');
  assert.deepEqual([changed.statusCode, changed.json().role], [200, 'reader']);
  assert.equal((await create(admin.secret, false)).statusCode, 403);
  assert.equal(await deleteOne(), 403);
  assert.equal((await create(bot.json().token, true)).statusCode, 201);
  assert.equal(await admin.browser.isSignedIn(), false, 'a change of role ends the sessions');
  await setRole(service, admin.id, 'admin');
  assert.equal((await create(admin.secret, false)).statusCode, 201);
});

test('P9: who is removed is gone with tokens and sessions, for good, even when invited again', async (t) => {
  const service = await startTestService(t);
  const ann = await join(service, 'admin');
  const bot = await ann.browser.call({
    method: 'POST',
    url: '/api/v2/tokens',
    payload: { role: 'reader', serviceToken: true },
  });
  assert.equal((await remove(service, ann.id)).statusCode, 204);
  assert.equal((await remove(service, ann.id)).statusCode, 404);
  const identity = (as: string) => service.call({ url: '/api/v2/caller-identity', as });
  assert.equal((await identity(ann.secret)).statusCode, 401);
  assert.equal((await identity(bot.json().token)).statusCode, 200, 'a service token goes on');
  assert.equal(await ann.browser.isSignedIn(), false);
  assert.deepEqual(service.query('select id from auth_session'), [], 'no session is left');
  assert.equal((await ann.browser.signIn('ann@example.com')).statusCode, 401);
  assert.equal((await service.call({ url: `${MEMBERS}/${ann.id}` })).statusCode, 404);
  const listed = (await service.call({ url: `/api/v2/tokens/${ann.tokenId}` })).json();
  assert.equal(listed.status, 'holder_gone', 'administrators still see the token');

  const again = await join(service, 'admin');
  assert.notEqual(again.id, ann.id);
  assert.equal((await identity(ann.secret)).statusCode, 401);
  assert.equal((await identity(again.secret)).statusCode, 200);
});

test('R11: the last owner stays, however the others leave', async (t) => {
  const service = await startTestService(t);
  const { _id: id } = (await service.call({ url: `${MEMBERS}/me` })).json();
  for (const response of [await setRole(service, id, 'admin'), await remove(service, id)]) {
    assert.deepEqual([response.statusCode, response.json().code], [409, 'conflict']);
  }
  await inviteOne(service, 'owner', 'pending@example.com');
  assert.equal((await remove(service, id)).statusCode, 409, 'a pending owner cannot act');
  const second = await join(service, 'owner', 'second@example.com');
  const [one, other] = await Promise.all([setRole(service, id, 'reader'), remove(service, second.id)]);
  const statuses = [one.statusCode, other.statusCode];
  assert.equal(statuses.filter((status) => status < 300).length, 1, String(statuses));
  const [{ owners } = { owners: 0 }] = service.query(
    "select count(*) as owners from members where role = 'owner' and removed_at is null and accepted_at is not null",
  );
  assert.equal(owners, 1);
});

test('a password link works once, for an hour, and ends the sessions of the member', async (t) => {
  const service = await startTestService(t);
  const ann = await join(service);
  const makeLink = async () => {
    const url = `${MEMBERS}/${ann.id}/password-link`;
    const response = await service.call({ method: 'POST', url });
    assert.equal(response.statusCode, 201, response.body);
    return codeOf(response.json());
  };
  const choose = (code: string, newPassword = 'a new and better password') =>
    service.call({ method: 'POST', url: '/api/v2/password', payload: { code, newPassword }, as: null });

  const late = await makeLink();
  assert.equal(await ann.browser.isSignedIn(), false);
  service.clock.advance(3_600_000);
  assert.equal((await choose(late)).statusCode, 401);
  const code = await makeLink();
  assert.equal((await choose(code, 'short')).statusCode, 400);
  assert.equal((await choose(code)).statusCode, 204);
  assert.equal((await choose(code)).statusCode, 401);
  assert.equal((await ann.browser.signIn('ann@example.com')).statusCode, 401);
  assert.equal((await ann.browser.signIn('ann@example.com', 'a new and better password')).statusCode, 201);
  assert.equal((await service.call({ url: '/api/v2/caller-identity', as: ann.secret })).statusCode, 200);
});

test('a code opens one door: neither an invitation nor a set-up code chooses a password', async (t) => {
  const service = await startTestService(t);
  const { _invitation } = await inviteOne(service);
  const choose = (code: string) =>
    service.call({
      method: 'POST',
      url: '/api/v2/password',
      payload: { code, newPassword: PASSWORD },
      as: null,
    });
  const code = codeOf(_invitation);
  for (const wrong of [code, code.toUpperCase(), `${code.slice(0, -1)}~`, service.ownerSecret, 'x']) {
    const response = await choose(wrong);
    assert.deepEqual([response.statusCode, response.json().code], [401, 'unauthorized']);
  }
  assert.equal((await service.call({ url: MEMBERS, as: code })).statusCode, 401, 'a code is no token');
  assert.equal((await accept(service, code)).statusCode, 200);
});

test('members are listed newest first in pages, and each may be read', async (t) => {
  const service = await startTestService(t);
  for (let index = 0; index < 4; index++) {
    service.clock.advance(1);
    await inviteOne(service, 'reader', `m${index}@example.com`);
  }
  service.clock.advance(1);
  const reader = await service.addMember('reader', 'reader');
  const page = (await service.call({ url: `${MEMBERS}?limit=2&offset=1`, as: reader.secret })).json();
  assert.deepEqual(
    page.items.map(({ email }: Invited) => email),
    ['m3@example.com', 'm2@example.com'],
  );
  assert.equal(page.totalCount, 6);
  assert.equal(page._links.next.href, `${MEMBERS}?limit=2&offset=3`);
  assert.equal('_invitation' in page.items[0], false, 'the link is shown once, to who invited');
  const none = await service.addMember('no_access', 'reader');
  const own = (await service.call({ url: MEMBERS, as: none.secret })).json();
  assert.deepEqual(
    own.items.map(({ _id }: Invited) => _id),
    [none.member.id],
    'a list shows what may be seen',
  );
  assert.equal(
    (await service.call({ url: `${MEMBERS}/${reader.member.id}`, as: none.secret })).statusCode,
    404,
  );
});

test('names are the member’s own, and roles follow a patch to the letter', async (t) => {
  const service = await startTestService(t);
  const ann = await join(service);
  const patch = (payload: unknown) =>
    service.call({ method: 'PATCH', url: `${MEMBERS}/${ann.id}`, payload: payload as object });
  const rename = [{ op: 'replace', path: '/firstName', value: 'New' }];
  assert.equal((await patch(rename)).statusCode, 400);
  const own = await ann.browser.call({ method: 'PATCH', url: `${MEMBERS}/${ann.id}`, payload: rename });
  assert.deepEqual([own.statusCode, own.json().firstName], [200, 'New']);
  assert.equal((await patch([{ op: 'add', path: '/role', value: 'writer' }])).json().role, 'writer');
  assert.equal((await patch([{ op: 'test', path: '/role', value: 'reader' }])).statusCode, 422);
  for (const operation of [
    { op: 'replace', path: '/role', value: 'king' },
    { op: 'remove', path: '/role' },
    { op: 'replace', path: '/email', value: 'x@example.com' },
    { op: 'replace', path: '/_id', value: service.accountId },
    { op: 'copy', from: '/passwordDigest', path: '/firstName' },
  ]) {
    const response = await patch([operation]);
    assert.equal(response.statusCode, 400, JSON.stringify(operation));
  }
  const noop = service.query('select count(*) as count from audit_entries');
  assert.equal((await patch([{ op: 'replace', path: '/role', value: 'writer' }])).statusCode, 200);
  assert.deepEqual(service.query('select count(*) as count from audit_entries'), noop);
});
