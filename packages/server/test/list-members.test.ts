/** Lists of members: every filter and order against a plain model, and what each caller sees. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { listMembers } from '../src/members/list-members.ts';
import { newObjectId } from '../src/object-id.ts';
import { authenticate } from '../src/verification/authenticate.ts';
import { addRole, addTeam, allow, MEMBERS, type WireMember } from './member-calls.ts';
import { addSecondAccount } from './second-account.ts';
import { startTestService, type TestService } from './test-service.ts';
import { DAY_MS, putToken } from './token-calls.ts';

const OLDER = { 'ld-api-version': '20220603' };

interface ModelMember {
  readonly id: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly role: string;
  readonly roles: readonly string[];
  readonly teams: readonly string[];
  readonly createdAt: number;
  readonly accepted: boolean;
  readonly lastSeen: number | null;
}

async function list(
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

const pick = <T>(values: readonly T[], index: number): T => values[index % values.length] as T;

/** Members of all sorts, below the API, and the same as a plain list. */
async function addModel(service: TestService): Promise<readonly ModelMember[]> {
  const roleIds: Record<string, string> = {};
  for (const key of ['ops', 'dev']) roleIds[key] = await addRole(service, key, []);
  const members = Array.from(
    { length: 60 },
    (_, index): ModelMember => ({
      id: newObjectId(),
      email: `${pick(['Ann', 'bob', 'c_d', 'e%f'], index)}${index}@Example.com`,
      firstName: pick(['Zoë', 'ann', '', 'Ólaf', 'Bo%b'], index),
      lastName: pick(['Lee', '', 'ŁAŃ'], index),
      role: pick(['reader', 'writer', 'admin', 'owner', 'no_access'], index),
      roles: pick([[], ['ops'], ['dev', 'ops'], []], index),
      teams: pick([[], ['QA'], ['core', 'QA']], index >> 1),
      createdAt: service.clock.nowMs + Math.floor(index / 2),
      accepted: index % 4 !== 0,
      lastSeen: index % 3 === 0 ? null : 1_000 * (index % 7),
    }),
  );
  await service.deployment.store.change(service.clock, async (changes) => {
    for (const { roles, teams: _, accepted, lastSeen: __, ...member } of members) {
      await changes.members.insertMember({
        ...member,
        accountId: service.accountId,
        role: member.role as 'reader',
        customRoleIds: roles.map((key) => roleIds[key] ?? ''),
        roleAttributes: {},
        acceptedAt: accepted ? 1 : null,
        removedAt: null,
        version: 1,
        lastSeenAt: null,
        lastSeenTokenId: null,
      });
      changes.recordChange({ accountId: service.accountId, kind: 'member', id: member.id });
    }
  });
  for (const key of ['QA', 'core']) {
    addTeam(service, key, {
      memberIds: members.filter(({ teams }) => teams.includes(key)).map(({ id }) => id),
    });
  }
  for (const { id, lastSeen } of members) {
    if (lastSeen !== null) service.write('update members set last_seen_at = ? where id = ?', lastSeen, id);
  }
  return [...members, ownerOf(service)];
}

/** The owner who is there from the start. */
function ownerOf({ query, clock }: TestService): ModelMember {
  const [{ id } = {}] = query("select id from members where email = 'owner@example.com'");
  const name = { firstName: 'Ada', lastName: 'Owner', email: 'owner@example.com' };
  const rest = { roles: [], teams: [], accepted: true, lastSeen: null };
  return { id: String(id), ...name, ...rest, role: 'owner', createdAt: clock.nowMs };
}

const key = (text: string) => text.normalize('NFKC').toLowerCase();
const displayName = ({ firstName, lastName, email }: ModelMember) =>
  `${firstName} ${lastName}`.trim() || email;
const compare = (one: string | number, other: string | number) => (one < other ? -1 : one > other ? 1 : 0);
const newest = (one: ModelMember, other: ModelMember) =>
  compare(other.createdAt, one.createdAt) || compare(one.id, other.id);

type Matches = (member: ModelMember) => boolean;

const FILTERS: Readonly<Record<string, Matches>> = {
  'query:ANN': (m) => key(m.email).includes('ann') || key(displayName(m)).includes('ann'),
  'query:zoë ł': (m) => key(displayName(m)).includes('zoë ł'),
  'query:_': (m) => m.email.includes('_'),
  'query:%': (m) => m.email.includes('%') || m.firstName.includes('%'),
  'query:example.com': () => true,
  'query:nobody': () => false,
  'role:reader': (m) => m.role === 'reader',
  'role:admin': (m) => m.role === 'admin' || m.role === 'owner',
  'role:Owner': (m) => m.role === 'owner',
  'role:writer|ops': (m) => m.role === 'writer' || m.roles.includes('ops'),
  'role:dev': (m) => m.roles.includes('dev'),
  'role:nothing': () => false,
  'email:ANN0@example.com|bob1@EXAMPLE.com': (m) => /^(ann0|bob1)@/i.test(m.email),
  'team:qa': (m) => m.teams.includes('QA'),
  'team:CORE': (m) => m.teams.includes('core'),
  'team:none': () => false,
  'noteam:true': (m) => m.teams.length === 0,
  'noteam:false': (m) => m.teams.length > 0,
  'lastSeen:{"never":true}': (m) => m.lastSeen === null,
  'lastSeen:{"noData":true}': (m) => m.lastSeen === null && m.accepted,
  'lastSeen:{"before":3000}': (m) => (m.lastSeen ?? 0) < 3000,
  'lastSeen: { "before" : 1 }': (m) => (m.lastSeen ?? 0) < 1,
  'role:reader|writer,team:qa,lastSeen:{"before":4000},query:a': (m) =>
    (m.role === 'reader' || m.role === 'writer') &&
    m.teams.includes('QA') &&
    (m.lastSeen ?? 0) < 4000 &&
    (key(m.email).includes('a') || key(displayName(m)).includes('a')),
  'lastSeen:{"never":true},noteam:true': (m) => m.lastSeen === null && m.teams.length === 0,
};

const SORTS: Readonly<Record<string, (one: ModelMember, other: ModelMember) => number>> = {
  '': newest,
  displayName: (one, other) => compare(key(displayName(one)), key(displayName(other))) || newest(one, other),
  '-displayName': (one, other) =>
    compare(key(displayName(other)), key(displayName(one))) || newest(one, other),
  lastSeen: (one, other) => compare(one.lastSeen ?? 0, other.lastSeen ?? 0) || newest(one, other),
  '-lastSeen': (one, other) => compare(other.lastSeen ?? 0, one.lastSeen ?? 0) || newest(one, other),
  '-lastSeen,displayName': (one, other) =>
    compare(other.lastSeen ?? 0, one.lastSeen ?? 0) ||
    compare(key(displayName(one)), key(displayName(other))) ||
    newest(one, other),
};

test('each filter and order answers what a plain list would, page by page, for who sees all and for who sees some', async (t) => {
  const service = await startTestService(t);
  const model = await addModel(service);
  await addSecondAccount(service);
  const seen = model.filter((_, index) => index % 2 === 0);
  const some = await service.createToken({
    inlineRole: [
      { effect: 'allow', resources: seen.map(({ id }) => `member/${id}`), actions: ['viewMember'] },
      ...allow('team/*', 'viewTeam'),
      ...allow('role/*', 'viewRole'),
    ],
    serviceToken: true,
  });
  const callers = [
    [service.ownerSecret, model],
    [some.token, seen],
  ] as const;
  for (const [as, visible] of callers) {
    for (const [index, [filter, matches]] of Object.entries(FILTERS).entries()) {
      const [sort, order] = pick(Object.entries(SORTS), index) as [string, typeof newest];
      const expected = visible
        .filter(matches)
        .sort(order)
        .map(({ id }) => id);
      const query = { filter, ...(sort !== '' && { sort }), limit: '7' };
      const found: string[] = [];
      for (let offset = 0; ; offset += 7) {
        const page = await list(service, { ...query, offset: String(offset) }, as);
        found.push(...page.items.map(({ _id }) => _id));
        assert.equal(page.totalCount, expected.length, filter);
        const next = page._links.next?.href;
        if (next === undefined) break;
        assert.deepEqual(Object.fromEntries(new URLSearchParams(next.split('?')[1])), {
          ...query,
          offset: String(offset + 7),
        });
      }
      assert.deepEqual(found, expected, `${filter} ${sort}`);
    }
  }
  for (const [sort, order] of Object.entries(SORTS)) {
    const filter = `id:${model.map(({ id }) => id).join('|')}`;
    const page = await list(service, { filter, ...(sort !== '' && { sort }), limit: '1000' });
    assert.deepEqual(
      page.items.map(({ _id }) => _id),
      model.toSorted(order).map(({ id }) => id),
      sort,
    );
  }
});

test('a list and a record have every field that clients require, and more when asked for', async (t) => {
  const service = await startTestService(t);
  const { member } = await service.addMember('reader', 'reader');
  await service.call({
    method: 'PATCH',
    url: `${MEMBERS}/${member.id}`,
    payload: [{ op: 'replace', path: '/roleAttributes', value: { a: ['b'] } }],
  });
  const required = ['_links', '_id', 'role', 'email', '_pendingInvite', '_verified', 'customRoles', 'mfa'];
  const dated = ['_lastSeen', 'creationDate', 'teams', 'permissionGrants', 'version'];
  const [item] = (await list(service, { filter: `id:${member.id}` })).items;
  const record = (await service.call({ url: `${MEMBERS}/${member.id}` })).json();
  for (const answer of [item, record]) {
    for (const field of [...required, ...dated]) assert.ok(field in answer, field);
    assert.deepEqual(['roleAttributes' in answer, 'tokens' in answer], [false, false]);
  }
  for (const expand of ['roleAttributes', 'customRoles,roleAttributes', ' roleAttributes , customRoles ']) {
    const page = await list(service, { expand, filter: `id:${member.id}` });
    assert.deepEqual(page.items[0]?.roleAttributes, { a: ['b'] });
    assert.ok(page._links.self?.href.includes('expand='));
    const one = await service.call({ url: `${MEMBERS}/me?${new URLSearchParams({ expand })}` });
    assert.deepEqual(one.json().roleAttributes, {});
  }
});

test('what members let one do by a team is shown as their permission grants', async (t) => {
  const service = await startTestService(t);
  const { member, secret } = await service.addMember('no_access', 'reader');
  addTeam(service, 'qa', {});
  const grant = (granted: object, memberIDs: readonly string[]) => ({
    kind: 'addPermissionGrants',
    ...granted,
    memberIDs,
  });
  const { id: other } = (await service.addMember('reader', 'reader')).member;
  const instructions = [
    grant({ actionSet: 'maintainTeam' }, [member.id]),
    grant({ actions: ['updateTeamName'] }, [member.id, other]),
    grant({ actions: ['deleteTeam'] }, [other]),
  ];
  const given = await service.call({
    method: 'PATCH',
    url: '/api/v2/teams/qa',
    payload: { instructions },
  });
  assert.equal(given.statusCode, 200, given.body);
  const expected = [
    { actionSet: 'maintainTeam', resource: 'team/qa' },
    { actions: ['updateTeamName'], resource: 'team/qa' },
  ];
  for (const as of [service.ownerSecret, secret]) {
    const read = (await service.call({ url: `${MEMBERS}/${member.id}`, as })).json();
    assert.deepEqual(read.permissionGrants, expected);
  }
});

test('teams that the caller may not see are not shown, but for the caller’s own', async (t) => {
  const service = await startTestService(t);
  const { member, secret } = await service.addMember('no_access', 'reader');
  addTeam(service, 'qa', { memberIds: [member.id] });
  const inlineRole = allow('member/*', 'viewMember');
  const { token } = await service.createToken({ inlineRole, serviceToken: true });
  const teamsSeen = async (as: string) =>
    (await service.call({ url: `${MEMBERS}/${member.id}`, as })).json().teams.length;
  const inTeam = { filter: 'team:qa' };
  assert.equal((await list(service, inTeam, token)).totalCount, 0, 'nor by a filter');
  assert.equal((await list(service, inTeam)).totalCount, 1);
  assert.deepEqual(
    [await teamsSeen(token), await teamsSeen(secret), await teamsSeen(service.ownerSecret)],
    [0, 1, 1],
  );
});

test('who may do something is found by older versions, for who may ask', async (t) => {
  const service = await startTestService(t);
  const reader = await service.addMember('reader', 'reader');
  const admin = await service.addMember('admin', 'reader');
  await addRole(service, 'scoped', allow('acct', 'manageResourceTypes'));
  const scoped = await service.addMember('no_access', 'reader');
  await service.call({
    method: 'PATCH',
    url: `${MEMBERS}/${scoped.member.id}`,
    payload: [{ op: 'replace', path: '/customRoles', value: ['scoped'] }],
  });
  const filter = 'accessCheck:manageResourceTypes:acct';
  const found = async (as: string, text = filter) => {
    const { items, totalCount } = await list(service, { filter: text }, as, OLDER);
    assert.equal(items.length, totalCount);
    return items.map(({ _id }) => _id).sort();
  };
  const me = (await service.call({ url: `${MEMBERS}/me` })).json()._id;
  assert.deepEqual(await found(service.ownerSecret), [me, admin.member.id, scoped.member.id].sort());
  assert.deepEqual(await found(service.ownerSecret, `role:reader,${filter}`), []);
  assert.deepEqual(await found(reader.secret), [], 'a reader may not ask about others');
  assert.deepEqual(await found(reader.secret, 'accessCheck:viewAuditLog:acct'), [reader.member.id]);
  const newer = await service.call({ url: `${MEMBERS}?${new URLSearchParams({ filter })}` });
  assert.equal(newer.statusCode, 400);
  assert.match(newer.json().message, /20220603/);
});

test('a member who loses a role while it is asked who may do something is not found by their base role', async (t) => {
  const service = await startTestService(t);
  await addRole(service, 'nothing', allow('acct', 'viewAuditLog'));
  const { member } = await service.addMember('admin', 'reader');
  const payload = [{ op: 'replace', path: '/customRoles', value: ['nothing'] }];
  await service.call({ method: 'PATCH', url: `${MEMBERS}/${member.id}`, payload });
  const { roles } = service.deployment.store.reads;
  const findHeldRoles = roles.findHeldRoles;
  let isFirst = true;
  t.mock.method(roles, 'findHeldRoles', async (...of: Parameters<typeof findHeldRoles>) => {
    const held = await findHeldRoles(...of);
    if (!isFirst || of[0].memberId !== member.id) return held;
    isFirst = false;
    return { ...held, direct: [] };
  });
  const filter = 'accessCheck:manageResourceTypes:acct';
  const { items } = await list(service, { filter }, service.ownerSecret, OLDER);
  assert.equal(isFirst, false);
  assert.equal(
    items.some(({ _id }) => _id === member.id),
    false,
  );
});

test('a filter, order or expansion that is none is refused by name', async (t) => {
  const service = await startTestService(t);
  const wrong = [
    [{ filter: 'name:x' }, /`name:x` is no filter/],
    [{ filter: 'role' }, /`role` is no filter/],
    [{ filter: 'query:a,b' }, /`b` is no filter/],
    [{ filter: 'role:reader,,team:x' }, /is no filter/],
    [{ filter: 'role:' }, /`role` has no value/],
    [{ filter: 'role:a||b' }, /`role` has an empty value/],
    [{ filter: 'role:a,role:b' }, /`role` is given twice/],
    [{ filter: 'noteam:maybe' }, /`noteam`/],
    [{ filter: 'lastSeen:never' }, /`lastSeen`/],
    [{ filter: 'lastSeen:{"never":true' }, /`lastSeen`/],
    [{ filter: 'lastSeen:{"never":false}' }, /`lastSeen`/],
    [{ filter: 'lastSeen:{"before":"x"}' }, /`lastSeen`/],
    [{ filter: 'lastSeen:{"never":true,"noData":true}' }, /`lastSeen`/],
    [{ filter: '__proto__:x' }, /is no filter/],
    [{ filter: 'query:\0' }, /`filter` holds the character NUL/],
    [{ sort: 'email' }, /`sort`.*`email`/],
    [{ sort: '--displayName' }, /`sort`/],
    [{ expand: 'everything' }, /`expand`.*`everything`/],
    [{ limit: '0' }, /limit/],
    [{ offset: '-1' }, /offset/],
    [{ other: 'x' }, /other/],
  ] as const;
  for (const [query, message] of wrong) {
    const response = await service.call({ url: `${MEMBERS}?${new URLSearchParams(query)}` });
    assert.deepEqual(
      [response.statusCode, response.json().code],
      [400, 'invalid_request'],
      JSON.stringify(query),
    );
    assert.match(response.json().message, message);
  }
  const twice = await service.call({ url: `${MEMBERS}?filter=role:a&filter=role:b` });
  assert.equal(twice.statusCode, 400);
  for (const filter of ["query:' or 1=1 --", 'team:\uD800', `query:${'%'.repeat(1_000)}`, 'id:__proto__']) {
    assert.equal((await list(service, { filter })).totalCount, 0, filter);
  }
  assert.equal((await list(service, { filter: '', sort: ',', expand: '' })).totalCount, 1);
});

test('nobody finds a member of another account, by no filter', async (t) => {
  const service = await startTestService(t);
  const other = await addSecondAccount(service);
  const ids = service.query('select id from members').map(({ id }) => String(id));
  for (const filter of [
    `id:${ids.join('|')}`,
    'query:o',
    'role:owner',
    `email:owner@example.com|${other.member.email}`,
    'noteam:true',
    'lastSeen:{"before":9999999999999}',
  ]) {
    const [mine, theirs] = await Promise.all([
      list(service, { filter }),
      list(service, { filter }, other.secret),
    ]);
    assert.deepEqual(
      mine.items.map(({ email }) => email),
      ['owner@example.com'],
      filter,
    );
    assert.deepEqual(
      theirs.items.map(({ email }) => email),
      [other.member.email],
      filter,
    );
    assert.deepEqual([mine.totalCount, theirs.totalCount], [1, 1]);
  }
  const read = await service.call({ url: `${MEMBERS}/${other.member._id}` });
  const unknown = await service.call({ url: `${MEMBERS}/${newObjectId()}` });
  const plain = (body: string) => body.replace(/"requestId":"\w+"/, '');
  assert.deepEqual([read.statusCode, plain(read.body)], [404, plain(unknown.body)]);
});

test('a role that speaks of single members is asked of each of them, whatever the scope of the token', async (t) => {
  const service = await startTestService(t);
  const hidden = await service.addMember('reader', 'reader');
  await addRole(service, 'but-one', [
    ...allow('member/*', 'viewMember'),
    { effect: 'deny', resources: [`member/${hidden.member.id}`], actions: ['*'] },
  ]);
  const { member, secret } = await service.addMember('no_access', 'admin');
  await service.call({
    method: 'PATCH',
    url: `${MEMBERS}/${member.id}`,
    payload: [{ op: 'replace', path: '/customRoles', value: ['but-one'] }],
  });
  const { items, totalCount } = await list(service, {}, secret);
  assert.deepEqual([items.length, totalCount], [2, 2]);
  assert.equal(
    items.some(({ _id }) => _id === hidden.member.id),
    false,
  );
});

test('a list of 10000 members is decided in slices, and between them others have their turn', async (t) => {
  const service = await startTestService(t);
  service.write(
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < 10000)
     insert into members (id, account_id, email, email_key, first_name, last_name, display_key, role, created_at, version)
     select printf('%024x', i), ?, 'm' || i || '@example.com', 'm' || i || '@example.com', '', '', 'm' || i || '@example.com', 'reader', i, 1 from n`,
    service.accountId,
  );
  const { token } = await service.createToken({
    inlineRole: allow('member/*', 'viewMember'),
    serviceToken: true,
  });
  const authentication = await authenticate(service.deployment, token, {
    address: '127.0.0.1',
    changes: false,
  });
  assert.equal(authentication.outcome, 'authenticated');
  const { rights, ...rest } = authentication.principal;
  let ofTurn = 0;
  let mostOfTurn = 0;
  const principal = {
    ...rest,
    get rights() {
      mostOfTurn = Math.max(mostOfTurn, ++ofTurn);
      return rights;
    },
  };
  let isListed = false;
  const others = (async () => {
    while (!isListed) {
      await setImmediate();
      ofTurn = 0;
    }
  })();
  const query = { filter: {}, orders: [{ by: 'displayName', isDescending: false }] } as const;
  const found = await listMembers(service.deployment, principal, query, { limit: 10, offset: 9_990 });
  isListed = true;
  await others;
  assert.deepEqual([found.items.length, found.totalCount], [10, 10_001]);
  assert.ok(mostOfTurn <= 150, `${mostOfTurn} decisions in one turn`);
});

test('the tokens that would end with a member are counted for who may see them', async (t) => {
  const service = await startTestService(t);
  const { member, secret } = await service.addMember('reader', 'reader');
  const reader = await service.addMember('reader', 'reader');
  const memberId = member.id;
  const nowMs = service.clock.nowMs;
  const uses = [
    nowMs - 1,
    nowMs - DAY_MS + 1,
    nowMs - DAY_MS,
    nowMs - 7 * DAY_MS + 1,
    nowMs - 29 * DAY_MS,
    5,
  ];
  for (const [index, at] of uses.entries()) {
    const { id } = await putToken(service, { memberId, kind: 'personal' });
    service.write('update tokens set last_used_at = ?, name = ? where id = ?', at, `t${index}`, id);
  }
  const ended = await putToken(service, { memberId, kind: 'personal' });
  service.write('update tokens set deleted_at = 1, last_used_at = ? where id = ?', nowMs, ended.id);
  await putToken(service, { memberId, kind: 'personal', isDisabled: true });
  await putToken(service, { memberId, kind: 'service' });

  const tokensOf = async (as: string) =>
    (await service.call({ url: `${MEMBERS}/${memberId}?expand=tokens`, as })).json().tokens;
  const { items, ...counts } = await tokensOf(service.ownerSecret);
  assert.deepEqual(counts, {
    totalCount: 7,
    usedLastDayCount: 2,
    usedLast7DaysCount: 4,
    usedLast30DaysCount: 5,
    lastUsed: nowMs - 1,
  });
  assert.deepEqual(items.map(({ name }: { name: string }) => name).slice(0, 6), [
    't0',
    't1',
    't2',
    't3',
    't4',
    't5',
  ]);
  assert.deepEqual(Object.keys(items[0]).sort(), ['_id', '_links', 'lastUsed', 'name', 'token']);
  assert.equal((await tokensOf(secret)).totalCount, 7, 'one sees one’s own');
  assert.equal(await tokensOf(reader.secret), undefined, 'a zero would say that nothing breaks');
  const page = await list(service, { expand: 'tokens', filter: 'role:reader|owner', limit: '1000' });
  assert.deepEqual(
    page.items.map(({ tokens }) => (tokens as { totalCount: number }).totalCount).sort(),
    [1, 1, 7],
  );
  assert.ok(page._links.self?.href.includes('limit=100'), 'fewer on a page');
  assert.equal((await service.call({ method: 'DELETE', url: `${MEMBERS}/${memberId}` })).statusCode, 204);
  assert.equal((await service.call({ url: '/api/v2/caller-identity', as: secret })).statusCode, 401);
});
