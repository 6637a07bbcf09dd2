/** The rotation of the pepper in a data directory, with real processes. */
import assert from 'node:assert/strict';
import { readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createToken, statusOfSecret } from './call-api.ts';
import { initKeyward, startKeyward, temporaryDirectory } from './keyward-process.ts';
import { refuse, succeed } from './succeed.ts';

test('the pepper of a data directory is rotated: no secret stops working, and the old one goes when none needs it', async (t) => {
  const data = join(temporaryDirectory(t), 'data');
  const owner = await initKeyward(data);
  const first = await startKeyward(t, { data });
  const { secret } = await createToken(first.url, owner);
  await refuse(['pepper', 'rotate', '--data', data], /in use by another keyward process/);
  await first.stop();
  const old = readFileSync(join(data, 'pepper'), 'utf8');
  await succeed(['pepper', 'rotate', '--data', data]);
  assert.equal(readFileSync(join(data, 'pepper.previous'), 'utf8'), old);
  assert.notEqual(readFileSync(join(data, 'pepper'), 'utf8'), old);
  assert.equal(statSync(join(data, 'pepper')).mode & 0o777, 0o600);
  await refuse(['pepper', 'rotate', '--data', data], /a rotation is under way/);

  const second = await startKeyward(t, { data });
  assert.equal(await statusOfSecret(second.url, owner), 200);
  await second.stop();
  const { stdout } = await succeed(['pepper', 'status', '--data', data]);
  assert.match(
    stdout,
    /^current {3}[0-9a-f]{16} {2}1 secret needs it\nprevious {2}[0-9a-f]{16} {2}1 secret needs it\n$/,
  );
  const away = join(data, '..', 'pepper.previous');
  renameSync(join(data, 'pepper.previous'), away);
  await refuse(
    ['serve', '--data', data, '--port', '0'],
    /1 secret would stop working.*`KEYWARD_PEPPER_PREVIOUS`/,
  );
  const third = await startKeyward(t, { data, environment: { KEYWARD_PEPPER_PREVIOUS_FILE: away } });
  assert.equal(await statusOfSecret(third.url, secret), 200);
  await third.stop();
  const last = await startKeyward(t, { data });
  for (const each of [owner, secret]) assert.equal(await statusOfSecret(last.url, each), 200);
});
