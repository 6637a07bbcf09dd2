import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { assertRefused } from './assert-refused.ts';
import { assertWholeDatabase } from './assert-whole-database.ts';
import { callApi, createToken, statusOfSecret } from './call-api.ts';
import { initKeyward, keywardCommand, startKeyward, temporaryDirectory } from './keyward-process.ts';
import { fillDisk, onSmallDisk, seenFromOutside } from './small-disk.ts';

/** A directory for a small disk, and beside it data that was made before and is copied onto the disk. */
async function prepare(t: TestContext) {
  const directory = temporaryDirectory(t);
  const disk = join(directory, 'disk');
  mkdirSync(disk);
  const prepared = join(directory, 'prepared');
  const secret = await initKeyward(prepared);
  return { directory, disk, data: join(disk, 'data'), secret, copy: `cp -a '${prepared}' "$disk/data"` };
}

test('on a full disk a running service refuses writes with 503, serves reads, and goes on when there is space', async (t) => {
  const { directory, disk, data, secret, copy } = await prepare(t);
  const server = await startKeyward(t, { data, launcher: onSmallDisk(disk, 2048, `${copy} && exec "$@"`) });
  const acknowledged = [await createToken(server.url, secret), await createToken(server.url, secret)];
  const post = () =>
    callApi(server.url, '/api/v2/tokens', { secret, method: 'POST', body: { role: 'reader' } });

  const free = fillDisk(seenFromOutside(server, disk));
  let answer = await post();
  for (let attempt = 0; answer.status === 201 && attempt < 100; attempt++) {
    acknowledged.push({ id: String(answer.body?._id), secret: String(answer.body?.token) });
    answer = await post();
  }
  for (let attempt = 0; attempt < 3; attempt++) {
    assert.equal(answer.status, 503, answer.text);
    assert.equal(answer.body?.code, 'service_unavailable');
    assert.ok(Number(answer.headers.get('retry-after')) > 0);
    answer = await post();
  }
  const [first] = acknowledged;
  assert.ok(first);
  const path = `/api/v2/tokens/${first.id}`;
  assert.equal((await callApi(server.url, path, { secret, method: 'DELETE' })).status, 503);
  assert.equal((await callApi(server.url, '/healthz')).status, 200, 'alive');
  for (const token of acknowledged) assert.equal(await statusOfSecret(server.url, token.secret), 200);
  assert.equal((await callApi(server.url, path, { secret })).status, 200, 'the refused delete did nothing');

  free();
  const later = await post();
  assert.equal(later.status, 201, later.text);
  assert.equal((await callApi(server.url, path, { secret, method: 'DELETE' })).status, 204);
  assert.equal((await callApi(server.url, '/readyz')).status, 200);
  const list = await callApi(server.url, '/api/v2/tokens?limit=1', { secret });
  assert.equal(list.body?.totalCount, 1 + acknowledged.length, 'no refused create was stored');
  // SQLite resolves links, and the way to the files from here is one; so it gets a copy.
  const copied = join(directory, 'copied');
  cpSync(seenFromOutside(server, data), copied, { recursive: true });
  assertWholeDatabase(copied);
});

test('a start on a full disk is refused, and the data is whole once there is space', async (t) => {
  const { directory, disk, data, secret, copy } = await prepare(t);
  const report = join(directory, 'report');
  const script = `${copy} && head -c 8m /dev/zero > "$disk/filler"
    timeout 30 "$@" 2> '${report}'; echo "exit $?" >> '${report}'; rm "$disk/filler"; exec "$@"`;
  const server = await startKeyward(t, { data, launcher: onSmallDisk(disk, 2048, script) });
  const [, stderr = '', code] = /^([\s\S]*)exit (\d+)\n$/.exec(readFileSync(report, 'utf8')) ?? [];
  assertRefused({ code: Number(code), signal: null, stdout: '', stderr }, [data, 'disk']);
  assert.equal(await statusOfSecret(server.url, secret), 200);
  await createToken(server.url, secret);
});

test('a first start on a disk that is too small is refused, and never stands in the way of the next one', async (t) => {
  const disk = join(temporaryDirectory(t), 'disk');
  mkdirSync(disk);
  const words = ['init', '--data', join(disk, 'data'), '--email', 'owner@example.com', '-q'];

  /** Tries on that much space, then again with enough. */
  async function tryTwice(kibibytes: number) {
    const script = `head -c ${8_192 - kibibytes}k /dev/zero > "$disk/filler"
      (timeout 30 "$@" || echo "exit $?") 2>&1
      echo "left: $(ls "$disk/data" 2>/dev/null | tr '\\n' ' ')"; rm "$disk/filler"; "$@" 2>&1`;
    const [command = '', ...rest] = [...onSmallDisk(disk, 8_192, script), ...keywardCommand(words)];
    const output = await new Promise<string>((resolve) =>
      execFile(command, rest, (_error, stdout) => resolve(stdout)),
    );
    const [, first = '', left = '', second = ''] = /^([\s\S]*)left: (.*)\n([\s\S]*)$/.exec(output) ?? [];
    const [, stderr = '', code] = /^([\s\S]*)exit (\d+)\n$/.exec(first) ?? [];
    if (code === undefined) return { hasPepper: true };
    assertRefused({ code: Number(code), signal: null, stdout: '', stderr }, [join(disk, 'data'), 'disk']);
    assert.match(second, /^kwp_\w{36}\n$/, `after ${kibibytes} KiB, which left ${left}`);
    return { hasPepper: left.includes('pepper') };
  }

  // Looks for the amount of space at which the pepper is the file that no longer fits.
  let tooSmall = 64;
  let enough = 2_048;
  while (enough - tooSmall > 4) {
    const middle = Math.round((tooSmall + enough) / 8) * 4;
    if ((await tryTwice(middle)).hasPepper) enough = middle;
    else tooSmall = middle;
  }
  assert.ok(tooSmall > 64 && enough < 2_048, 'the search ended inside its range');
});

test('D10: a read-only directory is refused, and served again once it is writable', async (t) => {
  const { directory, disk, data, secret, copy } = await prepare(t);
  const report = join(directory, 'report');
  const script = `${copy} && mount -o remount,bind,ro "$disk"
    timeout 30 "$@" 2> '${report}'; echo "exit $?" >> '${report}'; mount -o remount,bind,rw "$disk"; exec "$@"`;
  const server = await startKeyward(t, { data, launcher: onSmallDisk(disk, 2048, script) });
  const [, stderr = '', code] = /^([\s\S]*)exit (\d+)\n$/.exec(readFileSync(report, 'utf8')) ?? [];
  assertRefused({ code: Number(code), signal: null, stdout: '', stderr }, [data, 'read-only']);
  assert.equal(await statusOfSecret(server.url, secret), 200);
});
