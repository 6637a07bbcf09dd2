import assert from 'node:assert/strict';
import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { compileRights, decide, type Policy } from '@keyward/policy';
import fc from 'fast-check';
import { policy as anyPolicy, catalogue, request } from '../../policy/test/arbitraries.ts';
import { printCanonically } from '../src/policy/canonical-policy.ts';
import { directoryWith, runPolicy } from './run-policy.ts';

const loose = [
  {
    actions: ['updateOn', '*'],
    notResources: [],
    resources: ['proj/*:env/*;{critical:true},b,a:flag/*;view:X', 'proj/a,b', 'proj/\uff41'],
    effect: 'allow',
  },
];
const canonical = `[
  {
    "effect": "allow",
    "resources": [
      "proj/*:env/*;a,b,{critical:true}:flag/*;view:x",
      "proj/a,b",
      "proj/\uff41"
    ],
    "actions": [
      "updateOn",
      "*"
    ]
  }
]
`;

test('fields and selectors are put in order, lists and what cannot be read stay as they are', async (t) => {
  const directory = directoryWith(t, { 'policy.json': loose });
  assert.deepEqual(await runPolicy(directory, ['fmt', 'policy.json']), {
    code: 0,
    stdout: canonical,
    stderr: '',
  });
  assert.equal(readFileSync(join(directory, 'policy.json'), 'utf8'), JSON.stringify(loose));
});

test('`--check` ends with 1 for what would change, also for a byte order mark, and prints nothing', async (t) => {
  const directory = directoryWith(t, { 'loose.json': loose, 'canonical.json': canonical });
  assert.deepEqual(await runPolicy(directory, ['fmt', '--check', 'loose.json']), {
    code: 1,
    stdout: '',
    stderr: 'keyward: `loose.json` is not in canonical form; run `keyward policy fmt --write` on it\n',
  });
  assert.deepEqual(await runPolicy(directory, ['fmt', '--check', 'canonical.json']), {
    code: 0,
    stdout: '',
    stderr: '',
  });
  assert.equal((await runPolicy(directory, ['fmt', '--check', '-'], `\ufeff${canonical}`)).code, 1);
});

test('`--write` changes the file behind a link and keeps its mode', async (t) => {
  const directory = directoryWith(t, { 'policy.json': loose });
  chmodSync(join(directory, 'policy.json'), 0o640);
  symlinkSync('policy.json', join(directory, 'link.json'));
  const { code, stdout } = await runPolicy(directory, ['fmt', '--write', 'link.json']);
  assert.deepEqual([code, stdout], [0, '']);
  assert.equal(readFileSync(join(directory, 'policy.json'), 'utf8'), canonical);
  assert.equal(statSync(join(directory, 'policy.json')).mode & 0o777, 0o640);
  assert.ok(lstatSync(join(directory, 'link.json')).isSymbolicLink());
  assert.deepEqual(readdirSync(directory).sort(), ['link.json', 'policy.json']);
});

test('what would lose something is refused, and the file stays as it is', async (t) => {
  const text = '[{"effect":"allow","resources":["proj/*"],"actions":["*"],"comment":"why"}]';
  const directory = directoryWith(t, { 'policy.json': text });
  const { code, stderr } = await runPolicy(directory, ['fmt', '--write', 'policy.json']);
  assert.equal(code, 1);
  assert.equal(stderr, 'keyward: `policy.json`: unknown field `comment` in statement 1; leave it out\n');
  assert.equal(readFileSync(join(directory, 'policy.json'), 'utf8'), text);
});

test('formatting twice is formatting once, and no decision changes', () => {
  const rightsOf = (policy: Policy) => {
    const roleAttributes = { k: ['a', 'b'] };
    return compileRights(
      { holder: { role: 'no_access', customRoles: [{ key: 'r', policy }], roleAttributes } },
      catalogue,
    );
  };
  fc.assert(
    fc.property(anyPolicy, fc.array(request, { minLength: 1, maxLength: 5 }), (policy, requests) => {
      const once = printCanonically(policy, 'policy.json');
      assert.equal(printCanonically(JSON.parse(once), 'policy.json'), once);
      const before = rightsOf(policy);
      const after = rightsOf(JSON.parse(once));
      for (const each of requests) assert.deepEqual(decide(after, each), decide(before, each));
    }),
    { numRuns: 2_000 },
  );
});

test('formatting is idempotent for entries of any characters of the grammar', () => {
  const character = fc.constantFrom(
    ...'abAB:{};,/*$.-_tru!'.split(''),
    'view:',
    '$' + '{roleAttribute/k}',
    'proj/',
    'ﬁ',
  );
  const entry = fc.array(character, { maxLength: 12 }).map((all) => all.join(''));
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1, maxLength: 4 }), (resources) => {
      const once = printCanonically([{ effect: 'deny', resources, actions: ['*'] }], 'policy.json');
      assert.equal(printCanonically(JSON.parse(once), 'policy.json'), once);
    }),
    { numRuns: 5_000 },
  );
});
