import assert from 'node:assert/strict';
import { test } from 'node:test';
import { directoryWith, runPolicy } from './run-policy.ts';

const policy = [
  { effect: 'allow', resources: ['proj/*'], actions: ['viewProject'] },
  { effect: 'allow', resources: ['proj/*:env/*;a,b,{critical:true}:flag/*;view:x'], actions: ['updateOn'] },
];
const flag = 'proj/web:env/live:flag/x';
const tags = ['--tag', 'env=a', '--tag', 'env=b', '--view', 'x'];

test('a denial says what came near and what little would change it, and ends with 0', async (t) => {
  const directory = directoryWith(t, { 'policy.json': policy });
  const words = ['explain', 'policy.json', '-a', 'updateOn', '-r', flag, ...tags];
  assert.deepEqual(await runPolicy(directory, words), {
    code: 0,
    stdout: [
      `Denied: the policy has no statement that allows \`updateOn\` on \`${flag}\`.`,
      'Near: statement 2 of the policy allows `updateOn`, but on `proj/*:env/*;a,b,{critical:true}:flag/*;view:x`: `env/live` is not known to be `{critical:true}`.',
      `To allow it, add to the policy: allow \`updateOn\` on \`${flag}\`.`,
      '',
    ].join('\n'),
    stderr: '',
  });
});

test('tags, flags and views of the request count; with `--json` all of the explanation is there', async (t) => {
  const directory = directoryWith(t, {});
  const words = [
    'explain',
    '-',
    '-a',
    'updateOn',
    '-r',
    flag,
    ...tags,
    '--flag',
    'env.critical=true',
    '--json',
  ];
  const { code, stdout } = await runPolicy(directory, words, JSON.stringify(policy));
  assert.equal(code, 0);
  const { request, allowed, decision, nearMisses } = JSON.parse(stdout);
  assert.deepEqual(request, {
    action: 'updateOn',
    resource: flag,
    tags: { env: ['a', 'b'] },
    properties: { env: { critical: true } },
    views: ['x'],
  });
  assert.deepEqual([allowed, decision.statement, nearMisses], [true, 1, []]);
});

test('a question with words that nobody knows is answered, with a note', async (t) => {
  const directory = directoryWith(t, { 'policy.json': policy });
  const place = await runPolicy(directory, ['explain', 'policy.json', '-a', 'updateOn', '-r', 'flag/x']);
  assert.equal(place.code, 0);
  assert.match(place.stdout, /^Denied: /);
  assert.equal(place.stderr, 'keyward: note: no known resource stands at `flag/*`\n');
  const action = await runPolicy(directory, ['explain', 'policy.json', '-a', 'updateOnn', '-r', 'proj/a']);
  assert.equal(action.stderr, 'keyward: note: `updateOnn` is no known action of `proj/*`\n');
});

test('a policy with mistakes is refused with all of them', async (t) => {
  const entries = ['project/*', 'proj/a,b'];
  const directory = directoryWith(t, {
    'policy.json': [{ effect: 'allow', resources: entries, actions: ['*'] }],
  });
  const words = ['explain', 'policy.json', '-a', 'updateOn', '-r', 'proj/a'];
  const { code, stdout, stderr } = await runPolicy(directory, words);
  assert.deepEqual([code, stdout], [1, '']);
  assert.match(
    stderr,
    /^keyward: `policy.json`: unknown type `project`.*\nkeyward: `policy.json`: a name holds no comma.*\n$/,
  );
});
