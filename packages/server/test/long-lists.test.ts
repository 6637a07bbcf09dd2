import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { NEWEST_FIRST } from '../src/storage/token-list-store.ts';
import { listTokens } from '../src/tokens/list-tokens.ts';
import { authenticate } from '../src/verification/authenticate.ts';
import { addServiceTokens } from './add-service-tokens.ts';
import { startTestService } from './test-service.ts';

const TOKENS = '/api/v2/tokens';
const OLDER = { 'ld-api-version': '20220603' };
/** A policy that may speak of single tokens: a list is decided token by token. */
const SEES_ALL = [{ effect: 'allow', resources: ['service-token/*'], actions: ['viewToken'] }];

test('a long list is decided in slices, and between them others have their turn', async (t) => {
  const service = await startTestService(t);
  const { token } = await service.createToken({ inlineRole: SEES_ALL, serviceToken: true });
  addServiceTokens(service, 3_000);
  const authentication = await authenticate(service.deployment, token, {
    address: '127.0.0.1',
    changes: false,
  });
  assert.equal(authentication.outcome, 'authenticated');
  const { rights, ...rest } = authentication.principal;
  const decisions = { all: 0, ofTurn: 0, mostOfTurn: 0 };
  const principal = {
    ...rest,
    get rights() {
      decisions.all++;
      decisions.ofTurn++;
      decisions.mostOfTurn = Math.max(decisions.mostOfTurn, decisions.ofTurn);
      return rights;
    },
  };
  let isListed = false;
  const others = (async () => {
    while (!isListed) {
      await setImmediate();
      decisions.ofTurn = 0;
    }
  })();
  const list = await listTokens(
    service.deployment,
    principal,
    { showAll: false, conditions: [] },
    NEWEST_FIRST,
    { limit: 10, offset: 0 },
  );
  isListed = true;
  await others;
  assert.deepEqual([list.items.length, list.totalCount], [10, 3_001]);
  assert.ok(decisions.all >= 3_000, `${decisions.all} decisions`);
  assert.ok(decisions.mostOfTurn <= 300, `${decisions.mostOfTurn} decisions in one turn`);
});

test('a list of an older version ends at 5000 tokens, and its links lead to the others', async (t) => {
  const service = await startTestService(t);
  const { token } = await service.createToken({ inlineRole: SEES_ALL, serviceToken: true });
  addServiceTokens(service, 5_010);
  for (const [as, total] of [
    [service.ownerSecret, 5_012],
    [token, 5_011],
  ] as const) {
    const first = (await service.call({ url: TOKENS, headers: OLDER, as })).json();
    assert.deepEqual([first.items.length, first.totalCount], [5_000, total]);
    const seen = new Set(first.items.map(({ _id }: { _id: string }) => _id));
    for (let href = first._links.next?.href; href !== undefined; ) {
      const page = (await service.call({ url: href, headers: OLDER, as })).json();
      for (const { _id } of page.items) seen.add(_id);
      href = page._links.next?.href;
    }
    assert.equal(seen.size, total, 'each token is on one page');
  }
});
