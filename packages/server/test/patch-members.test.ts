/** Many members changed in one call. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beforeNextChange } from './before-next-change.ts';
import { addSigner, Browser } from './browser.ts';
import { addRole, addTeam, allow, MEMBERS, readMember, storedMembers } from './member-calls.ts';
import { addSecondAccount } from './second-account.ts';
import { startTestService, type TestService } from './test-service.ts';
import { auditOf } from './token-calls.ts';

const SEES_ALL = allow('member/*', 'viewMember');
const SEMANTIC = 'application/json; domain-model=launchdarkly.semanticpatch';
const NOBODY = '507f1f77bcf86cd799439011';

function patchMembers(
  service: TestService,
  instructions: unknown,
  { as = service.ownerSecret, comment = undefined as string | undefined, type = 'application/json' } = {},
) {
  const payload = JSON.stringify({ instructions, comment });
  return service.call({ method: 'PATCH', url: MEMBERS, payload, as, headers: { 'content-type': type } });
}

async function changed(service: TestService, instruction: object, options = {}) {
  const response = await patchMembers(service, [instruction], options);
  assert.equal(response.statusCode, 200, response.body);
  const { members, errors } = response.json();
  return { members, errors } as { members: string[]; errors: Record<string, string>[] };
}

async function addSome(service: TestService, count: number) {
  const members = [];
  for (let index = 0; index < count; index++) {
    service.clock.advance(1);
    members.push((await service.addMember('writer', 'reader')).member.id);
  }
  return members;
}

test('each of the five instructions does what it says, in both media types', async (t) => {
  const service = await startTestService(t);
  const one = await addRole(service, 'one', SEES_ALL);
  const two = await addRole(service, 'two', []);
  const me = (await readMember(service, 'me'))._id;
  const [a = '', b = '', c = ''] = await addSome(service, 3);
  const held = async (id: string) => {
    const { role, customRoles, roleAttributes } = await readMember(service, id);
    return [role, customRoles, roleAttributes];
  };
  const named = { memberIDs: [a, b, a] };

  const given = { kind: 'replaceMembersCustomRoles', values: ['two', one], ...named };
  assert.deepEqual(await changed(service, given), { members: [a, b], errors: [] });
  assert.deepEqual(await held(a), ['writer', [two, one], {}]);
  assert.deepEqual(await held(c), ['writer', [], {}]);

  const attributes = { kind: 'replaceMembersRoleAttributes', value: { p: ['x', 'y'] }, ...named };
  assert.deepEqual((await changed(service, attributes, { type: SEMANTIC })).members, [a, b]);
  assert.deepEqual(await held(b), ['writer', [two, one], { p: ['x', 'y'] }]);

  const role = { kind: 'replaceMembersRoles', value: 'reader', memberIDs: [a] };
  assert.deepEqual((await changed(service, role, { comment: 'why' })).members, [a]);
  assert.deepEqual(await held(a), ['reader', [], { p: ['x', 'y'] }], 'the custom roles are gone');
  const [entry] = auditOf(service, 'updateRole');
  assert.equal(entry?.comment, 'why');
  assert.match(String(entry?.description), /from writer to reader; Took the custom roles `two`, `one`/);

  const all = await changed(service, {
    kind: 'replaceAllMembersCustomRoles',
    values: [one],
    ignoredMemberIDs: [b],
  });
  assert.deepEqual(all, { members: [c, a], errors: [{ [me]: 'you cannot modify your own role' }] });
  assert.deepEqual((await held(b))[1], [two, one]);
  const roles = { kind: 'replaceAllMembersRoles', value: 'admin', ignoredMemberIDs: [me] };
  assert.deepEqual(await changed(service, roles), { members: [c, b, a], errors: [] });
  assert.deepEqual(await held(c), ['admin', [], {}]);
  assert.deepEqual(await held(me), ['owner', [], {}]);

  const before = storedMembers(service);
  assert.deepEqual((await changed(service, roles)).members, [c, b, a], 'who is so already is as asked for');
  assert.deepEqual(storedMembers(service), before);
  const both = await patchMembers(service, [
    { kind: 'replaceMembersRoles', value: 'reader', memberIDs: [a] },
    { kind: 'replaceMembersCustomRoles', values: ['one'], memberIDs: [a] },
  ]);
  assert.equal(both.statusCode, 200, both.body);
  assert.deepEqual(await held(a), ['reader', [one], { p: ['x', 'y'] }]);
  assert.equal((await readMember(service, a)).version, 7, 'one change for both');
});

test('whom any filter of a change of all matches is left as they are', async (t) => {
  const service = await startTestService(t);
  const me = (await readMember(service, 'me'))._id;
  const held = await addRole(service, 'held', []);
  const ids = await addSome(service, 5);
  const [a = '', b = '', c = '', d = '', e = ''] = ids;
  service.write("update members set first_name = 'Zoë', display_key = 'zoë x' where id = ?", a);
  service.write('update members set last_seen_at = ? where id = ?', 5_000, b);
  addTeam(service, 'QA-team', { memberIds: [c] });
  await changed(service, { kind: 'replaceMembersCustomRoles', values: [held], memberIDs: [d] });
  const sparing = async (filters: object) => {
    const instruction = {
      kind: 'replaceAllMembersCustomRoles',
      values: ['held'],
      ignoredMemberIDs: [me],
      ...filters,
    };
    const { members, errors } = await changed(service, instruction);
    assert.deepEqual(errors, []);
    for (const id of members.filter((each) => each !== d)) {
      await changed(service, { kind: 'replaceMembersCustomRoles', values: [], memberIDs: [id] });
    }
    return ids.filter((id) => !members.includes(id));
  };
  assert.deepEqual(await sparing({}), []);
  assert.deepEqual(await sparing({ filterQuery: 'ZOË' }), [a]);
  assert.deepEqual(await sparing({ filterTeamKey: 'qa-TEAM' }), [c]);
  assert.deepEqual(await sparing({ filterRoles: 'held' }), [d]);
  assert.deepEqual(await sparing({ filterRoles: 'owner|held' }), [d]);
  assert.deepEqual(await sparing({ filterLastSeen: { before: 5_001 } }), ids);
  assert.deepEqual(await sparing({ filterLastSeen: { never: true } }), [a, c, d, e]);
  assert.deepEqual(await sparing({ filterQuery: 'zoë', filterTeamKey: 'qa-team' }), [a, c], 'any, not all');
});

test('one member who cannot be changed does not stop the others, and each is judged as in a call of their own', async (t) => {
  const service = await startTestService(t);
  const other = await addSecondAccount(service);
  const [a = '', b = ''] = await addSome(service, 2);
  const owner = await service.addMember('owner', 'owner');
  const pending = await service.call({
    method: 'POST',
    url: MEMBERS,
    payload: [{ email: 'p@example.com', role: 'reader' }],
  });
  const admin = await service.addMember('admin', 'admin');
  const before = await readMember(service, owner.member.id);
  const memberIDs = [a, owner.member.id, NOBODY, other.member._id, admin.member.id, 'x', b];
  const instruction = { kind: 'replaceMembersRoles', value: 'admin', memberIDs };
  const { members, errors } = await changed(service, instruction, { as: admin.secret });
  assert.deepEqual(members, [a, b]);
  const reasons = Object.assign({}, ...errors) as Record<string, string>;
  assert.deepEqual(Object.keys(reasons).sort(), memberIDs.filter((id) => id !== a && id !== b).sort());
  assert.match(reasons[owner.member.id] ?? '', /`updateAccountOwner` on `acct`/);
  assert.equal(reasons[admin.member.id], 'you cannot modify your own role');
  for (const id of [NOBODY, other.member._id, 'x']) assert.equal(reasons[id], 'Invalid resource identifier');
  assert.deepEqual(await readMember(service, owner.member.id), before);
  assert.equal((await readMember(service, a)).role, 'admin');
  await service.flush();
  const [denied] = auditOf(service, 'updateAccountOwner');
  assert.equal(denied?.result, 'denied', 'what was denied of one is in the audit log');

  await addRole(service, 'owners', allow('acct', 'deleteAccount'));
  const raise = {
    kind: 'replaceMembersCustomRoles',
    values: ['owners'],
    memberIDs: [a, b, pending.json().items[0]._id],
  };
  const raised = await changed(service, raise, { as: admin.secret });
  assert.deepEqual([raised.members, raised.errors.length], [[], 3], 'those alike are refused alike');
  for (const error of raised.errors)
    assert.match(Object.values(error)[0] ?? '', /would gain.*`deleteAccount`/);
  const { secret: reader } = await service.addMember('reader', 'reader');
  const all = { kind: 'replaceAllMembersRoles', value: 'no_access' };
  const barred = await patchMembers(service, [all], { as: reader });
  assert.deepEqual([barred.statusCode, barred.json().access?.action], [403, 'updateRole']);
});

test('members share transactions, and one who changes meanwhile is left out alone', async (t) => {
  const service = await startTestService(t);
  const ids = await addSome(service, 25);
  const counted = t.mock.method(service.deployment.store, 'change');
  const roles = (value: string) => ({ kind: 'replaceMembersRoles', value, memberIDs: ids });
  assert.deepEqual(await changed(service, roles('reader')), { members: ids, errors: [] });
  assert.equal(counted.mock.callCount(), 3);
  counted.mock.restore();
  const entries = auditOf(service, 'updateRole').map(({ target }) => (target as { id: string }).id);
  assert.deepEqual(entries.toReversed(), ids, 'each has an entry of their own');
  const chain = service.query(
    'select position from audit_entries where account_id = ? order by number',
    service.accountId,
  );
  assert.deepEqual(
    chain.map(({ position }) => position),
    chain.map((_, index) => index + 1),
  );

  const moved = ids[4] ?? '';
  const move = () => service.write('update members set version = version + 1 where id = ?', moved);
  beforeNextChange(t, service, move);
  const { members, errors } = await changed(service, roles('writer'));
  assert.deepEqual(
    members,
    ids.filter((id) => id !== moved),
  );
  assert.equal(errors.length, 1);
  assert.match(errors[0]?.[moved] ?? '', /changed during the call/);
  assert.equal((await readMember(service, moved)).role, 'reader');
});

test('the last owner stays when all are changed, and sessions end with the role', async (t) => {
  const service = await startTestService(t);
  const me = (await readMember(service, 'me'))._id;
  const { id, email } = await addSigner(service);
  const browser = new Browser(service);
  await browser.signIn(email);
  const bot = await service.createToken({ role: 'owner', serviceToken: true });
  const all = { kind: 'replaceAllMembersRoles', value: 'writer' };
  const { members, errors } = await changed(service, all, { as: bot.token });
  assert.deepEqual(members, [id]);
  assert.match(errors[0]?.[me] ?? '', /this is the last one/);
  assert.equal(await browser.isSignedIn(), false);
  assert.equal((await readMember(service, me)).role, 'owner');
});

test('a call that is wrong changes nobody, and the answer names the instruction and the field', async (t) => {
  const service = await startTestService(t);
  const [a = ''] = await addSome(service, 1);
  const before = storedMembers(service);
  const roles = { kind: 'replaceMembersRoles', value: 'reader', memberIDs: [a] };
  const wrong = [
    [undefined, /instructions/],
    [[], /instructions/],
    [[{ ...roles, kind: 'removeMembers' }], /kind/],
    [[{ ...roles, value: 'king' }], /`instructions\/0`.*value/],
    [[{ kind: 'replaceMembersRoles', value: 'reader' }], /memberIDs/],
    [[{ ...roles, memberIDs: 'all' }], /memberIDs/],
    [[{ ...roles, values: ['x'] }], /values/],
    [[{ ...roles, filterQuery: 'x' }], /filterQuery/],
    [[{ ...roles, extra: 1 }], /extra/],
    [[roles, { kind: 'replaceMembersCustomRoles', values: ['nope'], memberIDs: [a] }], /no role `nope`/],
    [[{ kind: 'replaceMembersCustomRoles', value: 'x', memberIDs: [a] }], /value/],
    [[{ kind: 'replaceMembersRoleAttributes', value: { a: 'b' }, memberIDs: [a] }], /value/],
    [
      [{ kind: 'replaceMembersRoleAttributes', value: { a: [service.ownerSecret] }, memberIDs: [a] }],
      /access token/,
    ],
    ...[
      { never: false },
      { before: 'x' },
      { never: true, noData: true },
      {},
      7,
      null,
      'never',
      { before: 1.5 },
    ].map(
      (filterLastSeen) =>
        [[{ kind: 'replaceAllMembersRoles', value: 'reader', filterLastSeen }], /filterLastSeen/] as const,
    ),
    [[{ kind: 'replaceAllMembersRoles', value: 'reader', filterRoles: 'a||b' }], /filterRoles/],
    [[{ kind: 'replaceAllMembersRoles', value: 'reader', memberIDs: [a] }], /memberIDs/],
  ] as const;
  for (const [instructions, message] of wrong) {
    const response = await patchMembers(service, instructions);
    assert.equal(response.statusCode, 400, `${JSON.stringify(instructions)} ${response.body}`);
    assert.match(response.json().message, message);
  }
  const secret = await patchMembers(service, [roles], { comment: service.ownerSecret });
  assert.equal(secret.statusCode, 400);
  assert.deepEqual(storedMembers(service), before);
});
