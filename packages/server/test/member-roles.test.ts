/** What a member holds beside the base role: custom roles and attributes, and how they reach tokens. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beforeNextChange } from './before-next-change.ts';
import { addSigner, Browser } from './browser.ts';
import {
  addRole,
  addTeam,
  allow,
  countSeen,
  MEMBERS,
  patchMember,
  readMember,
  replacePolicy,
  storedMembers,
} from './member-calls.ts';
import { addSecondAccount } from './second-account.ts';
import { startTestService, type TestService } from './test-service.ts';
import { auditOf, putToken, setSettings } from './token-calls.ts';

const SEES_ALL = allow('member/*', 'viewMember');
const MINE = ['member/$', '{roleAttribute/people}'].join('');

/** Replaces what a member holds, as Terraform does. */
const replace = (path: string, value: unknown) => [{ op: 'replace', path, value }];

function giveRoles(service: TestService, id: string, roles: readonly string[], as = service.ownerSecret) {
  return patchMember(service, id, replace('/customRoles', roles), as);
}

test('custom roles and attributes come back as they were sent: keys or ids in, ids out, in their order', async (t) => {
  const service = await startTestService(t);
  const ids = [];
  for (const key of ['one', 'two', 'three']) ids.push(await addRole(service, key, SEES_ALL));
  const [one, two, three] = ids;
  const { member } = await service.addMember('no_access', 'reader');
  const holds = async (payload: object, roles: readonly unknown[], attributes: object = {}) => {
    const answer = await patchMember(service, member.id, payload);
    assert.equal(answer.statusCode, 200, answer.body);
    const read = await readMember(service, member.id);
    assert.deepEqual([read.customRoles, read.roleAttributes], [roles, attributes]);
    assert.deepEqual([answer.json().customRoles, answer.json().roleAttributes ?? {}], [roles, attributes]);
    assert.equal(read.role, 'no_access', 'the base role stays');
  };
  await holds(replace('/customRoles', ['two', one]), [two, one]);
  await holds([{ op: 'add', path: '/customRoles/0', value: three }], [three, two, one]);
  await holds(replace('/customRoles', []), []);
  await holds([{ op: 'add', path: '/customRoles/-', value: 'one' }], [one]);
  await holds([{ op: 'add', path: '/customRoles/-', value: 'two' }], [one, two]);
  await holds([{ op: 'add', path: '/customRoles/-', value: 'two' }], [one, two]);
  await holds([{ op: 'remove', path: '/customRoles/0' }], [two]);
  await holds(
    [
      { op: 'test', path: '/customRoles/0', value: two },
      { op: 'replace', path: '/customRoles/0', value: 'three' },
    ],
    [three],
  );
  await holds({ merge: { customRoles: null } }, []);
  const attributes = { projects: ['web', 'app'], 'b.c-d_e': ['*', 'ünï'], empty: [] };
  await holds(replace('/roleAttributes', attributes), [], attributes);
  await holds([{ op: 'add', path: '/roleAttributes/projects/0', value: 'api' }], [], {
    ...attributes,
    projects: ['api', 'web', 'app'],
  });
  await holds([{ op: 'remove', path: '/roleAttributes/projects' }], [], {
    'b.c-d_e': ['*', 'ünï'],
    empty: [],
  });
  await holds([{ op: 'remove', path: '/roleAttributes' }], []);

  const terraform = [
    { op: 'replace', path: '/role', value: '' },
    { op: 'replace', path: '/customRoles', value: [one] },
    { op: 'replace', path: '/roleAttributes', value: { projects: ['web'] } },
  ];
  await holds(terraform, [one], { projects: ['web'] });
  await holds({ merge: { customRoles: [], roleAttributes: null } }, []);

  const before = storedMembers(service);
  await giveRoles(service, member.id, []);
  await patchMember(service, member.id, replace('/roleAttributes', {}));
  assert.deepEqual(storedMembers(service), before, 'what is as asked for is left alone');
  assert.equal('roleAttributes' in (await service.call({ url: `${MEMBERS}/${member.id}` })).json(), false);
});

test('each thing that is changed of a member is asked for and written down by its own name', async (t) => {
  const service = await startTestService(t);
  await addRole(service, 'one', SEES_ALL);
  const { member } = await service.addMember('no_access', 'reader');
  const changes = [
    ['updateRole', replace('/role', 'reader'), /from no_access to reader/],
    ['updateCustomRole', replace('/customRoles', ['one']), /Gave the custom role `one`/],
    ['updateMemberRoleAttributes', replace('/roleAttributes', { a: ['b'] }), /the role attribute `a`/],
    ['updateCustomRole', replace('/customRoles', []), /Took the custom role `one`/],
  ] as const;
  for (const [action, payload, description] of changes) {
    const narrow = { inlineRole: allow('member/*', 'viewMember'), serviceToken: true };
    const refused = await patchMember(service, member.id, payload, (await service.createToken(narrow)).token);
    assert.deepEqual(refused.json().access, { action, resource: `member/${member.id}` });
    const made = await patchMember(service, member.id, { patch: payload, comment: 'why' });
    assert.equal(made.statusCode, 200, made.body);
    const [entry] = auditOf(service, action);
    assert.match(String(entry?.description), description);
    assert.equal(entry?.comment, 'why');
  }
});

test('what a member is given or loses counts at the next call with their token, and so does an edit of the role', async (t) => {
  const service = await startTestService(t);
  const { member, secret } = await service.addMember('reader', 'admin');
  await service.addMember('reader', 'reader');
  await addRole(service, 'sees', SEES_ALL);
  await addRole(service, 'blind', []);
  assert.equal(await countSeen(service, secret), 3);
  await giveRoles(service, member.id, ['blind']);
  assert.equal(await countSeen(service, secret), 1, 'a custom role replaces the base role');
  await giveRoles(service, member.id, ['blind', 'sees']);
  assert.equal(await countSeen(service, secret), 3);
  await replacePolicy(service, 'sees', []);
  assert.equal(await countSeen(service, secret), 1);
  await replacePolicy(service, 'blind', SEES_ALL);
  assert.equal(await countSeen(service, secret), 3);
  await service.call({ method: 'DELETE', url: '/api/v2/roles/blind' });
  assert.equal(await countSeen(service, secret), 1);
  await giveRoles(service, member.id, []);
  assert.equal(await countSeen(service, secret), 3, 'the base role counts again');
});

test('the attributes of a member fill the placeholders of their roles at once', async (t) => {
  const service = await startTestService(t);
  const { member, secret } = await service.addMember('no_access', 'admin');
  const [one, two] = [
    await service.addMember('reader', 'reader'),
    await service.addMember('reader', 'reader'),
  ];
  await addRole(service, 'mine', allow(MINE, 'viewMember'));
  await giveRoles(service, member.id, ['mine']);
  assert.equal(await countSeen(service, secret), 1);
  const sees = async (...people: readonly string[]) => {
    const response = await patchMember(service, member.id, replace('/roleAttributes', { people }));
    assert.equal(response.statusCode, 200, response.body);
    return countSeen(service, secret);
  };
  assert.equal(await sees(one.member.id), 2);
  assert.equal(await sees(one.member.id, two.member.id), 3);
  assert.equal(await sees('*'), 1, 'a value is a name, no pattern');
  assert.equal(await sees(), 1);
});

test('nobody gives a member more than they hold, by a role, an attribute or by taking a role', async (t) => {
  const service = await startTestService(t);
  const admin = await service.addMember('admin', 'admin');
  const target = await service.addMember('reader', 'reader');
  const strong = await service.addMember('admin', 'admin');
  await addRole(service, 'owners', allow('acct', 'deleteAccount'));
  await addRole(service, 'people', [
    ...allow('member/*', 'viewMember', 'updateCustomRole', 'updateMemberRoleAttributes', 'createMember'),
    ...allow('role/*', 'viewRole', 'deleteRole'),
  ]);
  await addRole(service, 'narrow', SEES_ALL);
  await addRole(service, 'any-type', allow(['proj/$', '{roleAttribute/projects}'].join(''), 'viewProject'));
  const { member: manager, secret } = await service.addMember('no_access', 'admin');
  assert.equal((await giveRoles(service, manager.id, ['people'])).statusCode, 200);
  assert.equal((await giveRoles(service, strong.member.id, ['narrow', 'any-type'])).statusCode, 200);
  const before = storedMembers(service);
  const remove = (key: string, as: string) =>
    service.call({ method: 'DELETE', url: `/api/v2/roles/${key}`, as });
  const attribute = replace('/roleAttributes', { projects: ['web'] });
  const invitation = [{ email: 'x@example.com', customRoles: ['owners'] }];
  const attempts = [
    [await giveRoles(service, target.member.id, ['owners'], admin.secret), target.member.email],
    [await giveRoles(service, admin.member.id, ['owners'], admin.secret), admin.member.email],
    [await giveRoles(service, manager.id, ['people', 'owners'], secret), manager.email],
    [await giveRoles(service, strong.member.id, [], secret), strong.member.email],
    [await patchMember(service, strong.member.id, attribute, secret), strong.member.email],
    [
      await service.call({ method: 'POST', url: MEMBERS, payload: invitation, as: admin.secret }),
      'x@example.com',
    ],
  ] as const;
  for (const [index, [response, email]] of attempts.entries()) {
    assert.deepEqual(
      [index, response.statusCode, response.json().code],
      [index, 403, 'forbidden'],
      response.body,
    );
    assert.ok(response.json().message.includes(email), 'it names who would gain');
    assert.ok(response.json().access, 'and what');
  }
  assert.deepEqual(storedMembers(service), before);

  assert.equal((await giveRoles(service, strong.member.id, ['narrow'], secret)).statusCode, 200);
  const last = await remove('narrow', secret);
  assert.equal(last.statusCode, 403, 'the last custom role of an admin: they would be an admin again');
  assert.match(last.json().message, new RegExp(strong.member.email));
  assert.equal((await remove('any-type', secret)).statusCode, 204, 'nobody holds it');
  assert.equal(
    (await remove('narrow', service.ownerSecret)).statusCode,
    204,
    'the owner holds what is gained',
  );
  assert.deepEqual((await readMember(service, strong.member.id)).customRoles, []);
});

test('other roles end the sessions of a member and the links made for them; attributes end the links only', async (t) => {
  const service = await startTestService(t);
  await addRole(service, 'one', SEES_ALL);
  const { id, email } = await addSigner(service);
  const browser = new Browser(service);
  const codes = () => service.query('select * from one_time_codes').length;
  const prepare = async () => {
    await service.call({ method: 'POST', url: `${MEMBERS}/${id}/password-link` });
    await browser.signIn(email);
    assert.deepEqual([codes(), await browser.isSignedIn()], [1, true]);
  };
  await prepare();
  await patchMember(service, id, replace('/roleAttributes', { a: ['b'] }));
  assert.deepEqual([codes(), await browser.isSignedIn()], [0, true]);
  await prepare();
  await giveRoles(service, id, ['one']);
  assert.deepEqual([codes(), await browser.isSignedIn()], [0, false]);
  await prepare();
  assert.equal((await service.call({ method: 'DELETE', url: '/api/v2/roles/one' })).statusCode, 204);
  assert.deepEqual([codes(), await browser.isSignedIn()], [0, false], 'deleting the role takes it');
  assert.deepEqual((await readMember(service, id)).customRoles, []);
});

test('the last owner is given no custom role instead, and another owner may be', async (t) => {
  const service = await startTestService(t);
  await addRole(service, 'one', SEES_ALL);
  const { _id: id } = await readMember(service, 'me');
  const refused = await giveRoles(service, id, ['one']);
  assert.deepEqual([refused.statusCode, refused.json().code], [409, 'conflict']);
  const second = await service.addMember('owner', 'owner');
  assert.equal((await giveRoles(service, second.member.id, ['one'])).statusCode, 200);
  assert.equal((await giveRoles(service, id, ['one'])).statusCode, 409, 'the other cannot act as owner now');
  const admin = await service.addMember('admin', 'admin');
  const stolen = await giveRoles(service, second.member.id, [], admin.secret);
  assert.deepEqual(stolen.json().access, { action: 'updateAccountOwner', resource: 'acct' });
  assert.equal((await giveRoles(service, second.member.id, [])).statusCode, 200);
  assert.equal((await giveRoles(service, id, ['one'])).statusCode, 200);
});

test('a role or team that is deleted or edited while it is given is not given', async (t) => {
  const service = await startTestService(t);
  const { member } = await service.addMember('reader', 'reader');
  await addRole(service, 'one', SEES_ALL);
  const deleteRole = () => service.call({ method: 'DELETE', url: '/api/v2/roles/one' });
  const edits = [() => replacePolicy(service, 'one', allow('acct', 'deleteAccount')), deleteRole];
  for (const edit of edits) {
    beforeNextChange(t, service, edit);
    const response = await giveRoles(service, member.id, ['one']);
    assert.deepEqual([response.statusCode, response.json().code], [409, 'optimistic_locking_error']);
    assert.deepEqual((await readMember(service, member.id)).customRoles, []);
    assert.deepEqual(service.query("select * from role_holders where holder_kind = 'member'"), []);
  }
  addTeam(service, 'qa', {});
  beforeNextChange(t, service, () => service.write('update teams set version = 2'));
  const payload = [{ email: 'x@example.com', role: 'reader', teamKeys: ['qa'] }];
  const invited = await service.call({ method: 'POST', url: MEMBERS, payload });
  assert.deepEqual([invited.statusCode, invited.json().code], [409, 'optimistic_locking_error']);
  assert.deepEqual(service.query("select * from members where email = 'x@example.com'"), []);
});

test('roles of another account, unknown ones and what is no role are refused by name, with nothing stored', async (t) => {
  const service = await startTestService(t);
  const other = await addSecondAccount(service);
  const { member } = await service.addMember('reader', 'reader');
  await addRole(service, 'one', SEES_ALL);
  const before = storedMembers(service);
  const long = 'x'.repeat(257);
  const secret = service.ownerSecret;
  const refused = [
    [replace('/customRoles', ['one', 'nope']), /`customRoles`: there is no role `nope`/],
    [replace('/customRoles', [other.roleId]), /there is no role/],
    [replace('/customRoles', ['theirs']), /there is no role `theirs`/],
    [replace('/customRoles', 'one'), /`customRoles`/],
    [replace('/customRoles', [1]), /`customRoles/],
    [replace('/customRoles', ['']), /`customRoles/],
    [replace('/customRoles', [long]), /`customRoles/],
    [
      replace(
        '/customRoles',
        Array.from({ length: 101 }, () => 'one'),
      ),
      /`customRoles/,
    ],
    [replace('/roleAttributes', []), /`roleAttributes/],
    [replace('/roleAttributes', { a: 'b' }), /`roleAttributes/],
    [replace('/roleAttributes', { 'a b': ['c'] }), /`roleAttributes/],
    [replace('/roleAttributes', { a: [''] }), /`roleAttributes/],
    [replace('/roleAttributes', { a: [long] }), /`roleAttributes/],
    [replace('/roleAttributes', { a: [null] }), /`roleAttributes/],
    [replace('/roleAttributes', { a: [secret] }), /holds what looks like an access token/],
    [
      [
        ...replace('/roleAttributes', { a: Array.from({ length: 100 }, () => 'x'.repeat(256)) }),
        { op: 'copy', from: '/roleAttributes/a', path: '/roleAttributes/b' },
      ],
      /`roleAttributes`: have more than 32768/,
    ],
    [replace('/teams', []), /`\/teams`/, 200],
    [[{ op: 'add', path: '/teams/-', value: {} }], /may not be changed/],
    [[{ op: 'add', path: '/tokens', value: {} }], /may not be changed/],
    [[{ op: 'add', path: '/permissionGrants/-', value: {} }], /may not be changed/],
    [[{ op: 'remove', path: '/customRoles/0' }], /does not exist/, 422],
    [[{ op: 'remove', path: '/roleAttributes/a' }], /does not exist/, 422],
    [[{ op: 'add', path: '/roleAttributes/__proto__', value: ['x'] }], /`|does not exist/, 400],
  ] as const;
  for (const [payload, message, status = 400] of refused) {
    const response = await patchMember(service, member.id, payload);
    assert.equal(response.statusCode, status, `${JSON.stringify(payload).slice(0, 100)} ${response.body}`);
    if (status !== 200) assert.match(response.json().message, message);
  }
  const theirs = await patchMember(service, other.member._id, replace('/customRoles', ['one']));
  assert.equal(theirs.statusCode, 404);
  assert.deepEqual(storedMembers(service), before);
});

test('with custom roles switched off none is given, and those that are held can be taken', async (t) => {
  const service = await startTestService(t);
  const { member } = await service.addMember('reader', 'reader');
  for (const key of ['one', 'two']) await addRole(service, key, SEES_ALL);
  await giveRoles(service, member.id, ['one']);
  const payload = [{ op: 'replace', path: '/customRoles', value: false }];
  await service.call({ method: 'PATCH', url: '/api/v2/account/settings', payload });
  const given = await giveRoles(service, member.id, ['one', 'two']);
  assert.deepEqual([given.statusCode, given.json().code], [403, 'feature_disabled']);
  assert.equal((await giveRoles(service, member.id, [])).statusCode, 200);
});

test('a role is found by its id before its key, whatever somebody calls a role of theirs', async (t) => {
  const service = await startTestService(t);
  const meant = await addRole(service, 'meant', []);
  const trap = await addRole(service, meant, allow('acct', 'deleteAccount'));
  const { member } = await service.addMember('reader', 'reader');
  await giveRoles(service, member.id, [meant]);
  assert.deepEqual((await readMember(service, member.id)).customRoles, [meant]);
  await giveRoles(service, member.id, [trap]);
  assert.deepEqual((await readMember(service, member.id)).customRoles, [trap]);
});

test('roles of a team are added to what a member holds, and are not lost when roles are given', async (t) => {
  const service = await startTestService(t);
  setSettings(service, {});
  const { member } = await service.addMember('no_access', 'reader');
  const { secret } = await putToken(service, {
    memberId: member.id,
    kind: 'personal',
    scope: { role: 'admin' },
  });
  const sees = await addRole(service, 'sees', SEES_ALL);
  await addRole(service, 'blind', []);
  addTeam(service, 'qa', { roleIds: [sees], memberIds: [member.id] });
  assert.equal(await countSeen(service, secret), 2);
  await giveRoles(service, member.id, ['blind']);
  assert.equal(await countSeen(service, secret), 2);
  const { teams } = await readMember(service, member.id);
  assert.deepEqual(teams, [
    {
      key: 'qa',
      name: 'Team qa',
      customRoleKeys: ['sees'],
      _links: { self: { href: '/api/v2/teams/qa', type: 'application/json' } },
    },
  ]);
});
