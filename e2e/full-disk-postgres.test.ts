import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { callApi, createToken, statusOfSecret } from './call-api.ts';
import { initKeyward, startKeyward } from './keyward-process.ts';
import { fillDisk } from './small-disk.ts';
import { startPostgresOnSmallDisk } from './small-disk-postgres.ts';
import { untilReady } from './until-ready.ts';

const MOST_CREATES = 2_000;

test('when the disk of the database is full, changes are refused with 503, none is half made, tokens verify, and all goes on when there is space', async (t) => {
  const { url, disk } = await startPostgresOnSmallDisk(t);
  const environment = {
    KEYWARD_DATABASE_URL: url,
    KEYWARD_PEPPER: randomBytes(32).toString('base64'),
    KEYWARD_RATE_LIMIT: '0',
    KEYWARD_ROUTE_RATE_LIMIT: '0',
  };
  const secret = await initKeyward(undefined, { environment });
  const node = await untilReady(await startKeyward(t, { environment }));
  const acknowledged = [await createToken(node.url, secret)];
  const post = () =>
    callApi(node.url, '/api/v2/tokens', { secret, method: 'POST', body: { role: 'reader' } });

  const free = fillDisk(disk);
  let answer = await post();
  while (answer.status === 201) {
    assert.ok(acknowledged.length < MOST_CREATES, 'the disk never fills');
    acknowledged.push({ id: String(answer.body?._id), secret: String(answer.body?.token) });
    answer = await post();
  }
  t.diagnostic(`${acknowledged.length} tokens until the disk was full`);
  assert.equal(answer.status, 503, answer.text);
  assert.equal(answer.body?.code, 'service_unavailable');
  assert.ok(Number(answer.headers.get('retry-after')) > 0);
  assert.equal((await callApi(node.url, '/healthz')).status, 200, 'alive');
  for (const token of acknowledged.slice(-20)) {
    assert.notEqual(await statusOfSecret(node.url, token.secret), 401, 'no fault of ours ends a token');
  }

  free();
  await untilReady(node);
  const later = await post();
  assert.equal(later.status, 201, later.text);
  for (const token of acknowledged.slice(-20))
    assert.equal(await statusOfSecret(node.url, token.secret), 200);
  const list = await callApi(node.url, '/api/v2/tokens?limit=1', { secret });
  assert.equal(list.body?.totalCount, 2 + acknowledged.length, 'no refused create was stored');
});
