import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { freePort } from '../../../test/free-port.ts';
import { directoryWith, runKeywardIn } from './run-policy.ts';

const SECRET = 'kwp_odr6O8XjETpUuxfgqH1fCgnor5f1mN4G2sqr';
const TOKEN_ID = '1a494d5f5a9aa84d2ead76aa';

/** What `keyward logout` says and leaves of a token that `keyward login` had made at the address. */
async function logout(t: TestContext, url: string) {
  const directory = directoryWith(t, {});
  const kept = join(directory, 'keyward');
  mkdirSync(kept);
  const write = (name: string, content: object) =>
    writeFileSync(join(kept, name), JSON.stringify(content), { mode: 0o600 });
  write('config.json', { current: 'default', profiles: { default: { url, madeTokenId: TOKEN_ID } } });
  write('credentials.json', { default: { url, accessToken: SECRET } });
  const environment = {
    XDG_CONFIG_HOME: directory,
    KEYWARD_KEYRING: 'off',
    KEYWARD_ACCESS_TOKEN: '',
    KEYWARD_URL: '',
    KEYWARD_PROFILE: '',
  };
  const { code, stderr } = await runKeywardIn(directory, ['logout'], '', { environment });
  return {
    code,
    stderr,
    left: ['config.json', 'credentials.json'].map((name) => readFileSync(join(kept, name), 'utf8')),
  };
}

/** The address of a service that answers everything with one status. */
async function answering(t: TestContext, status: number): Promise<string> {
  const server = createServer((_, response) => response.writeHead(status).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a logout that the service cannot hear of forgets the token, and says that it still works and where it is deleted', async (t) => {
  for (const url of [`http://127.0.0.1:${await freePort()}`, await answering(t, 503)]) {
    const { code, stderr, left } = await logout(t, url);
    assert.equal(code, 0, stderr);
    assert.match(
      stderr,
      /forgot the access token of the profile `default`\. The service did not end it, and it still works/,
    );
    assert.ok(stderr.includes(`delete it at ${url}/tokens/${TOKEN_ID}`), stderr);
    assert.doesNotMatch(left.join(), new RegExp(`${SECRET}|${TOKEN_ID}`));
  }
});

test('a logout with a token that worked no more says that it has ended, and one that may not end itself is no outage', async (t) => {
  const ended = await logout(t, await answering(t, 401));
  assert.deepEqual([ended.code, /default`, and ended it/.test(ended.stderr)], [0, true], ended.stderr);
  const refused = await logout(t, await answering(t, 403));
  assert.deepEqual(
    [refused.code, /It may not end itself and still works/.test(refused.stderr)],
    [0, true],
    refused.stderr,
  );
});
