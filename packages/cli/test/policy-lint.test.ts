import assert from 'node:assert/strict';
import { test } from 'node:test';
import { directoryWith, runPolicy } from './run-policy.ts';

test('a policy that can be stored ends with 0 whatever is said of it, mistakes in words first', async (t) => {
  const directory = directoryWith(t, {
    'policy.json': [
      { effect: 'allow', resources: ['proj/*'], actions: ['viewProject'] },
      { effect: 'deny', resources: ['member/*'], actions: ['deleteMember'] },
      { effect: 'allow', resources: ['proj/*'], actions: ['viewProjct'] },
    ],
  });
  const { code, stdout } = await runPolicy(directory, ['lint', 'policy.json']);
  assert.equal(code, 0);
  assert.deepEqual(stdout.split('\n'), [
    'policy.json:statement 3: warning unknown-action: unknown action `viewProjct` in statement 3; did you mean `viewProject`?',
    'policy.json:statement 2: warning deny-without-effect: statement 2 denies only what no statement allows',
    '',
  ]);
});

test('an error ends with 1, and each one is a line with its place', async (t) => {
  const policy = [{ effect: 'allow', resources: ['project/*', 'proj/a,b'], actions: ['*'] }, 7];
  const directory = directoryWith(t, { 'policy.json': policy });
  const { code, stdout, stderr } = await runPolicy(directory, ['lint', 'policy.json']);
  assert.deepEqual([code, stderr], [1, '']);
  assert.deepEqual(
    stdout.split('\n').map((line) => line.split(': ').slice(0, 2).join(': ')),
    [
      'policy.json:statement 2: error not-a-statement',
      'policy.json:statement 1: error unknown-type',
      'policy.json:statement 1: error malformed-specifier',
      '',
    ],
  );
  const whole = await runPolicy(directory, ['lint', '-'], '{}');
  assert.deepEqual([whole.code, whole.stdout.split(': ').slice(0, 2)], [1, ['stdin', 'error not-a-policy']]);
});

test('with `--json` the findings come with what to write instead', async (t) => {
  const types = [{ name: 'invoice', actions: { payInvoice: 'write' } }];
  const policy = [{ effect: 'allow', resources: ['invoice/*'], actions: ['payInvoicee'] }];
  const directory = directoryWith(t, { 'types.json': types, 'policy.json': policy });
  const words = ['lint', '--json', '--types', 'types.json', 'policy.json'];
  const { code, stdout } = await runPolicy(directory, words);
  assert.equal(code, 1);
  const [finding] = JSON.parse(stdout);
  assert.deepEqual(
    [finding.severity, finding.code, finding.statement, finding.replacement],
    ['error', 'unknown-action', 0, ['payInvoice']],
  );
});
