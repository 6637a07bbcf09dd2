/** Two calls at once, with a pause where it hurts most: after a call was judged, before its transaction. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beforeNextChange } from './before-next-change.ts';
import { startTestService, type TestService } from './test-service.ts';
import {
  changeMember,
  clone,
  DAY_MS,
  HOUR_MS,
  patch,
  putToken,
  readToken,
  reset,
  statusOf,
  storedTokens,
  TOKENS,
} from './token-calls.ts';

const RESET_ROUNDS = Number(process.env.KEYWARD_RESET_ROUNDS ?? 100);

test(`R1: ${RESET_ROUNDS} times two resets at once: one current secret is left, that of the last commit`, async (t) => {
  const service = await startTestService(t);
  const { store } = service.deployment;
  const { change } = store;
  const committed: string[] = [];
  t.mock.method(store, 'change', async (...words: Parameters<typeof change>) => {
    const result = await change(...words);
    committed.push((result as { readonly bearerToken?: string }).bearerToken ?? '');
    return result;
  });
  for (const serviceToken of [false, true]) {
    const { _id, token } = await service.createToken({ role: 'reader', serviceToken });
    let current = token;
    for (let round = 0; round < RESET_ROUNDS / 2; round++) {
      committed.length = 0;
      const answers = await Promise.all([reset(service, _id), reset(service, _id)]);
      const won = answers.filter(({ statusCode }) => statusCode === 200).map((answer) => answer.json().token);
      const lost = answers.filter(({ statusCode }) => statusCode !== 200);
      assert.ok(lost.every(({ statusCode }) => statusCode === 409));
      assert.deepEqual(
        won.toSorted(),
        committed.toSorted(),
        'who was answered 200 was committed, and nobody else',
      );
      const last = committed.at(-1) ?? '';
      for (const secret of new Set([current, ...won])) {
        assert.equal(await statusOf(service, secret), secret === last ? 200 : 401);
      }
      current = last;
    }
    const left = service.query(
      `select count(*) as n from token_secrets where token_id = '${_id}' and superseded_at is null`,
    );
    assert.equal(left[0]?.n, 1);
  }
});

test('R3: a reset that races a narrower scope never gives its secret the wider one', async (t) => {
  const service = await startTestService(t);
  const { _id } = await service.createToken({ role: 'admin' });
  beforeNextChange(t, service, () => patch(service, _id, { merge: { role: 'reader' } }));
  const raced = await reset(service, _id);
  assert.equal(raced.statusCode, 409, 'the secret was judged on the wider scope');
  const fresh = (await reset(service, _id)).json();
  assert.equal(fresh.role, 'reader');
  const denied = await service.call({
    method: 'POST',
    url: TOKENS,
    payload: { role: 'reader' },
    as: fresh.token,
  });
  assert.equal(denied.statusCode, 403);

  beforeNextChange(t, service, () => reset(service, _id));
  const widened = await patch(service, _id, { merge: { role: 'admin' } });
  assert.equal(widened.statusCode, 409, 'what gives rights was judged on another token');
  assert.equal((await readToken(service, _id)).role, 'reader');
});

test('R4: 199 service tokens and 50 more at once, made and cloned: exactly one of them is made', async (t) => {
  const service = await startTestService(t);
  const first = await service.createToken({ role: 'reader', serviceToken: true });
  const { member } = await service.addMember('owner', 'owner');
  for (let made = 1; made < 199; made++) await putToken(service, { memberId: member.id, kind: 'service' });
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      index % 2 === 0
        ? service.call({ method: 'POST', url: TOKENS, payload: { role: 'reader', serviceToken: true } })
        : clone(service, first._id, { serviceToken: true }),
    ),
  );
  const statuses = answers.map(({ statusCode }) => statusCode).sort();
  assert.deepEqual(statuses, [201, ...Array(49).fill(403)]);
  const [count] = service.query(
    "select count(*) as n from tokens where kind = 'service' and deleted_at is null",
  );
  assert.equal(count?.n, 200);
});

test('R5: while service tokens are made, cloned and deleted at once, no commit has more than the limit', async (t) => {
  const service = await startTestService(t);
  service.query('update accounts set settings = \'{"serviceTokenLimit":5}\'');
  const counts: number[] = [];
  const count = () =>
    Number(
      service.query("select count(*) as n from tokens where kind = 'service' and deleted_at is null")[0]?.n,
    );
  t.after(service.deployment.store.onChange(() => void counts.push(count())));
  const payload = { role: 'reader', serviceToken: true };
  const made: string[] = [];
  const worker = async (index: number) => {
    for (let round = 0; round < 12; round++) {
      const first = made[0];
      const isClone = (index + round) % 3 === 0 && first !== undefined;
      const answer = isClone
        ? await clone(service, first, { serviceToken: true })
        : await service.call({ method: 'POST', url: TOKENS, payload });
      if (answer.statusCode === 201) made.push(answer.json()._id);
      const gone = round % 2 === 1 ? made.shift() : undefined;
      if (gone !== undefined) await service.call({ method: 'DELETE', url: `${TOKENS}/${gone}` });
    }
  };
  await Promise.all(Array.from({ length: 12 }, (_, index) => worker(index)));
  assert.ok(counts.length > 30, `${counts.length} commits`);
  assert.equal(Math.max(...counts), 5);
  assert.equal(count(), made.length);
});

test('R6: two changes of different fields are both kept, whichever is first', async (t) => {
  const service = await startTestService(t);
  const { _id } = await service.createToken({ role: 'reader', serviceToken: true });
  beforeNextChange(t, service, () => patch(service, _id, { merge: { description: 'second', tags: ['x'] } }));
  assert.equal((await patch(service, _id, { merge: { name: 'first', disabled: true } })).statusCode, 200);
  assert.partialDeepStrictEqual(await readToken(service, _id), {
    name: 'first',
    description: 'second',
    tags: ['x'],
    disabled: true,
  });
  for (let round = 0; round < 10; round++) {
    const fields = ['name', 'description'].map((field) => ({ [field]: `${field} ${round}` }));
    const answers = await Promise.all(fields.map((merge) => patch(service, _id, { merge })));
    for (const { statusCode } of answers) assert.equal(statusCode, 200);
    assert.partialDeepStrictEqual(await readToken(service, _id), Object.assign({}, ...fields));
  }
});

test('a test in a patch holds at the moment of the change', async (t) => {
  const service = await startTestService(t);
  const { _id } = await service.createToken({ role: 'reader', name: 'a' });
  beforeNextChange(t, service, () => patch(service, _id, { merge: { name: 'b' } }));
  const body = [
    { op: 'test', path: '/name', value: 'a' },
    { op: 'replace', path: '/name', value: 'c' },
  ];
  assert.equal((await patch(service, _id, body)).statusCode, 422);
  assert.equal((await readToken(service, _id)).name, 'b');
});

test('a change that somebody else made meanwhile is not made and audited twice', async (t) => {
  const service = await startTestService(t);
  const { _id } = await service.createToken({ role: 'reader' });
  const disable = () => patch(service, _id, { merge: { disabled: true } });
  let between: unknown;
  beforeNextChange(t, service, async () => {
    await disable();
    between = storedTokens(service);
  });
  assert.equal((await disable()).statusCode, 409);
  assert.deepEqual(storedTokens(service), between);
  assert.equal((await disable()).statusCode, 200, 'and again it is as was wanted');
});

/** Each way to give rights. The target is a token of the owner's, or `shared`, a service token. */
const GRANTS = {
  create: (service: TestService, as: string) =>
    service.call({ method: 'POST', url: TOKENS, payload: { role: 'admin', serviceToken: true }, as }),
  clone: (service: TestService, as: string, { shared }: Targets) =>
    clone(service, shared, { serviceToken: true }, as),
  reset: (service: TestService, as: string, { shared }: Targets) => reset(service, shared, {}, as),
  enable: (service: TestService, as: string, { disabled }: Targets) =>
    patch(service, disabled, { merge: { disabled: false } }, as),
  'lengthen the life': (service: TestService, as: string, { disabled }: Targets) =>
    patch(service, disabled, { merge: { expiry: null } }, as),
  'widen the scope': (service: TestService, as: string, { personal }: Targets) =>
    patch(service, personal, { merge: { role: 'admin' } }, as),
  'lengthen an older secret': (service: TestService, as: string, { older }: Targets) =>
    service.call({
      method: 'PATCH',
      url: older,
      payload: [{ op: 'replace', path: '/expiry', value: service.clock.nowMs + 2 * HOUR_MS }],
      as,
    }),
} as const;

interface Targets {
  readonly shared: string;
  readonly disabled: string;
  readonly personal: string;
  readonly older: string;
}

async function makeTargets(service: TestService): Promise<Targets> {
  const scope = { role: 'admin', serviceToken: true };
  const shared = (await service.createToken(scope))._id;
  const expiry = service.clock.nowMs + DAY_MS;
  const disabled = (await service.createToken({ ...scope, expiry }))._id;
  await patch(service, disabled, { merge: { disabled: true } });
  const personal = (await service.createToken({ role: 'reader' }))._id;
  const answer = await reset(service, shared, { expiry: service.clock.nowMs + HOUR_MS });
  const older = `${TOKENS}/${shared}/previous-secrets/${answer.json().previousSecrets[0]._id}`;
  return { shared, disabled, personal, older };
}

test('R7: who loses rights while giving them gives nothing, in every way to give', async (t) => {
  const service = await startTestService(t);
  const targets = await makeTargets(service);
  for (const [name, grant] of Object.entries(GRANTS)) {
    for (const [loss, status] of [
      [{ role: 'reader' }, 409],
      [{ removedAt: service.clock.nowMs }, 401],
    ] as const) {
      const { member, secret } = await service.addMember('admin', 'admin');
      let between: unknown;
      beforeNextChange(t, service, async () => {
        await changeMember(service, member.id, loss);
        between = storedTokens(service);
      });
      const response = await grant(service, secret, targets);
      assert.equal(response.statusCode, status, `${name}: ${response.body}`);
      assert.deepEqual(storedTokens(service), between, name);
    }
  }
});

test('who could give it before can give it: the same calls succeed when nothing happens between', async (t) => {
  const service = await startTestService(t);
  const targets = await makeTargets(service);
  const { secret } = await service.addMember('admin', 'admin');
  for (const [name, grant] of Object.entries(GRANTS)) {
    if (name === 'reset') continue;
    const response = await grant(service, secret, targets);
    assert.ok(response.statusCode < 300, `${name}: ${response.body}`);
  }
  assert.equal((await GRANTS.reset(service, secret, targets)).statusCode, 200);
});

test('a holder who rises meanwhile is not enabled by somebody who holds less', async (t) => {
  const service = await startTestService(t);
  const { member, secret } = await service.addMember('reader', 'owner');
  const { secret: admin } = await service.addMember('admin', 'admin');
  const id = (await service.call({ url: '/api/v2/caller-identity', as: secret })).json().tokenId;
  await patch(service, id, { merge: { disabled: true } });
  beforeNextChange(t, service, () => changeMember(service, member.id, { role: 'owner' }));
  const response = await patch(service, id, { merge: { disabled: false } }, admin);
  assert.equal(response.statusCode, 409, response.body);
  assert.equal((await readToken(service, id)).disabled, true);
});

test('an older secret that ends while it calls changes nothing', async (t) => {
  const service = await startTestService(t);
  for (const end of ['by hand', 'by time'] as const) {
    const { _id, token: old } = await service.createToken({ role: 'admin' });
    const expiry = service.clock.nowMs + HOUR_MS;
    const [older] = (await reset(service, _id, { expiry })).json().previousSecrets;
    const url = `${TOKENS}/${_id}/previous-secrets/${older._id}`;
    let between: unknown;
    beforeNextChange(t, service, async () => {
      if (end === 'by hand') await service.call({ method: 'DELETE', url });
      else service.clock.nowMs = expiry;
      between = storedTokens(service);
    });
    const response = await service.call({
      method: 'POST',
      url: TOKENS,
      payload: { role: 'reader' },
      as: old,
    });
    assert.equal(response.statusCode, 401, `${end}: ${response.body}`);
    assert.deepEqual(storedTokens(service), between);
  }
});

test('a service token goes on while its creator is changed: it acts for itself', async (t) => {
  const service = await startTestService(t);
  const { member, secret } = await service.addMember('admin', 'admin');
  const payload = { role: 'admin', serviceToken: true };
  const { token } = (await service.call({ method: 'POST', url: TOKENS, payload, as: secret })).json();
  const { _id } = await service.createToken({ role: 'reader', serviceToken: true });
  beforeNextChange(t, service, () => changeMember(service, member.id, { role: 'reader' }));
  const response = await patch(service, _id, { merge: { name: 'renamed' } }, token);
  assert.equal(response.statusCode, 200, response.body);
});

test('a token that is tagged out of reach meanwhile is out of reach', async (t) => {
  const service = await startTestService(t);
  const inlineRole = [
    { effect: 'allow', resources: ['member/*:token/*'], actions: ['*'] },
    {
      effect: 'deny',
      resources: ['member/*:token/*;locked'],
      actions: ['resetAccessToken', 'updateAccessTokenName'],
    },
  ];
  const { token: narrow } = await service.createToken({ inlineRole });
  const within = [{ effect: 'allow', resources: ['member/*:token/*'], actions: ['viewToken'] }];
  for (const [call, status] of [
    [(id: string) => reset(service, id, {}, narrow), 409],
    [(id: string) => patch(service, id, { merge: { name: 'x' } }, narrow), 403],
  ] as const) {
    const { _id } = await service.createToken({ inlineRole: within });
    let between: unknown;
    beforeNextChange(t, service, async () => {
      await patch(service, _id, { merge: { tags: ['locked'] } });
      between = storedTokens(service);
    });
    const response = await call(_id);
    assert.equal(response.statusCode, status, response.body);
    assert.deepEqual(storedTokens(service), between);
    assert.equal((await call(_id)).statusCode, 403, 'and stays out of reach');
  }
});
