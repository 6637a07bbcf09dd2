import assert from 'node:assert/strict';
import { test } from 'node:test';
import { directoryWith, runPolicy } from './run-policy.ts';

const policy = [
  { effect: 'allow', resources: ['proj/*'], actions: ['viewProject'] },
  { effect: 'deny', resources: ['proj/secret'], actions: ['*'] },
];
const view = (resource: string) => ({ action: 'viewProject', resource });
const right = { id: 'right', policy, request: view('proj/web'), expect: 'allow' };
const wrong = { id: 'wrong', policy, request: view('proj/secret'), expect: 'allow' };

test('cases that are answered as they expect end with 0 and say nothing but their number', async (t) => {
  const directory = directoryWith(t, { 'cases.json': [right, { ...wrong, expect: 'deny' }] });
  assert.deepEqual(await runPolicy(directory, ['test', 'cases.json']), {
    code: 0,
    stdout: '',
    stderr: '2 passed, 0 failed\n',
  });
});

test('each mismatch is one line with its reason, and the end is 8', async (t) => {
  const invalid = { id: 'a\n\u001b[2Jb', policy: [], expect: 'invalid' };
  const directory = directoryWith(t, { 'a.json': [right, wrong], 'b.json': [invalid] });
  const { code, stdout, stderr } = await runPolicy(directory, ['test', 'a.json', 'b.json']);
  assert.equal(code, 8);
  assert.equal(stderr, '1 passed, 2 failed\n');
  assert.deepEqual(stdout.split('\n'), [
    'a.json: wrong: expected allow, answered deny: Denied: statement 2 of the policy (deny `*` on `proj/secret`) refuses `viewProject` on `proj/secret`.',
    'b.json: a\\u{a}\\u{1b}[2Jb: expected invalid, answered valid',
    '',
  ]);
});

test('with `--json` every result is there', async (t) => {
  const directory = directoryWith(t, {});
  const { code, stdout } = await runPolicy(
    directory,
    ['test', '--json', '-'],
    JSON.stringify([right, wrong]),
  );
  assert.equal(code, 8);
  const { passed, failed, cases } = JSON.parse(stdout);
  assert.deepEqual([passed, failed], [1, 1]);
  assert.deepEqual(cases[0], {
    file: 'stdin',
    id: 'right',
    expect: 'allow',
    answer: 'allow',
    passed: true,
    sentences: ['Allowed by statement 1 of the policy (allow `viewProject` on `proj/*`).'],
  });
  assert.equal(cases[1].answer, 'deny');
});

test('a policy that could not be stored fails its cases, also those that expect a denial', async (t) => {
  const misspelt = [{ effect: 'deny', resources: ['project/*'], actions: ['*'] }];
  const member = { role: 'reader', customRoles: [{ key: 'a', policy: misspelt }] };
  const directory = directoryWith(t, {
    'cases.json': [
      { id: 'bare', policy: misspelt, request: view('proj/web'), expect: 'deny' },
      { id: 'member', member, request: view('proj/web'), expect: 'deny' },
      { id: 'token', token: { inlineRole: misspelt }, request: view('proj/web'), expect: 'deny' },
    ],
  });
  const { code, stdout } = await runPolicy(directory, ['test', 'cases.json']);
  assert.equal(code, 8);
  const [bare, member1, token] = stdout.split('\n');
  assert.equal(
    bare,
    'cases.json: bare: expected deny, answered invalid: `policy`: unknown type `project` in entry 1 of `resources` in statement 1; did you mean `proj`?',
  );
  assert.match(member1 ?? '', /^cases.json: member: .*`member.customRoles\[0\].policy`: unknown type/);
  assert.match(token ?? '', /^cases.json: token: .*`token.inlineRole`: unknown type/);
});

test('a file without cases proves nothing and ends with 1', async (t) => {
  const directory = directoryWith(t, { 'none.json': [], 'cases.json': [right] });
  const { code, stdout, stderr } = await runPolicy(directory, ['test', 'cases.json', 'none.json']);
  assert.deepEqual([code, stdout], [1, '']);
  assert.equal(stderr, 'keyward: `none.json` has no cases, so it proves nothing; add one\n');
});

test('every malformed case of every file is named with its place, and none is run', async (t) => {
  const { id: _, ...nameless } = right;
  const { expect: __, ...open } = right;
  const { request: ___, ...silent } = right;
  const { policy: ____, ...nobody } = right;
  const directory = directoryWith(t, {
    'a.json': [
      wrong,
      nameless,
      open,
      { ...right, mdoe: 'effective' },
      silent,
      { ...right, requests: [view('proj/a')] },
      { ...silent, requests: [] },
      { ...right, member: { role: 'reader' } },
      nobody,
      { ...nobody, member: { role: 'reader', customRoles: ['keyward-nobody'] } },
      { ...nobody, token: { role: 'reader', inlineRole: [] } },
      { ...nobody, member: { role: 'reader' }, roleAttributes: {} },
      { ...right, request: { resource: 'proj/web', action: 1, tags: { proj: 'a' } } },
      { id: 'which', expect: 'valid' },
      7,
    ],
    'b.json': { cases: [] },
  });
  const { code, stdout, stderr } = await runPolicy(directory, ['test', 'a.json', 'b.json', 'c.json']);
  assert.deepEqual([code, stdout], [1, '']);
  const presets = stderr.match(/must be one of (`keyward-.*)/)?.[1];
  const fields =
    '`id`, `expect`, `category`, `why`, `source`, `confidence`, `policy`, `basePermissions`, `roleAttributes`, `member`, `token`, `request`, `requests`, `mode`';
  assert.deepEqual(stderr.trimEnd().split('\n'), [
    'keyward: `a.json`, case 2: `id` is missing',
    'keyward: `a.json`, case 3 (`right`): `expect` is missing',
    `keyward: \`a.json\`, case 4 (\`right\`): unknown field \`mdoe\`; there are ${fields}`,
    'keyward: `a.json`, case 5 (`right`): has no request; write one as in `"request": { "action": "updateOn", "resource": "proj/web" }`',
    'keyward: `a.json`, case 6 (`right`): has both `request` and `requests`; keep one',
    'keyward: `a.json`, case 7 (`right`): has no request; write one as in `"request": { "action": "updateOn", "resource": "proj/web" }`',
    'keyward: `a.json`, case 8 (`right`): has several subjects, `policy` and `member`; keep one, or make it two cases',
    'keyward: `a.json`, case 9 (`right`): has no subject; give it `policy`, `member` or `token`',
    `keyward: \`a.json\`, case 10 (\`right\`): \`member.customRoles[0]\` must be one of ${presets}`,
    'keyward: `a.json`, case 11 (`right`): `token` must have exactly one of `role`, `customRoles` and `inlineRole`',
    "keyward: `a.json`, case 12 (`right`): `roleAttributes` belongs to a `policy`; a member's stands in `member`",
    'keyward: `a.json`, case 13 (`right`): `request.action` must be a text',
    'keyward: `a.json`, case 13 (`right`): `request.tags.proj` must be a list',
    'keyward: `a.json`, case 14 (`which`): asks whether a policy is valid and has no `policy`',
    'keyward: `a.json`, case 15: is no object',
    'keyward: `b.json` is no list of cases; put them between `[` and `]`',
    'keyward: `c.json` does not exist',
  ]);
});

test("cases may be about an account's own resource types", async (t) => {
  const types = [{ name: 'invoice', actions: { payInvoice: 'write' } }];
  const own = [{ effect: 'allow', resources: ['invoice/*'], actions: ['payInvoice'] }];
  const request = { action: 'payInvoice', resource: 'invoice/7' };
  const directory = directoryWith(t, {
    'types.json': types,
    'cases.json': [{ id: 'own', policy: own, request, expect: 'allow' }],
  });
  const known = await runPolicy(directory, ['test', 'cases.json', '--types', 'types.json']);
  assert.deepEqual([known.code, known.stdout], [0, '']);
  assert.equal((await runPolicy(directory, ['test', 'cases.json'])).code, 8);
});

test('an answer without the view right says so where the reasons speak of it', async (t) => {
  const flags = [{ effect: 'allow', resources: ['proj/*:env/*:flag/*'], actions: ['updateOn'] }];
  const request = { action: 'updateOn', resource: 'proj/a:env/b:flag/c' };
  const cases = [{ id: 'raw', policy: flags, request, expect: 'deny' }];
  const { code, stdout } = await runPolicy(directoryWith(t, { 'cases.json': cases }), ['test', 'cases.json']);
  assert.equal(code, 8);
  assert.match(
    stdout,
    /answered allow: Denied: .*`viewProject`.* Without `"mode": "effective"` the view right is not asked about, and the answer is allow\.\n$/,
  );
});

test('one request is tested by a policy: its decision and why on stdout, and 8 when it is another one', async (t) => {
  const directory = directoryWith(t, { 'policy.json': policy });
  const one = (resource: string, ...words: readonly string[]) =>
    runPolicy(directory, ['test', 'policy.json', '-a', 'viewProject', '-r', resource, ...words]);
  const denied =
    'Denied: statement 2 of the policy (deny `*` on `proj/secret`) refuses `viewProject` on `proj/secret`.\n';
  const [right, wrong, meant, unmeant] = await Promise.all([
    one('proj/web'),
    one('proj/secret'),
    one('proj/secret', '--expect', 'deny'),
    one('proj/web', '--expect', 'deny', '--json'),
  ]);
  assert.deepEqual([right.code, right.stderr], [0, '']);
  assert.match(right.stdout, /^Allowed/);
  assert.deepEqual([wrong.code, wrong.stderr], [8, 'keyward: expected allow, answered deny\n']);
  assert.ok(wrong.stdout.startsWith(denied), wrong.stdout);
  assert.deepEqual([meant.code, meant.stderr], [0, '']);
  assert.deepEqual([unmeant.code, unmeant.stderr], [8, 'keyward: expected deny, answered allow\n']);
  assert.equal(JSON.parse(unmeant.stdout).allowed, true);
});

test('what belongs to one request is refused without it, and so are several policies', async (t) => {
  const directory = directoryWith(t, { 'policy.json': policy, 'cases.json': [right] });
  const one = ['-a', 'viewProject', '-r', 'proj/web'];
  for (const [words, said] of [
    [['policy.json', '-a', 'viewProject'], /`--action` and `--resource` go together/],
    [['policy.json', '-r', 'proj/web'], /`--action` and `--resource` go together/],
    [['cases.json', '--expect', 'deny'], /`--expect` goes with `--action` and `--resource`/],
    [['cases.json', '--tag', 'env=a'], /`--tag` goes with/],
    [['policy.json', 'cases.json', ...one], /give one file/],
    [['policy.json', ...one, '--expect', 'valid'], /allow, deny/],
  ] as const) {
    const { code, stdout, stderr } = await runPolicy(directory, ['test', ...words]);
    assert.deepEqual([code, stdout], [2, ''], stderr);
    assert.match(stderr, said);
  }
});
