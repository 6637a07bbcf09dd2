import assert from 'node:assert/strict';
import { test } from 'node:test';
import { directoryWith, runPolicy } from './run-policy.ts';

const allow = (...actions: string[]) => [{ effect: 'allow', resources: ['proj/*'], actions }];
const files = {
  'old.json': allow('viewProject', 'deleteProject'),
  'new.json': allow('viewProject', 'updateName'),
};

test('what is gained and lost stands on a line each, and a difference ends with 0', async (t) => {
  const { code, stdout, stderr } = await runPolicy(directoryWith(t, files), ['diff', 'old.json', 'new.json']);
  assert.deepEqual([code, stderr], [0, '']);
  assert.deepEqual(stdout.split('\n'), [
    '+ Gained: `updateName` on all projects, e.g. `updateName` on `proj/x`; by the new statement 1 of `policy`',
    '- Lost: `deleteProject` on all projects, e.g. `deleteProject` on `proj/x`; by the former statement 1 of `policy`',
    '',
  ]);
});

test('policies that say the same in other words have no difference', async (t) => {
  const directory = directoryWith(t, files);
  const same = JSON.stringify([...allow('deleteProject'), ...allow('viewProject')]);
  assert.deepEqual(await runPolicy(directory, ['diff', 'old.json', '-'], same), {
    code: 0,
    stdout: '',
    stderr: 'keyward: both policies allow the same\n',
  });
});

test('with `--json` each change comes with its resources, actions and an example', async (t) => {
  const directory = directoryWith(t, files);
  const { stdout } = await runPolicy(directory, ['diff', '--json', 'old.json', 'new.json']);
  const { gained, lost, isComplete } = JSON.parse(stdout);
  assert.equal(isComplete, true);
  assert.deepEqual([gained[0].resources, gained[0].actions], [['proj/*'], ['updateName']]);
  assert.deepEqual(lost[0].example, { action: 'deleteProject', resource: 'proj/x' });
});
