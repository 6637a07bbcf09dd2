import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { type TestContext, test } from 'node:test';
import { assertWholeDatabase } from './assert-whole-database.ts';
import { callApi, createToken, statusOfSecret } from './call-api.ts';
import { startKeyward, startOwnedKeyward } from './keyward-process.ts';

/** Debian's package; a machine that cannot have it fails the test. */
function requireStrace(): void {
  if (spawnSync('strace', ['-V']).status === 0) return;
  execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'strace'], { stdio: 'ignore' });
}

/** From now on the process cannot bring anything to its disk. @returns a function that ends this */
async function failSyncs(t: TestContext, pid: number): Promise<() => Promise<void>> {
  const words = ['-f', '-qq', '-e', 'trace=fsync,fdatasync', '-e', 'inject=fsync,fdatasync:error=EIO'];
  const strace = spawn('strace', [...words, '-o', '/dev/null', '-p', String(pid)], { stdio: 'ignore' });
  const ended = once(strace, 'close');
  t.after(() => strace.kill('SIGKILL'));
  while (!isTraced(pid)) await new Promise((resolve) => setTimeout(resolve, 10));
  return async () => {
    strace.kill('SIGTERM');
    await ended;
  };
}

function isTraced(pid: number): boolean {
  const tasks = execFileSync('sh', ['-c', `cat /proc/${pid}/task/*/status | grep TracerPid`], {
    encoding: 'utf8',
  });
  return tasks
    .trim()
    .split('\n')
    .every((line) => !line.endsWith('\t0'));
}

test('a disk that fails to sync: no 201, nothing stored, not ready until writes work, and reads go on', async (t) => {
  requireStrace();
  const { url, pid, data, ownerSecret: secret, stop } = await startOwnedKeyward(t);
  const before = await createToken(url, secret);
  const isReady = async () => (await callApi(url, '/readyz')).status;
  const post = () => callApi(url, '/api/v2/tokens', { secret, method: 'POST', body: { role: 'reader' } });
  assert.equal(await isReady(), 200);

  const mend = await failSyncs(t, pid);
  for (let attempt = 0; attempt < 3; attempt++) {
    const refused = await post();
    assert.equal(refused.status, 503, refused.text);
    assert.ok(Number(refused.headers.get('retry-after')) >= 1);
  }
  const path = `/api/v2/tokens/${before.id}`;
  assert.equal((await callApi(url, path, { secret, method: 'DELETE' })).status, 503);
  assert.equal(await isReady(), 503);
  assert.equal((await callApi(url, '/healthz')).status, 200, 'alive');
  assert.equal(await statusOfSecret(url, before.secret), 200, 'the refused delete did nothing');

  await mend();
  assert.equal(await isReady(), 200);
  const later = await post();
  assert.equal(later.status, 201, later.text);
  const list = await callApi(url, '/api/v2/tokens?limit=1', { secret });
  assert.equal(list.body?.totalCount, 3, 'no refused create was stored');
  assertWholeDatabase(data);
  await stop();
  const again = await startKeyward(t, { data });
  assert.equal(await statusOfSecret(again.url, String(later.body?.token)), 200);
});
