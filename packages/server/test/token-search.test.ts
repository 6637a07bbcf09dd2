import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { startTestService, type TestService } from './test-service.ts';
import { patch, TOKENS } from './token-calls.ts';

interface Answer {
  readonly items: readonly { readonly _id: string }[];
  readonly totalCount: number;
}

async function read(service: TestService, url: string): Promise<Answer> {
  const response = await service.call({ url });
  assert.equal(response.statusCode, 200, `${url}: ${response.body}`);
  return response.json();
}

test('whatever is searched for is text and never a fault', async (t) => {
  const service = await startTestService(t);
  await service.createToken({ name: 'a NEAR(x y) name:"z" *', role: 'reader' });
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.string({ maxLength: 40 }),
        fc.stringMatching(/^["*^(){}:+\-%_\\'\0 a-z]{1,20}$/),
        fc.constantFrom(
          '\0',
          'a\0b',
          '\0\0\0\0',
          '"',
          '"""',
          'name:a',
          'NEAR(a b)',
          'a OR b',
          '*',
          '^abc',
          '{name}:abc',
          '\ud800',
          'x'.repeat(256),
        ),
      ),
      async (q) => {
        const response = await service.call({ url: `${TOKENS}?${new URLSearchParams({ q })}` });
        const status = q.includes('\0') ? 400 : 200;
        assert.equal(response.statusCode, status, `${JSON.stringify(q)}: ${response.body}`);
      },
    ),
    { numRuns: 300 },
  );
  for (const q of ['NEAR(x y)', 'name:"z" *', 'near(X', 'a ']) {
    const { totalCount } = await read(service, `${TOKENS}?${new URLSearchParams({ q })}`);
    assert.equal(totalCount, 1, JSON.stringify(q));
  }
  for (const q of ['NEAR(y x)', 'name:z', 'a OR b', '*a*']) {
    const { totalCount } = await read(service, `${TOKENS}?${new URLSearchParams({ q })}`);
    assert.equal(totalCount, 0, JSON.stringify(q));
  }
});

test('a secret is not searched for in an address', async (t) => {
  const service = await startTestService(t);
  const { token } = await service.createToken({ name: 'leaked', role: 'reader' });
  const response = await service.app.inject({
    url: `${TOKENS}?q=${token}`,
    headers: { authorization: service.ownerSecret },
  });
  assert.equal(response.statusCode, 400);
  assert.match(response.json().message, /^`q` holds what looks like an access token/);
  assert.match(response.json().hint, /POST \/api\/v2\/tokens\/lookup/);
});

test('a search finds what a token and its holder are called now, and no longer what they were called', async (t) => {
  const service = await startTestService(t);
  const { member } = await service.addMember('reader', 'reader');
  const { _id } = await service.createToken({ name: 'before', description: 'old words', role: 'reader' });
  const found = async (q: string) =>
    (await read(service, `${TOKENS}?${new URLSearchParams({ showAll: 'true', q })}`)).items.map(
      (item) => item._id,
    );
  const [personal] = await found(member.email.slice(0, 12));
  assert.ok(personal);
  assert.deepEqual(await found('old words'), [_id]);
  await patch(service, _id, [
    { op: 'replace', path: '/name', value: 'after' },
    { op: 'replace', path: '/description', value: 'new words' },
  ]);
  assert.deepEqual([await found('before'), await found('old words')], [[], []]);
  assert.deepEqual([await found('after'), await found('new words')], [[_id], [_id]]);
  const reset = await service.call({ method: 'POST', url: `${TOKENS}/${_id}/reset` });
  assert.deepEqual(await found(reset.json().token.slice(-4)), [_id]);

  service.write("update members set first_name = 'Renamed', version = version + 1 where id = ?", member.id);
  assert.deepEqual(await found('RENAMED'), [personal]);
  assert.deepEqual(await found('grace'), []);
  await service.call({ method: 'DELETE', url: `${TOKENS}/${_id}` });
  assert.deepEqual(await found('new words'), []);
});
