import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newObjectId } from '../src/object-id.ts';
import { addOtherAccount } from './listed-tokens.ts';
import { startTestService, type TestService } from './test-service.ts';
import { auditOf, DAY_MS, readToken, statusOf, storedTokens, TOKENS } from './token-calls.ts';

const DISABLE = [{ op: 'replace', path: '/disabled', value: true }];

type Headers = Readonly<Record<string, string>>;

function patchAll(service: TestService, payload: object, as = service.ownerSecret) {
  return service.call({ method: 'PATCH', url: TOKENS, payload, as });
}

function deleteAll(service: TestService, payload: object, as = service.ownerSecret, headers: Headers = {}) {
  return service.call({ method: 'POST', url: `${TOKENS}/bulk-delete`, payload, as, headers });
}

async function makeTokens(service: TestService, count: number, more: object = {}) {
  const made = [];
  for (let index = 0; index < count; index++) {
    made.push(await service.createToken({ name: `t${index}`, role: 'reader', serviceToken: true, ...more }));
  }
  return made;
}

test('several tokens are changed alike, each with an entry of its own', async (t) => {
  const service = await startTestService(t);
  const made = await makeTokens(service, 3);
  const ids = made.map(({ _id }) => _id);
  const expiry = service.clock.nowMs + DAY_MS;
  const response = await patchAll(service, {
    tokenIds: ids,
    merge: { disabled: true, expiry },
    comment: 'clean-up',
  });
  assert.equal(response.statusCode, 200, response.body);
  assert.deepEqual(response.json(), {
    tokens: ids,
    errors: [],
    effectiveEverywhereBy: service.clock.nowMs + 5_000,
  });
  for (const { _id, token } of made) {
    const read = await readToken(service, _id);
    assert.deepEqual([read.status, read.expiry], ['disabled', expiry]);
    assert.equal(await statusOf(service, token), 401);
  }
  const entries = auditOf(service, 'updateAccessTokenExpiry').map(({ target, comment }) => [
    (target as { id: string }).id,
    comment,
  ]);
  assert.deepEqual(entries, ids.map((id) => [id, 'clean-up']).reverse());
});

test('one that fails keeps no other back, and says what the single call says', async (t) => {
  const service = await startTestService(t);
  const other = await addOtherAccount(service);
  const { secret: reader, member } = await service.addMember('reader', 'admin');
  const own = (await service.call({ url: '/api/v2/caller-identity', as: reader })).json().tokenId;
  const [shared] = await makeTokens(service, 1);
  const hidden = await service.createToken({ name: 'hidden', role: 'reader' });
  assert.ok(shared);
  const ids = [shared._id, hidden._id, other.token.id, newObjectId(), own];
  const single: Record<string, unknown>[] = [];
  for (const id of ids) {
    const response = await service.call({
      method: 'PATCH',
      url: `${TOKENS}/${id}`,
      payload: DISABLE,
      as: reader,
    });
    single.push(response.json());
  }
  await service.flush();
  const before = storedTokens(service);
  const response = await patchAll(service, { tokenIds: ids, patch: DISABLE }, reader);
  assert.equal(response.statusCode, 200, response.body);
  const { tokens, errors } = response.json();
  assert.deepEqual(tokens, []);
  for (const [index, id] of ids.entries()) {
    const { requestId: _, ...refusal } = single[index] ?? {};
    assert.deepEqual(errors[index], { [id]: refusal });
  }
  assert.equal(errors[0][shared._id].code, 'forbidden');
  assert.deepEqual(
    errors.slice(1, 4).map((error: object) => Object.values(error)[0].code),
    ['not_found', 'not_found', 'not_found'],
  );
  assert.deepEqual(storedTokens(service), before);
  await service.flush();
  const refusals = auditOf(service, 'updateAccessTokenStatus').filter(({ result }) => result === 'denied');
  assert.ok(
    refusals.some(({ target }) => (target as { id: string }).id === 'patchTokens'),
    'denials are audited',
  );
  assert.equal((await readToken(service, own)).status, 'active');

  const mixed = await patchAll(service, { tokenIds: ids, patch: DISABLE });
  assert.deepEqual(mixed.json().tokens, [shared._id, hidden._id, own]);
  assert.deepEqual(
    mixed.json().errors.map((error: object) => Object.keys(error)[0]),
    ids.slice(2, 4),
  );
  assert.equal((await readToken(service, own)).memberId, member.id);
});

test('what gives rights is judged for each: a caller enables what they hold and nothing more', async (t) => {
  const service = await startTestService(t);
  const [weak, strong] = [
    await service.createToken({ name: 'weak', role: 'reader', serviceToken: true }),
    await service.createToken({ name: 'strong', role: 'owner', serviceToken: true }),
  ];
  const tokenIds = [strong._id, weak._id];
  assert.deepEqual((await patchAll(service, { tokenIds, patch: DISABLE })).json().tokens, tokenIds);
  const { secret: admin } = await service.addMember('admin', 'admin');
  const enable = [{ op: 'replace', path: '/disabled', value: false }];
  const response = (await patchAll(service, { tokenIds, patch: enable }, admin)).json();
  assert.deepEqual(response.tokens, [weak._id]);
  assert.equal(response.errors[0][strong._id].code, 'forbidden');
  assert.equal((await readToken(service, strong._id)).status, 'disabled');
});

test('several tokens are deleted: from the answer on none of their secrets is served', async (t) => {
  const service = await startTestService(t);
  const made = await makeTokens(service, 4);
  const [kept, ...gone] = made;
  const missing = newObjectId();
  const tokenIds = [...gone.map(({ _id }) => _id), missing];
  const response = await deleteAll(service, { tokenIds, confirmCount: 4 });
  assert.equal(response.statusCode, 200, response.body);
  assert.deepEqual(response.json(), {
    tokens: gone.map(({ _id }) => _id),
    errors: [{ [missing]: { code: 'not_found', message: 'Invalid resource identifier' } }],
    effectiveEverywhereBy: service.clock.nowMs + 5_000,
  });
  for (const { token } of gone) assert.equal(await statusOf(service, token), 401);
  assert.equal(await statusOf(service, kept?.token ?? ''), 200);
  assert.deepEqual(
    auditOf(service, 'deleteAccessToken').map(({ target }) => (target as { id: string }).id),
    gone.map(({ _id }) => _id).reverse(),
  );
});

test('a repeated deletion with the same key happens once and is answered alike', async (t) => {
  const service = await startTestService(t);
  const made = await makeTokens(service, 2);
  const payload = { tokenIds: [newObjectId(), ...made.map(({ _id }) => _id)] };
  const headers = { 'idempotency-key': 'clean-up-1' };
  const first = await deleteAll(service, payload, service.ownerSecret, headers);
  const second = await deleteAll(service, payload, service.ownerSecret, headers);
  assert.equal(second.headers['idempotent-replayed'], 'true');
  assert.equal(second.body, first.body);
  assert.equal(first.json().tokens.length, 2);
  assert.equal(auditOf(service, 'deleteAccessToken').length, 2);
  const other = await deleteAll(service, { tokenIds: [newObjectId()] }, service.ownerSecret, headers);
  assert.equal(other.statusCode, 422);
});

test('a token that is among those it deletes or disables comes last, so that the others are done before it', async (t) => {
  const service = await startTestService(t);
  for (const act of [
    (tokenIds: readonly string[], as: string) => deleteAll(service, { tokenIds }, as),
    (tokenIds: readonly string[], as: string) => patchAll(service, { tokenIds, patch: DISABLE }, as),
  ]) {
    const [first, last] = await makeTokens(service, 2);
    const self = await service.createToken({ name: 'self', role: 'owner', serviceToken: true });
    const missing = newObjectId();
    const tokenIds = [self._id, String(first?._id), missing, String(last?._id)];
    const response = (await act(tokenIds, self.token)).json();
    assert.deepEqual(response.tokens, [self._id, first?._id, last?._id], 'in the order that was asked');
    assert.deepEqual(response.errors, [
      { [missing]: { code: 'not_found', message: 'Invalid resource identifier' } },
    ]);
    for (const { token } of [self, first, last] as { token: string }[]) {
      assert.equal(await statusOf(service, token), 401);
    }
    const [newest] = service.query('select record from audit_entries order by number desc limit 1');
    assert.equal(JSON.parse(String(newest?.record)).target.id, self._id);
  }
});

test('a fault on our side is one of the errors, and what was done before it is told', async (t) => {
  const service = await startTestService(t);
  const [first, second] = await makeTokens(service, 2);
  assert.ok(first && second);
  service.write(
    `create trigger no before update of deleted_at on tokens when new.id = '${first._id}' begin select raise(abort, 'no'); end`,
  );
  const response = await deleteAll(service, { tokenIds: [first._id, second._id] });
  assert.deepEqual(response.json().tokens, [second._id]);
  assert.equal(response.json().errors[0][first._id].code, 'internal_error');
  assert.equal(await statusOf(service, first.token), 200);
  service.write('drop trigger no');
});

test('a body that is not one is refused whole, by name', async (t) => {
  const service = await startTestService(t);
  const [one] = await makeTokens(service, 1);
  const id = one?._id ?? '';
  const before = storedTokens(service);
  for (const [payload, field] of [
    [{ tokenIds: [], patch: DISABLE }, 'tokenIds'],
    [{ tokenIds: [id, id], patch: DISABLE }, 'tokenIds'],
    [{ tokenIds: Array.from({ length: 101 }, newObjectId), patch: DISABLE }, 'tokenIds'],
    [{ tokenIds: ['x'], patch: DISABLE }, 'tokenIds.0'],
    [{ tokenIds: [id] }, 'patch'],
    [{ tokenIds: [id], patch: DISABLE, merge: {} }, 'patch'],
    [{ tokenIds: [id], patch: [{ op: 'replace', path: '/name' }] }, 'value'],
    [{ tokenIds: [id], patch: DISABLE, all: true }, 'all'],
  ] as const) {
    const response = await patchAll(service, payload);
    assert.equal(response.statusCode, 400, response.body);
    assert.match(response.json().message, new RegExp(`\`${field}\``));
  }
  for (const [payload, field] of [
    [{ tokenIds: [id], confirmCount: 2 }, 'confirmCount'],
    [{ tokenIds: [id, id] }, 'tokenIds'],
    [{}, 'tokenIds'],
  ] as const) {
    const response = await deleteAll(service, payload);
    assert.equal(response.statusCode, 400, response.body);
    assert.match(response.json().message, new RegExp(`\`${field}\``));
  }
  assert.deepEqual(storedTokens(service), before);
});
