import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { newObjectId } from '../src/object-id.ts';
import { addOtherAccount, writeListed } from './listed-tokens.ts';
import { startTestService, type TestService } from './test-service.ts';
import { changeMember, DAY_MS, HOUR_MS, TOKENS } from './token-calls.ts';
import {
  compare,
  isAskedFor,
  type ListedMember,
  type ListedToken,
  type ListQuery,
} from './token-list-model.ts';

const NOW_MS = Date.UTC(2026, 10, 22, 12);
const NAMES = [
  '',
  'Deploy',
  'deploy',
  'deploy-2',
  'CI "quoted" 100%',
  'a_b',
  'axb',
  '🔑🔑🔑 keys',
  "O'Brien; --",
  'Ärger',
];
const TAGS = ['export', 'nightly', 'team-data'];
const SORTS = ['name', 'creationDate', 'lastModified', 'lastUsed', 'expiry', 'requests'];

const memberArbitrary = (index: number): fc.Arbitrary<ListedMember> =>
  fc.record({
    id: fc.constant(newObjectId()),
    email: fc.constant(`Person${index}@example.com`),
    firstName: fc.constantFrom('Ann', 'Deploy', 'Zoë'),
    lastName: fc.constantFrom('Example', 'a_b'),
    isRemoved: fc.boolean(),
  });

/** Few values for each field, so that many are equal. */
const tokenArbitrary = (members: readonly ListedMember[]): fc.Arbitrary<ListedToken> =>
  fc
    .record({
      id: fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => Buffer.from(bytes).toString('hex')),
      isService: fc.boolean(),
      holder: fc.constantFrom(...members),
      name: fc.constantFrom(...NAMES),
      description: fc.constantFrom('', 'deploys "all"', '50% of a_b'),
      lastFour: fc.constantFrom('abcd', 'Wxyz', '1234'),
      role: fc.constantFrom('reader', 'writer', 'admin'),
      tags: fc.subarray(TAGS),
      createdAt: fc.constantFrom(...[1, 2, 100, 200].map((days) => NOW_MS - days * DAY_MS)),
      modifiedAt: fc.constantFrom(...[0, 1, 50].map((days) => NOW_MS - days * DAY_MS)),
      expiresAt: fc.constantFrom(null, NOW_MS - 1, NOW_MS, NOW_MS + 1, NOW_MS + 3 * DAY_MS),
      usedAt: fc.constantFrom(0, NOW_MS - 2 * HOUR_MS, NOW_MS - 91 * DAY_MS),
      calls: fc.record({ today: fc.constantFrom(0, 1, 3), longAgo: fc.constantFrom(0, 5) }),
      calledAfterEndAt: fc.constantFrom(0, 0, 0, NOW_MS - HOUR_MS, NOW_MS - 7 * DAY_MS, NOW_MS - 8 * DAY_MS),
      isDisabled: fc.boolean(),
    })
    // None is used before it is made.
    .map((token) => (token.usedAt < token.createdAt ? { ...token, usedAt: 0 } : token));

const queryArbitrary = (members: readonly ListedMember[]): fc.Arbitrary<ListQuery> =>
  fc
    .record(
      {
        q: fc.constantFrom(
          'dep',
          'DEPLOY',
          'd',
          'A_',
          'a_b',
          '"',
          '"quoted"',
          '100%',
          '%',
          '🔑',
          '🔑🔑🔑',
          'person1@',
          'p',
          'wxyz',
          "'; --",
          'nothing*',
          'AND',
          'ärg',
          'zoë ',
          'Exa',
        ),
        status: list('active', 'expired', 'disabled', 'holder_gone'),
        type: list('personal', 'service'),
        role: list('reader', 'writer', 'admin'),
        owner: fc.constantFrom(...members.flatMap(({ id, email }) => [id, email, email.toUpperCase()])),
        tag: fc.subarray(TAGS, { minLength: 1, maxLength: 2 }),
        unusedFor: fc.constantFrom('1h', '3h', '90d', '2w'),
        sort: fc.constantFrom(...SORTS, ...SORTS.map((name) => `-${name}`), 'attention', 'attention'),
        showAll: fc.constantFrom('true', 'false'),
      },
      { requiredKeys: [] },
    )
    .map(({ q, ...query }) => (q === undefined || query.sort === 'attention' ? query : { q, ...query }));

function list(...words: readonly string[]): fc.Arbitrary<string> {
  return fc.subarray([...words], { minLength: 1, maxLength: 2 }).map((chosen) => chosen.join('|'));
}

function urlOf(query: ListQuery, more: Readonly<Record<string, string>> = {}): string {
  const { tag = [], ...others } = query;
  const parameters = new URLSearchParams({ ...others, ...more });
  for (const each of tag) parameters.append('tag', each);
  return `${TOKENS}?${parameters}`;
}

interface Item {
  readonly _id: string;
  readonly name: string;
  readonly serviceToken: boolean;
  readonly tags: readonly string[];
  readonly _member: { readonly lastName: string };
}

interface Answer {
  readonly items: readonly Item[];
  readonly totalCount: number;
  readonly _links: Readonly<Record<string, { readonly href: string } | undefined>>;
}

async function read(service: TestService, url: string, as?: string): Promise<Answer> {
  const response = await service.call({ url, ...(as !== undefined && { as }) });
  assert.equal(response.statusCode, 200, `${url}: ${response.body}`);
  return response.json();
}

async function everyPage(service: TestService, first: string, as?: string): Promise<string[]> {
  const ids: string[] = [];
  for (let href: string | undefined = first; href !== undefined; ) {
    const page: Answer = await read(service, href, as);
    ids.push(...page.items.map(({ _id }) => _id));
    href = page._links.next?.href;
  }
  return ids;
}

const SERVICE_POLICY = [
  {
    effect: 'allow',
    resources: ['service-token/*;export', 'member/*:token/*;export'],
    actions: ['viewToken'],
  },
  { effect: 'allow', resources: ['member/*'], actions: ['viewMember'] },
];

/** Callers who see all, their own and those of services, or only what has a tag. */
async function callersOf(service: TestService, members: readonly ListedMember[]) {
  const { secret: reader, member } = await service.addMember('reader', 'reader');
  const tagged = await service.createToken({
    name: 'tagged',
    serviceToken: true,
    inlineRole: SERVICE_POLICY,
  });
  const sees: Readonly<Record<string, { as: string; sees(token: ListedToken, isAll: boolean): boolean }>> = {
    owner: { as: service.ownerSecret, sees: ({ isService }, isAll) => isService || isAll },
    reader: { as: reader, sees: ({ isService, holder }) => isService || holder.id === member.id },
    tagged: {
      as: tagged.token,
      sees: ({ isService, tags }, isAll) => tags.includes('export') && (isService || isAll),
    },
  };
  assert.ok(members.every(({ id }) => id !== member.id));
  return sees;
}

test('every filter, sort and page, alone and together, shows each caller what going through all tokens would', async (t) => {
  const service = await startTestService(t);
  const members = [0, 1, 2].map((index) => fc.sample(memberArbitrary(index), 1)[0] as ListedMember);
  const tokens = fc.sample(tokenArbitrary(members), 120);
  await writeListed(service, members, tokens);
  const callers = await callersOf(service, members);
  const known = new Set(tokens.map(({ id }) => id));
  await fc.assert(
    fc.asyncProperty(
      queryArbitrary(members),
      fc.constantFrom(...Object.keys(callers)),
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 0, max: 40 }),
      async (query, name, limit, offset) => {
        const caller = callers[name];
        assert.ok(caller);
        const wanted = tokens
          .filter((token) => caller.sees(token, query.showAll === 'true'))
          .filter((token) => isAskedFor(token, query, NOW_MS))
          .sort((one, other) => compare(one, other, query.sort, NOW_MS))
          .map(({ id }) => id);
        const all = await everyPage(service, urlOf(query, { cursor: '', limit: '1000' }), caller.as);
        const others = all.filter((id) => !known.has(id));
        assert.deepEqual(
          all.filter((id) => known.has(id)),
          wanted,
        );
        const page = await read(
          service,
          urlOf(query, { limit: String(limit), offset: String(offset) }),
          caller.as,
        );
        assert.deepEqual(
          page.items.map(({ _id }) => _id),
          all.slice(offset, offset + limit),
        );
        assert.equal(page.totalCount, wanted.length + others.length);
        const byCursor = await everyPage(
          service,
          urlOf(query, { cursor: '', limit: String(limit + 5) }),
          caller.as,
        );
        assert.deepEqual(byCursor, all, 'cursor pages of another size');
      },
    ),
    // The one list that also holds what has ended, which by chance might never be asked for.
    { numRuns: 150, examples: [[{ status: 'active', sort: 'attention', showAll: 'true' }, 'owner', 10, 0]] },
  );
});

test('a total says how many the caller sees, whatever else there is', async (t) => {
  const service = await startTestService(t);
  const { secret: reader } = await service.addMember('reader', 'reader');
  const make = (body: object) => service.createToken({ role: 'reader', name: 'deploy', ...body });
  await make({ serviceToken: true, tags: ['export'] });
  await make({ serviceToken: true, tags: ['export'] });
  await make({ serviceToken: true });
  const { token: tagged } = await make({ serviceToken: true, role: undefined, inlineRole: SERVICE_POLICY });
  for (let index = 0; index < 5; index++) await make({});
  for (const query of [
    '',
    'q=deploy&',
    'q=de&',
    'status=active&',
    'role=reader&',
    'sort=name&',
    'tag=export&',
  ]) {
    const totals = [];
    for (const as of [reader, tagged, service.ownerSecret]) {
      for (const page of ['limit=1', 'limit=1&offset=1', 'limit=1&cursor=']) {
        totals.push((await read(service, `${TOKENS}?${query}${page}`, as)).totalCount);
      }
    }
    const whole = await read(service, `${TOKENS}?${query}showAll=true`, service.ownerSecret);
    const visible = (isSeen: (item: Item) => boolean) => whole.items.filter(isSeen).length;
    const ofReader = visible(({ serviceToken, _member }) => serviceToken || _member.lastName === 'reader');
    const ofTagged = visible(({ serviceToken, tags }) => serviceToken && tags.includes('export'));
    const ofOwner = visible(({ serviceToken, _member }) => serviceToken || _member.lastName === 'Owner');
    assert.deepEqual(
      totals,
      [ofReader, ofTagged, ofOwner].flatMap((total) => [total, total, total]),
      query,
    );
  }
});

test('cursor pages show each token that stays once, while others come, go and change', async (t) => {
  const service = await startTestService(t);
  const members = fc.sample(memberArbitrary(0), 1).map((member) => ({ ...member, isRemoved: false }));
  const tokens = fc
    .sample(tokenArbitrary(members), 60)
    .map((token) => ({ ...token, name: token.name.slice(0, 3) }));
  await writeListed(service, members, tokens);
  const going = new Set(tokens.filter((_, index) => index % 5 === 0).map(({ id }) => id));
  const left = [...going];
  for (const sort of SORTS.flatMap((name) => [name, `-${name}`])) {
    const seen: string[] = [];
    for (
      let href: string | undefined = urlOf({ showAll: 'true', sort }, { cursor: '', limit: '12' });
      href;
    ) {
      const page: Answer = await read(service, href);
      seen.push(...page.items.map(({ _id }) => _id));
      href = page._links.next?.href;
      const id = left.pop();
      if (id) await service.call({ method: 'DELETE', url: `${TOKENS}/${id}` });
      await service.createToken({ name: `new ${seen.length}`, role: 'reader', serviceToken: true });
    }
    assert.equal(new Set(seen).size, seen.length, `${sort}: a token was shown twice`);
    const staying = tokens.filter(({ id }) => !going.has(id)).sort((one, other) => compare(one, other, sort));
    const ids = new Set(staying.map(({ id }) => id));
    assert.deepEqual(
      seen.filter((id) => ids.has(id)),
      staying.map(({ id }) => id),
      sort,
    );
  }
});

test('a cursor that was not given out for this list is refused', async (t) => {
  const service = await startTestService(t);
  for (const name of ['a', 'b', 'c']) await service.createToken({ name, role: 'reader' });
  const page = await read(service, `${TOKENS}?cursor=&limit=2&sort=name`);
  const next = new URLSearchParams(page._links.next?.href.split('?')[1]).get('cursor') ?? '';
  const [place = '', signature = ''] = next.split('.');
  const forged = Buffer.from(JSON.stringify(['', '0'.repeat(24)])).toString('base64url');
  const other = await addOtherAccount(service);
  for (const [cursor, more] of [
    [`${next}x`, {}],
    [`${next}.`, {}],
    [`${place}.${signature.slice(0, -1)}`, {}],
    [`${forged}.${signature}`, {}],
    [place, {}],
    ['.', {}],
    ['\0', {}],
    ['💥', {}],
    [next, { sort: '-name' }],
    [next, { sort: 'creationDate' }],
  ] as const) {
    const response = await service.call({
      url: `${TOKENS}?${new URLSearchParams({ limit: '2', sort: 'name', ...more, cursor })}`,
    });
    assert.equal(response.statusCode, 400, cursor);
    assert.match(response.json().message, /`cursor`/);
  }
  const foreign = await service.call({ url: page._links.next?.href ?? '', as: other.secret });
  assert.equal(foreign.statusCode, 400, 'a cursor of another account');
  const both = await service.call({ url: `${TOKENS}?cursor=&offset=1` });
  assert.match(both.json().message, /`cursor` and `offset`/);
  assert.equal((await read(service, page._links.next?.href ?? '')).items.length, 2);
});

test('a value that is not known is refused by the name of its parameter', async (t) => {
  const service = await startTestService(t);
  const { secret: nobody } = await service.addMember('no_access', 'reader');
  const asOwner = service.ownerSecret;
  await service.call({
    method: 'POST',
    url: '/api/v2/roles',
    payload: { key: 'ops', name: 'Ops', policy: [] },
  });
  for (const [query, field, as] of [
    ['status=broken', 'status', asOwner],
    ['status=active|', 'status', asOwner],
    ['status=deleted', 'status', asOwner],
    ['type=robot', 'type', asOwner],
    ['role=raeder', 'role', asOwner],
    ['role=ops', 'role', nobody],
    ['owner=somebody', 'owner', asOwner],
    ['unusedFor=90', 'unusedFor', asOwner],
    ['unusedFor=0d', 'unusedFor', asOwner],
    ['unusedFor=9m', 'unusedFor', asOwner],
    ['sort=token', 'sort', asOwner],
    ['sort=--name', 'sort', asOwner],
    ['health=fine', 'health', asOwner],
    ['tag=', 'tag', asOwner],
    ['q=a&q=b', 'q', asOwner],
    [`q=${'x'.repeat(257)}`, 'q', asOwner],
  ] as const) {
    const response = await service.call({ url: `${TOKENS}?${query}`, as });
    assert.equal(response.statusCode, 400, query);
    assert.match(response.json().message, new RegExp(`^\`${field}\``), query);
  }
  const { _id } = await service.createToken({ customRoleIds: ['ops'], serviceToken: true });
  const found = await read(service, `${TOKENS}?role=ops|owner&type=service`);
  assert.deepEqual(
    found.items.map((item) => item._id),
    [_id],
  );
});

test('tokens of a removed member stay listed for administrators, as holder_gone', async (t) => {
  const service = await startTestService(t);
  const { member } = await service.addMember('reader', 'reader');
  const query = (status: string) => `${TOKENS}?showAll=true&owner=${member.id}&status=${status}`;
  assert.equal((await read(service, query('active'))).totalCount, 1);
  await changeMember(service, member.id, { removedAt: service.clock.nowMs });
  assert.equal((await read(service, query('active'))).totalCount, 0);
  assert.equal((await read(service, query('holder_gone'))).totalCount, 1);
});

test('nothing of another account is found, counted or used to sort', async (t) => {
  const service = await startTestService(t);
  const other = await addOtherAccount(service);
  const { name, id, lastFour } = other.token;
  for (const query of [
    { q: name },
    { q: id },
    { q: lastFour },
    { q: 'of' },
    { q: other.member.email },
    { q: 'ot' },
    { owner: other.member.id },
    { owner: other.member.email },
    { role: 'owner', type: 'personal', q: 'other' },
  ]) {
    const { totalCount } = await read(service, urlOf({ ...query, showAll: 'true' }));
    assert.equal(totalCount, 0, JSON.stringify(query));
  }
  assert.equal((await read(service, urlOf({ showAll: 'true' }))).totalCount, 1);
  for (const sort of SORTS) {
    const mine = await everyPage(service, urlOf({ showAll: 'true', sort }, { cursor: '' }), other.secret);
    assert.deepEqual(mine, [id]);
  }
  const payload = { name: 'tagged', role: 'reader', tags: ['of-both'] };
  const made = await service.call({ method: 'POST', url: '/api/v2/tokens', as: other.secret, payload });
  assert.equal(made.statusCode, 201, made.body);
  for (let index = 0; index < 2; index++) await service.createToken(payload);
  const tagged = await read(service, urlOf({ tag: ['of-both'], showAll: 'true' }, { limit: '1' }));
  assert.deepEqual([tagged.items.length, tagged.totalCount], [1, 2]);
});

test('a member whose roles name single tokens is listed those and no others', async (t) => {
  const service = await startTestService(t);
  const { member, secret } = await service.addMember('reader', 'owner');
  const tagged = await service.createToken({
    name: 'x',
    role: 'reader',
    serviceToken: true,
    tags: ['export'],
  });
  await service.createToken({ name: 'y', role: 'reader', serviceToken: true });
  const role = await service.call({
    method: 'POST',
    url: '/api/v2/roles',
    payload: {
      key: 'exporter',
      name: 'Exporter',
      policy: [{ effect: 'allow', resources: ['service-token/*;export'], actions: ['viewToken'] }],
    },
  });
  assert.equal(role.statusCode, 201, role.body);
  const { _id } = role.json();
  const { accountId, clock, deployment } = service;
  await deployment.store.change(clock, async (changes) => {
    const version = member.version + 1;
    await changes.members.updateMember({ ...member, customRoleIds: [_id], version });
    changes.recordChange({ accountId, kind: 'member', id: member.id });
  });
  const services = await read(service, `${TOKENS}?type=service`, secret);
  assert.deepEqual(
    services.items.map((item) => item._id),
    [tagged._id],
  );
  assert.equal((await service.call({ url: `${TOKENS}/${tagged._id}`, as: secret })).statusCode, 200);
});

test('what is searched has no order of attention, and says so', async (t) => {
  const service = await startTestService(t);
  for (const more of ['q=deploy', 'health=old']) {
    const response = await service.call({ url: `${TOKENS}?sort=attention&${more}` });
    assert.equal(response.statusCode, 400, more);
    assert.match(response.json().message, /`sort`/);
  }
  const backwards = await service.call({ url: `${TOKENS}?sort=-attention` });
  assert.equal(backwards.statusCode, 400);
});
