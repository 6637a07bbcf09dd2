import assert from 'node:assert/strict';
import { closeSync, openSync } from 'node:fs';
import { test } from 'node:test';
import { builtInCatalogue } from '@keyward/policy';
import fc from 'fast-check';
import { printCanonically } from '../src/policy/canonical-policy.ts';
import { InputRefused } from '../src/policy/input-refused.ts';
import { judgeCase } from '../src/policy/judge-case.ts';
import { findingsIn } from '../src/policy/lint-policy.ts';
import { readCases } from '../src/policy/read-cases.ts';
import { catalogueWith } from '../src/policy/read-catalogue.ts';
import { parseJson } from '../src/policy/read-json.ts';
import { addFlag, addTags } from '../src/policy/request-facts.ts';
import { onOneLine } from '../src/print.ts';
import { directoryWith, runPolicy } from './run-policy.ts';

const usage: readonly (readonly string[])[] = [
  [],
  ['frobnicate'],
  ['test'],
  ['lint'],
  ['lint', 'a.json', 'b.json'],
  ['lint', '--fix', 'a.json'],
  ['diff', 'a.json'],
  ['diff', '-', '-'],
  ['test', '-', '--types', '-'],
  ['explain', 'a.json', '-a', 'updateOn'],
  ['explain', 'a.json', '-r', 'proj/a'],
  ['explain', 'a.json', '-a', 'updateOn', '-r', 'proj/*'],
  ['explain', 'a.json', '-a', 'updateOn', '-r', 'proj/a', '--tag', 'env'],
  ['explain', 'a.json', '-a', 'updateOn', '-r', 'proj/a', '--flag', 'env.critical=yes'],
  ['fmt', '--check', '--write', 'a.json'],
  ['fmt', '--write', '-'],
];

test('wrong usage ends with 2 and one reason, before any file is read', async (t) => {
  const directory = directoryWith(t, {});
  for (const words of usage) {
    const { code, stdout, stderr } = await runPolicy(directory, words);
    assert.deepEqual([code, stdout], [2, ''], words.join(' '));
    assert.match(
      stderr,
      /^(error: .+\n(\(Did you mean .+\)\n)?|Usage: keyward policy [\s\S]+)$/,
      words.join(' '),
    );
  }
});

test('what cannot be read ends with 1 and names the file and the place', async (t) => {
  const directory = directoryWith(t, {
    'latin.json': Uint8Array.of(0x5b, 0x22, 0xe9, 0x22, 0x5d),
    'broken.json': '[\n  { "effect": "allow", }\n]',
    'twice.json': '[{ "effect": "deny", "effect": "allow" }]',
    'types.json': [{ name: 'proj', actions: {} }],
    'policy.json': [],
  });
  const reasons: readonly (readonly [words: readonly string[], reason: string])[] = [
    [['lint', 'missing.json'], '`missing.json` does not exist'],
    [['fmt', '.'], '`.` is a directory; name a file in it'],
    [['lint', '/dev/zero'], '`/dev/zero` is larger than 16777216 bytes; split it'],
    [['lint', 'latin.json'], '`latin.json` is no UTF-8 text; save it as UTF-8'],
    [
      ['lint', 'broken.json'],
      '`broken.json` is no JSON at line 2, column 24: a key between quotes belongs here',
    ],
    [['fmt', 'twice.json'], '`twice.json` is no JSON at line 1, column 22: the key `effect` is there twice'],
    [['lint', '-'], '`stdin` is no JSON at line 1, column 1: the text ends before the value does'],
    [['lint', 'policy.json', '--types', 'types.json'], '`types.json`: the type `proj` is taken'],
    [
      ['fmt', '--write', '/dev/null'],
      '`/dev/null` is no JSON at line 1, column 1: the text ends before the value does',
    ],
  ];
  for (const [words, reason] of reasons) {
    assert.deepEqual(await runPolicy(directory, words), {
      code: 1,
      stdout: '',
      stderr: `keyward: ${reason}\n`,
    });
  }
});

test('JSON of any depth ends with a message', async (t) => {
  const directory = directoryWith(t, { 'deep.json': `${'['.repeat(300_000)}${']'.repeat(300_000)}` });
  for (const verb of ['test', 'lint', 'fmt']) {
    const { code, stdout, stderr } = await runPolicy(directory, [verb, 'deep.json']);
    assert.equal(code, 1);
    assert.match(stdout + stderr, /^(keyward: `)?deep\.json[^\n]+\n$/);
  }
});

test('the verdict stands when the reader of the output is gone', async (t) => {
  const policy = [{ effect: 'allow', resources: ['proj/*'], actions: ['viewProject'] }];
  const request = { action: 'viewProject', resource: 'proj/web' };
  const cases = Array.from({ length: 5_000 }, (_, index) => ({
    id: `${index}`,
    policy,
    request,
    expect: 'deny',
  }));
  const directory = directoryWith(t, { 'cases.json': cases });
  const { code, stderr } = await runPolicy(directory, ['test', 'cases.json'], '', { stdout: 'closed' });
  assert.deepEqual([code, stderr], [8, '0 passed, 5000 failed\n']);
});

test('output that finds no room ends with 1', async (t) => {
  const directory = directoryWith(t, { 'policy.json': [] });
  const full = openSync('/dev/full', 'w');
  t.after(() => closeSync(full));
  assert.deepEqual(await runPolicy(directory, ['fmt', 'policy.json'], '', { stdout: full }), {
    code: 1,
    stdout: '',
    stderr: 'keyward: the output cannot be written; see to the room on its disk\n',
  });
});

/** What is said of a text that is no JSON with one meaning. */
function faultOf(text: string): string | undefined {
  try {
    parseJson(text, 'f');
    return undefined;
  } catch (error) {
    if (error instanceof InputRefused) return error.message;
    throw error;
  }
}

test('a text is JSON for us exactly when it is for JSON.parse and has no key twice', () => {
  const json = fc.json({ maxDepth: 4 });
  const mutated = fc
    .tuple(json, fc.nat(), fc.constantFrom('', ...'[]{}:,"\\0-1.eu\n\u0001 tn'.split(''), 'true', '\\u00'))
    .map(([text, at, by]) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + by + text.slice(place + (at % 2));
    });
  fc.assert(
    fc.property(fc.oneof(json, mutated, fc.string()), (text) => {
      const fault = faultOf(text);
      if (fault?.endsWith('is there twice')) return;
      let isJson = true;
      try {
        JSON.parse(text);
      } catch {
        isJson = false;
      }
      assert.equal(fault === undefined, isJson, text);
    }),
    { numRuns: 20_000 },
  );
});

test('the same key twice is found however it is written, and in other objects it is none', () => {
  const isRefused = (text: string) => faultOf(text) !== undefined;
  assert.ok(isRefused('{"a":1,"a":2}'));
  assert.ok(isRefused('{"a":1,"\\u0061":2}'));
  assert.ok(isRefused('[{"__proto__":1,"__proto__":2}]'));
  assert.ok(!isRefused('{"a":{"a":[{"a":1},{"a":2}]},"b":{"a":1}}'));
});

test('no input makes another error than a refusal', () => {
  const word = fc.constantFrom(
    ...[
      'id',
      'expect',
      'policy',
      'member',
      'token',
      'request',
      'requests',
      'role',
      'customRoles',
      'inlineRole',
    ],
    ...[
      'resource',
      'action',
      'tags',
      'effect',
      'resources',
      'actions',
      'name',
      'parents',
      '__proto__',
      'constructor',
    ],
  );
  const value = fc.constantFrom<unknown>(
    'allow',
    'deny',
    'valid',
    'proj/*',
    'proj/a',
    '*',
    'reader',
    'read',
    1,
    null,
    true,
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      value,
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.array(fc.tuple(word, tie('tree')), { maxLength: 5 }).map((fields) => Object.fromEntries(fields)),
    ),
  }));
  const attempts = [
    (input: unknown) => readCases([input], 'f').map((each) => judgeCase(each, builtInCatalogue)),
    (input: unknown) => findingsIn(input, builtInCatalogue),
    (input: unknown) => printCanonically(input, 'f'),
    (input: unknown) => catalogueWith([input], 'f'),
  ];
  fc.assert(
    fc.property(fc.oneof(tree, fc.jsonValue()), (input) => {
      for (const attempt of attempts) {
        try {
          attempt(input);
        } catch (error) {
          if (!(error instanceof InputRefused)) throw error;
          const lines = error.message.split('\n');
          assert.equal(lines.length, error.faults.length, 'a fault is one line');
          assert.doesNotMatch(lines.join(''), /\p{Cc}/u);
        }
      }
    }),
    { numRuns: 5_000 },
  );
});

test('a case file of well-formed cases is read and judged whatever its words', () => {
  const expect = fc.constantFrom('allow', 'deny', 'valid', 'invalid');
  const record = fc.record({
    id: fc.string({ minLength: 1 }).filter((id) => /./.test(id)),
    expect,
    policy: fc.jsonValue(),
  });
  fc.assert(
    fc.property(record, fc.string(), fc.string(), (each, action, resource) => {
      const text = JSON.stringify([{ ...each, request: { action, resource } }]);
      const [read] = readCases(parseJson(text, 'f'), 'f');
      assert.ok(read && judgeCase(read, builtInCatalogue).answer);
    }),
    { numRuns: 2_000 },
  );
});

test('no text of a file begins a line or steers the terminal', () => {
  assert.equal(
    onOneLine('a\nb\r\u001b[31m\u202e\u2028\ud800é'),
    'a\\u{a}b\\u{d}\\u{1b}[31m\\u{202e}\\u{2028}\ufffdé',
  );
});

test('facts of a request add up by type, and none of them is a field of every object', () => {
  const tags = addTags('__proto__=c', addTags('env=b', addTags('env=a')));
  assert.deepEqual(
    [...tags],
    [
      ['env', ['a', 'b']],
      ['__proto__', ['c']],
    ],
  );
  const flags = addFlag('env.critical=false', addFlag('env.secure=true', addFlag('env.critical=true')));
  assert.deepEqual(
    [...(flags.get('env') ?? [])],
    [
      ['critical', false],
      ['secure', true],
    ],
  );
});
