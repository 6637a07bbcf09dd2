/** Tables and worked examples of documents hold what the code has. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { crc32 } from 'node:zlib';
import { type BaseRole, builtInCatalogue, compileRights, decide } from '@keyward/policy';
import { createKeyward } from '@keyward/sdk';
import { setUp, startServer } from './document-server.ts';
import { fencedBlocks } from './run-snippets.ts';

test('the defaults of docs/account-settings.md are those of a new account', async (t) => {
  const server = await startServer(t);
  const headers = { authorization: await setUp(server) };
  const answer = await fetch(`${server.url}/api/v2/account/settings`, { headers });
  const rows = readFileSync('docs/account-settings.md', 'utf8').matchAll(/^\| `(\w+)` \|.*\| `(\w+)` \|$/gm);
  const documented = Array.from(rows, ([, name = '', value = '']) => [name, JSON.parse(value)]);
  assert.deepEqual(Object.fromEntries(documented), await answer.json());
});

test('every method of the SDK is in its guide, and no other', () => {
  const guide = readFileSync('docs/sdk.md', 'utf8');
  const {
    client: _,
    tokenExpiresAt: __,
    ...groups
  } = createKeyward({ url: 'http://localhost', session: true });
  const rows = [...guide.matchAll(/^\| `(\w+)` \| ((?:`\w+`(?: \([^)]*\))?(?:, )?)+) \|$/gm)];
  const documented = rows.map(([, group, methods = '']) => [
    group,
    [...methods.replace(/\([^)]*\)/g, '').matchAll(/`(\w+)`/g)].map(([, name]) => name).sort(),
  ]);
  const existing = Object.entries(groups).map(([group, methods]) => [group, Object.keys(methods).sort()]);
  assert.deepEqual(documented.sort(), existing.sort());
});

test('probes and log lines are as docs/operations.md has them', async (t) => {
  const server = await startServer(t);
  const text = readFileSync('docs/operations.md', 'utf8');
  const probe = async (path: string) => (await fetch(`${server.url}${path}`)).text();
  const answers = [await probe('/healthz'), await probe('/readyz')];
  const owner = await setUp(server);
  answers.push(await probe('/readyz'));
  for (const answer of answers) assert.ok(text.includes(`\`${answer}\``), answer);
  const metrics = await probe('/metrics');
  // This server has no workers: `e2e/workers.test.ts` looks at what they measure.
  for (const [, name = ''] of text.matchAll(/^\| `(keyward_\w+)` \|/gm))
    if (!name.startsWith('keyward_workers')) assert.ok(metrics.includes(name), name);

  await fetch(`${server.url}/api/v2/tokens`, { headers: { authorization: owner } });
  assert.equal(await server.stop(), 0);
  const line = server
    .stdout()
    .split('\n')
    .findLast((candidate) => candidate.includes('/api/v2/tokens'));
  const table = text.split('\n## Logs\n')[1]?.split('\n## ')[0] ?? '';
  const documented = [...table.matchAll(/^\| (`[^|]+) \|/gm)].flatMap(
    ([, cell = '']) => cell.match(/\w+/g) ?? [],
  );
  const logged = Object.keys(JSON.parse(line ?? '{}'));
  assert.deepEqual(documented.filter((field) => field !== 'err').sort(), logged.sort());
});

test('the worked example of docs/token-format.md holds, and its pattern is the published one', () => {
  const text = readFileSync('docs/token-format.md', 'utf8');
  const published = JSON.parse(readFileSync('spec/token-format.json', 'utf8'));
  const rows = new Map(
    [...text.matchAll(/^\| ([^|]+) \| `(.+)` \|$/gm)].map(([, name, value]) => [name, value]),
  );
  const row = (name: string) => rows.get(name) ?? '';
  const checksum = crc32(row('text'));
  assert.equal(row('CRC-32, decimal'), String(checksum));
  assert.equal(row('CRC-32, hexadecimal'), checksum.toString(16));
  const digits = row('base62 digits').split(' ').map(Number);
  assert.equal(
    digits.reduce((number, digit) => number * 62 + digit, 0),
    checksum,
  );
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  assert.equal(row('checksum'), digits.map((digit) => alphabet.charAt(digit)).join(''));
  assert.equal(row('secret'), row('text') + row('checksum'));
  assert.ok(published.valid.some(({ secret }: { secret: string }) => secret === row('secret')));
  assert.ok(fencedBlocks(text).some((block) => block.text.trim() === published.pattern));
  assert.ok(published.valid.some(({ secret }: { secret: string }) => text.includes(`\`${secret}\`,`)));
});

test('the base roles allow what docs/api.md says', () => {
  const table = readFileSync('docs/api.md', 'utf8').split('| Action | reader')[1]?.split('\n\n')[0] ?? '';
  const rows = table
    .split('\n')
    .slice(2)
    .map((line) => line.split('|').map((cell) => cell.trim()));
  assert.equal(rows.length, 5);
  for (const [, words = '', ...cells] of rows) {
    const resources = words.includes('service tokens')
      ? ['service-token/a']
      : words.includes('personal tokens')
        ? ['member/a:token/b']
        : /viewAuditLog|evaluatePolicy/.test(words)
          ? ['acct']
          : ['service-token/a', 'member/a:token/b'];
    const roles: readonly BaseRole[] = ['reader', 'writer', 'admin', 'owner'];
    for (const [index, role] of roles.entries()) {
      const rights = compileRights({ scope: { role } }, builtInCatalogue);
      for (const [, action = ''] of words.matchAll(/`(\w+)`/g)) {
        for (const resource of resources)
          assert.equal(
            decide(rights, { action, resource }).allowed,
            cells[index] === 'yes',
            `${role} ${action} ${resource}`,
          );
      }
    }
  }
});
