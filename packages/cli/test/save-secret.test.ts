/** What becomes of a secret that was made, without a process. */
import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { issueSecret } from '../src/tokens/save-secret.ts';
import type { Token } from '../src/tokens/token-shape.ts';

const made = { _id: 'id-of-it', token: 'the-secret-1234', name: 'n' } as unknown as Token;

function inDirectory(t: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'keyward-save-'));
  const before = process.env.XDG_CONFIG_HOME;
  process.env.XDG_CONFIG_HOME = directory;
  t.after(() => {
    if (before === undefined) delete process.env.XDG_CONFIG_HOME;
    else process.env.XDG_CONFIG_HOME = before;
    rmSync(directory, { recursive: true });
  });
  t.mock.method(process.stdout, 'write', () => true);
  return directory;
}

test('what keeps a secret from being handed out is refused before it is made', async (t) => {
  const directory = inDirectory(t);
  mkdirSync(join(directory, 'folder'));
  symlinkSync('nowhere', join(directory, 'dangling'));
  const before = readdirSync(directory);
  const make = t.mock.fn(async () => made);
  for (const flags of [
    { saveTo: join(directory, 'folder') },
    { saveTo: join(directory, 'folder'), force: true },
    { saveTo: join(directory, 'dangling') },
    { saveTo: join(directory, 'none', 'file') },
  ]) {
    await assert.rejects(issueSecret(make, { ...flags, quiet: true, json: true }), {
      code: 'file_unusable',
      message: /nothing was made/,
    });
  }
  await assert.rejects(issueSecret(make, { profile: 'typo' }), { code: 'not_found' });
  await assert.rejects(issueSecret(make, { profile: 'typo', saveTo: join(directory, 'file') }));
  assert.deepEqual([make.mock.callCount(), readdirSync(directory)], [0, before]);
});

test('a file that somebody made meanwhile stays, and the error says where the secret is', async (t) => {
  const directory = inDirectory(t);
  const saveTo = join(directory, 'token.env');
  const make = async () => {
    writeFileSync(saveTo, 'theirs');
    return made;
  };
  const draft = `${saveTo}.${process.pid}.tmp`;
  await assert.rejects(issueSecret(make, { saveTo, quiet: true }), (error: Error) => {
    assert.ok(error.message.includes(`\`${draft}\``) && error.message.includes(made._id), error.message);
    assert.ok(!error.message.includes(made.token));
    return true;
  });
  assert.equal(readFileSync(saveTo, 'utf8'), 'theirs');
  assert.equal(readFileSync(draft, 'utf8'), `KEYWARD_ACCESS_TOKEN=${made.token}\n`);
});

test('a secret that could not be put in place stays in the draft that the error names', async (t) => {
  const directory = inDirectory(t);
  const saveTo = join(directory, 'token.env');
  const make = async () => {
    mkdirSync(saveTo);
    return made;
  };
  const draft = `${saveTo}.${process.pid}.tmp`;
  await assert.rejects(issueSecret(make, { saveTo, quiet: true, force: true }), (error: Error) =>
    error.message.includes(`it is in \`${draft}\``),
  );
  assert.equal(readFileSync(draft, 'utf8'), `KEYWARD_ACCESS_TOKEN=${made.token}\n`);
});

test('what was not made leaves no file, and what was made leaves that one alone', async (t) => {
  const directory = inDirectory(t);
  const saveTo = join(directory, 'token.env');
  const refuse = () => Promise.reject(new Error('refused'));
  await assert.rejects(issueSecret(refuse, { saveTo, quiet: true, json: true }), /refused/);
  assert.deepEqual(readdirSync(directory), []);
  writeFileSync(saveTo, 'before');
  await issueSecret(async () => made, { saveTo, force: true, quiet: true, json: true });
  assert.deepEqual(readdirSync(directory), ['token.env']);
  assert.equal(readFileSync(saveTo, 'utf8'), `KEYWARD_ACCESS_TOKEN=${made.token}\n`);
});

test('a command gets the secret on its stdin alone, and one that fails is said to have it or nobody', async (t) => {
  const directory = inDirectory(t);
  const got = join(directory, 'got');
  const shown = t.mock.method(process.stdout, 'write', () => true).mock;
  await issueSecret(async () => made, { exec: `cat > ${got}; env > ${got}.env`, json: true, quiet: true });
  assert.equal(readFileSync(got, 'utf8'), `${made.token}\n`);
  assert.ok(!readFileSync(`${got}.env`, 'utf8').includes(made.token));
  assert.ok(!JSON.stringify(shown.calls.map(({ arguments: words }) => words)).includes(made.token));
  await issueSecret(async () => made, { exec: 'true', quiet: true, json: true });

  const failed = issueSecret(async () => made, { exec: 'exit 3', quiet: true });
  await assert.rejects(failed, (error: Error & { hint?: string; exitCode?: number }) => {
    assert.ok(error.message.includes(made._id) && error.message.includes('3'), error.message);
    assert.ok(!`${error.message} ${error.hint}`.includes(made.token));
    return error.exitCode === 1;
  });
  const make = t.mock.fn(async () => made);
  await assert.rejects(issueSecret(make, { exec: ' ', quiet: true }), { code: 'wrong_usage' });
  assert.equal(make.mock.callCount(), 0);
});
