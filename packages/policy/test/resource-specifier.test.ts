import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseResourceSpecifier, printResourceSpecifier, type SpecifierSegment } from '../src/index.ts';

function parse(text: string) {
  const parsed = parseResourceSpecifier(text);
  assert.ok(parsed.ok, parsed.ok ? '' : parsed.problem.message);
  return parsed.specifier;
}

function problemOf(text: string) {
  const parsed = parseResourceSpecifier(text);
  assert.ok(!parsed.ok, `${text} was accepted`);
  return parsed.problem;
}

test('every selector is read, also where a colon is part of one', () => {
  const text = 'proj/*:env/*;{critical:true}:flag/ops_*;b,a*,view:Squad-A,view:${roleAttribute/View}';
  const [, env, flag] = parse(text).segments;
  assert.deepEqual(env, {
    type: 'env',
    name: '*',
    tags: [],
    flags: [{ name: 'critical', value: true }],
    views: [],
  });
  assert.deepEqual(flag, {
    type: 'flag',
    name: 'ops_*',
    tags: ['a*', 'b'],
    flags: [],
    views: ['${roleAttribute/View}', 'squad-a'],
  });
});

test('a type without names and the entry for every resource', () => {
  assert.equal(parse('acct').segments[0]?.name, undefined);
  assert.deepEqual(parse('*').segments, []);
  assert.equal(printResourceSpecifier(parse('*')), '*');
});

test('compatibility characters are brought to their plain form first', () => {
  assert.equal(printResourceSpecifier(parse('ｐroj/ａ')), 'proj/a');
});

const mistakes: [text: string, at: number, replacement: string[] | undefined][] = [
  ['proj/*:env/*;qa_*:/flag/*', 18, ['proj/*:env/*;qa_*:flag/*']],
  ['proj/project-1,project-2', 14, ['proj/project-1', 'proj/project-2']],
  ['proj/*:env/:flag/*;terraform-managed', 11, ['proj/*:env/*:flag/*;terraform-managed']],
  ['proj/*:env/*;critical:true:flag/*', 13, ['proj/*:env/*;{critical:true}:flag/*']],
  ['Proj/*', 0, ['proj/*']],
  ['proj/**', 5, ['proj/*']],
  ['proj/*;', 7, ['proj/*']],
  ['proj/*;a,,b', 9, ['proj/*;a,b']],
  ['proj/a?', 6, undefined],
  ['proj/[ab]', 5, undefined],
  ['proj/*;!a', 7, undefined],
  ['proj/*;view:*', 7, undefined],
  ['proj/*;{critical=true}', 7, undefined],
  ['proj/*:', 7, undefined],
  ['', 0, undefined],
  ['proj/ a', 5, undefined],
  ['proj/${attribute}', 5, undefined],
  ['proj/\u0430dmin', 5, undefined],
];

for (const [text, at, replacement] of mistakes) {
  test(`\`${text}\` is refused at its mistake`, () => {
    const problem = problemOf(text);
    assert.equal(problem.at, at, problem.message);
    assert.deepEqual(problem.replacement, replacement, problem.message);
    for (const instead of replacement ?? []) parse(instead);
  });
}

test('a message says where the mistake is and what to write', () => {
  assert.equal(
    problemOf('proj/*:env/*;qa_*:/flag/*').message,
    'unexpected `/` after `proj/*:env/*;qa_*:`, at character 19; write `proj/*:env/*;qa_*:flag/*`',
  );
});

const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,5}$/);
const glob = fc.stringMatching(/^([A-Za-z0-9_.-]|\$\{roleAttribute\/k\}|\*[a-z]){1,5}$/);
const segment: fc.Arbitrary<SpecifierSegment> = fc.record(
  {
    type: word.filter((type) => type !== 'true' && type !== 'false'),
    name: fc.option(glob, { nil: undefined }),
    tags: fc.uniqueArray(glob, { maxLength: 3 }).map((tags) => tags.sort()),
    flags: fc.constantFrom([], [{ name: 'critical', value: true }], [{ name: 'archived', value: false }]),
    views: fc.uniqueArray(word, { maxLength: 2 }).map((views) => views.sort()),
  },
  { noNullPrototype: true },
);

test('what is printed is read back as the same', () => {
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1, maxLength: 4 }), (segments) => {
      assert.deepEqual(parse(printResourceSpecifier({ segments })), { segments });
    }),
    { numRuns: 2000 },
  );
});

test('any text is accepted or refused, and print is canonical', () => {
  const hostile = fc.string({
    unit: fc.constantFrom(...':{};,/*$!ab1.-', 'view:', 'proj', 'true', 'é', '𝒂'),
  });
  fc.assert(
    fc.property(fc.oneof(hostile, fc.string({ unit: 'binary' })), (text) => {
      const parsed = parseResourceSpecifier(text);
      if (!parsed.ok) return parsed.problem.at >= 0;
      const printed = printResourceSpecifier(parsed.specifier);
      return printResourceSpecifier(parse(printed)) === printed;
    }),
    { numRuns: 2000 },
  );
});
