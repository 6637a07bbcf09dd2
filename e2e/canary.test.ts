import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { findSecrets, hidingForms } from '../test/secret-scan.ts';
import { callApi, createToken } from './call-api.ts';
import { initKeyward, startKeyward, temporaryDirectory } from './keyward-process.ts';
import { filesOf, readEverything, startTalkativeSession } from './talkative-session.ts';

test('the scan finds a secret in each form in which it could hide', () => {
  const secret = `kwp_${randomBytes(18).toString('hex')}`;
  for (const [form, bytes] of Object.entries(hidingForms(secret))) {
    const place = Buffer.concat([Buffer.from('before'), bytes, Buffer.from('after')]);
    assert.equal(findSecrets({ place }, { secret }).length, 1, form);
  }
  assert.deepEqual(
    findSecrets({ place: `…${secret.slice(-4)}` }, { secret }),
    [],
    'the last four may be shown',
  );
});

test('L6: no secret is anywhere but in the one answer that carries it', async (t) => {
  const { data, server, code, tokens } = await startTalkativeSession(t);
  for (const secret of Object.values(tokens)) {
    for (const authorization of [secret, `Bearer ${secret}`, `${secret}x`, secret.slice(0, -1)]) {
      await callApi(server.url, '/api/v2/caller-identity', { secret: authorization });
    }
  }
  const everything = await readEverything(server, tokens.owner);
  const files = filesOf(data);
  assert.ok(Object.keys(files).includes('keyward.db-wal'), 'the scan sees the write-ahead log');
  const pepper = files.pepper?.toString().trim() ?? '';
  assert.equal(Buffer.from(pepper, 'base64').length >= 32, true);
  delete files.pepper;

  await server.stop();
  const afterwards = filesOf(data);
  delete afterwards.pepper;
  assert.ok(server.stdout().includes('"level":'), 'the log was written');
  const [beforeCode = '', ...rest] = server.stderr().split(code);
  const stderr = `${beforeCode}${rest.join('')}`;
  assert.equal(rest.length, 1, 'the set-up code is printed once');
  const places = { ...everything, ...files, ...afterwards, stdout: server.stdout(), stderr };
  assert.deepEqual(findSecrets(places, { ...tokens, code, pepper }), []);
});

test('L9: the process list and the children of the service show no pepper and no secret', async (t) => {
  const data = join(temporaryDirectory(t), 'data');
  const pepper = randomBytes(32).toString('base64');
  const withPepper = { KEYWARD_PEPPER: pepper };
  const owner = await initKeyward(data, { environment: withPepper });
  const server = await startKeyward(t, { data, environment: withPepper });
  await createToken(server.url, owner);
  const about = `/proc/${server.pid}`;
  const commandLine = readFileSync(`${about}/cmdline`);
  assert.ok(commandLine.includes('serve'));
  const threads = readdirSync(`${about}/task`);
  const children = threads.map((thread) => readFileSync(`${about}/task/${thread}/children`, 'utf8').trim());
  assert.deepEqual([...new Set(children)], [''], 'a child would inherit the environment');
  const names = threads.map((thread) => readFileSync(`${about}/task/${thread}/comm`)).join();
  assert.deepEqual(findSecrets({ commandLine, names }, { owner, pepper }), []);
  assert.equal(
    readdirSync(data).includes('pepper'),
    false,
    'a pepper from outside is not kept beside the data',
  );
  assert.deepEqual(findSecrets(filesOf(data), { owner, pepper }), []);
});
