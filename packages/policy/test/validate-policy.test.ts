import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  builtInCatalogue,
  compileRights,
  decide,
  extendCatalogue,
  MAX_ACTION_LENGTH,
  MAX_GLOBS,
  MAX_LIST_ENTRIES,
  MAX_POLICY_LENGTH,
  MAX_STATEMENTS,
  type Policy,
  type PolicyProblem,
  validatePolicy,
} from '../src/index.ts';

const catalogue = extendCatalogue(builtInCatalogue, [
  { name: 'invoice', tags: true, flags: ['paid'], actions: { payInvoice: 'write', voidInvoice: 'admin' } },
]);
const validate = (policy: unknown) => validatePolicy(policy, catalogue);
const errorsOf = (policy: unknown) => validate(policy).filter(({ severity }) => severity === 'error');
const about = (resources: string[], actions: string[] = ['*']) => [{ effect: 'allow', resources, actions }];

function only(policy: unknown): PolicyProblem {
  const [problem, ...others] = validate(policy);
  assert.ok(problem);
  assert.deepEqual(others, []);
  return problem;
}

const cases: { id: string; why: string; expect: string; policy: unknown }[] = JSON.parse(
  readFileSync(new URL('../../../spec/decisions/validity.json', import.meta.url), 'utf8'),
);
for (const { id, why, expect, policy } of cases) {
  test(`${id}: ${expect}, ${why}`, () => {
    assert.equal(errorsOf(policy).length === 0 ? 'valid' : 'invalid', expect);
  });
}

const shapes: [what: string, statement: unknown, code: string, message: RegExp][] = [
  ['no object', 5, 'not-a-statement', /^statement 1 is no object; write it as in/],
  ['a list', [], 'not-a-statement', /^statement 1 is no object/],
  ['null', null, 'not-a-statement', /^statement 1 is no object/],
  [
    'a field that only looks right',
    { effect: 'allow', resources: ['proj/*'], actions: ['*'], action: [] },
    'unknown-field',
    /^unknown field `action` in statement 1; did you mean `actions`\?$/,
  ],
  [
    'an effect in capitals',
    { effect: 'Allow', resources: ['proj/*'], actions: ['*'] },
    'bad-effect',
    /^the effect of statement 1 is `Allow`; write `allow` or `deny`$/,
  ],
  [
    'a list that is a text',
    { effect: 'allow', resources: 'proj/*', actions: ['*'] },
    'not-a-list',
    /^`resources` of statement 1 is no list; put its entries between `\[` and `\]`$/,
  ],
  [
    'a list that is null',
    { effect: 'allow', resources: ['proj/*'], actions: null },
    'not-a-list',
    /^`actions` of statement 1/,
  ],
  [
    'an entry that is no text',
    { effect: 'allow', resources: ['proj/*', 7], actions: ['*'] },
    'not-a-text',
    /^entry 2 of `resources` in statement 1 is no text/,
  ],
  [
    'empty lists alone',
    { effect: 'allow', resources: [], notResources: [], actions: ['*'] },
    'missing-list',
    /^statement 1 has neither `resources` nor `notResources`; give one of them an entry$/,
  ],
];
for (const [what, statement, code, message] of shapes) {
  test(`a statement with ${what} is refused`, () => {
    const problem = only([statement]);
    assert.equal(problem.code, code);
    assert.equal(problem.statement, 0);
    assert.match(problem.message, message);
  });
}

test('an empty list beside a full one counts as absent, and both negations together are only doubtful', () => {
  assert.deepEqual(
    validate([{ effect: 'deny', resources: ['proj/*'], notResources: [], actions: ['*'], notActions: [] }]),
    [],
  );
  const problem = only([{ effect: 'allow', notResources: ['proj/a'], notActions: ['deleteProject'] }]);
  assert.equal(problem.severity, 'warning');
  assert.equal(problem.code, 'both-negated');
});

const entries: [entry: string, code: string, at: number | undefined, replacement: string[] | undefined][] = [
  ['proj/*:env/*;qa_*:/flag/*', 'malformed-specifier', 18, ['proj/*:env/*;qa_*:flag/*']],
  ['proj/a,b', 'malformed-specifier', 6, ['proj/a', 'proj/b']],
  ['proj/*:env/:flag/*;t', 'malformed-specifier', 11, ['proj/*:env/*:flag/*;t']],
  ['proj/*:env/*;critical:true', 'malformed-specifier', 13, ['proj/*:env/*;{critical:true}']],
  ['proj/${projects}', 'malformed-specifier', 5, undefined],
  ['proj/${roleAttribute/}', 'malformed-specifier', 5, undefined],
  ['proj/${roleAttribute/a b}', 'malformed-specifier', 5, undefined],
  ['proj/**', 'malformed-specifier', 5, ['proj/*']],
  ['proj/x;a,,,b', 'malformed-specifier', 9, undefined],
  ['project/x:env/a', 'unknown-type', 0, ['proj/x:env/a']],
  ['proj/x:evn/a', 'unknown-type', 7, ['proj/x:env/a']],
  ['warehouse/*', 'unknown-type', 0, undefined],
  ['proj/x:flag/*;a', 'unknown-chain', 0, ['proj/x:env/*:flag/*;a']],
  ['flag/x', 'unknown-chain', 0, ['proj/*:env/*:flag/x']],
  ['aiconfig/x', 'unknown-chain', 0, ['proj/*:aiconfig/x', 'proj/*:env/*:aiconfig/x']],
  ['proj/x:env/a:metric/*', 'unknown-chain', 0, undefined],
  ['acct/*', 'unknown-chain', 0, ['acct']],
  ['member', 'unknown-chain', 0, ['member/*']],
  ['ｐroj/*', 'not-normal', undefined, ['proj/*']],
  ['proj/\u0430dmin', 'malformed-specifier', 5, undefined],
  ['proj/ad\u200bmin', 'malformed-specifier', 7, undefined],
];
for (const [entry, code, at, replacement] of entries) {
  test(`the entry \`${entry}\` is refused with its place`, () => {
    const problem = only([...about(['proj/*']), ...about(['acct', entry])]);
    assert.equal(problem.severity, 'error');
    assert.deepEqual(
      { code: problem.code, at: problem.at, replacement: problem.replacement },
      { code, at, replacement },
      problem.message,
    );
    assert.deepEqual([problem.statement, problem.field, problem.index], [1, 'resources', 1]);
    assert.match(problem.message, /entry 2 of `resources` in statement 2/);
    if (replacement) assert.deepEqual(errorsOf(about(replacement)), []);
  });
}

test('selectors that nothing can meet are doubtful', () => {
  const codes = (entry: string) =>
    validate(about([entry])).map(({ severity, code }) => `${severity} ${code}`);
  assert.deepEqual(codes('proj/*:env/*;critical:flag/*'), ['warning tag-named-like-flag']);
  assert.deepEqual(codes('member/*;a'), ['warning undeclared-selector']);
  assert.deepEqual(codes('proj/*;{critical:true}'), ['warning undeclared-selector']);
  assert.deepEqual(codes('proj/*;view:a:env/*:flag/*'), ['warning undeclared-selector']);
  assert.deepEqual(codes('proj/*;a:env/*;{critical:false}:flag/*;b*,view:c'), []);
  assert.deepEqual(codes('invoice/*;a,{paid:true}'), []);
});

const actions: [action: string, resource: string, outcome: string, message: RegExp | undefined][] = [
  [
    'updateOnn',
    'proj/*:env/*:flag/*',
    'warning unknown-action',
    /^unknown action `updateOnn` in statement 1; did you mean `updateOn`\?$/,
  ],
  ['updateRolle', 'member/*', 'error unknown-action', /did you mean `updateRole`\?$/],
  ['payInvoic', 'invoice/*', 'error unknown-action', /did you mean `payInvoice`\?$/],
  [
    'updateOn',
    'member/*',
    'error action-of-other-type',
    /^`updateOn` is no action of `member` in statement 1; it belongs to/,
  ],
  ['deleteMember', 'proj/*', 'warning action-of-other-type', /it belongs to `member`$/],
  ['delete*', 'acct', '', undefined],
  ['*Invoice', 'invoice/*', '', undefined],
  ['read*', 'invoice/*', 'error unknown-action', /take one of the actions of `invoice`$/],
  ['anything', '*', 'warning unknown-action', /^unknown action `anything`/],
  ['updateOn ', 'proj/*', 'error malformed-action', /^`updateOn ` is no action in statement 1/],
  ['', 'proj/*', 'error malformed-action', /is no action/],
  ['update**', 'proj/*', 'error malformed-action', /write `update\*`$/],
  ['${roleAttribute/a}', 'proj/*', 'error malformed-action', /^placeholder .* among the actions/],
  ['ｕpdateOn', 'proj/*', 'error not-normal', /write `updateOn`$/],
  ['constructor', 'invoice/*', 'error unknown-action', /unknown action `constructor`/],
  ['__proto__', 'invoice/*', 'error unknown-action', /unknown action `__proto__`/],
];
for (const [action, resource, outcome, message] of actions) {
  test(`the action \`${action}\` on \`${resource}\`: ${outcome || 'valid'}`, () => {
    const problems = validate(about([resource], [action]));
    assert.deepEqual(
      problems.map(({ severity, code }) => `${severity} ${code}`),
      outcome === '' ? [] : [outcome],
    );
    if (message) assert.match(problems[0]?.message ?? '', message);
  });
}

test('an action may belong to any resource of its statement', () => {
  assert.deepEqual(validate(about(['proj/*', 'proj/*:env/*:flag/*'], ['viewProject', 'updateOn'])), []);
  assert.deepEqual(
    validate([{ effect: 'deny', notResources: ['proj/*'], actions: ['updateOn', 'deleteMember'] }]),
    [],
  );
});

test('a placeholder needs a holder', () => {
  const policy = about(['proj/*', 'proj/${roleAttribute/projects}']);
  assert.deepEqual(validatePolicy(policy, catalogue), []);
  assert.deepEqual(validatePolicy(policy, catalogue, { forToken: 'personal' }), []);
  const [problem] = validatePolicy(policy, catalogue, { forToken: 'service' });
  assert.equal(problem?.code, 'placeholder-without-holder');
  assert.equal(problem?.at, 5);
  assert.equal(problem?.index, 1);
});

test('each limit is exact', () => {
  const codes = (policy: unknown) => [...new Set(errorsOf(policy).map(({ code }) => code))];
  const [statement] = about(['acct']);
  assert.deepEqual(codes(Array(MAX_STATEMENTS).fill(statement)), []);
  assert.deepEqual(codes(Array(MAX_STATEMENTS + 1).fill(statement)), ['too-many-statements']);
  assert.deepEqual(codes(about(Array(MAX_LIST_ENTRIES).fill('acct'))), []);
  assert.deepEqual(codes(about(Array(MAX_LIST_ENTRIES + 1).fill('acct'))), ['too-many-entries']);
  assert.deepEqual(codes(about(['proj/*'], ['a'.repeat(MAX_ACTION_LENGTH)])), []);
  assert.deepEqual(codes(about(['proj/*'], ['a'.repeat(MAX_ACTION_LENGTH + 1)])), ['malformed-action']);
  const globs = (count: number) =>
    Array.from({ length: count / 250 }, () => about(Array(125).fill('proj/a*;b*'))).flat();
  assert.deepEqual(codes(globs(MAX_GLOBS)), []);
  assert.deepEqual(codes([...globs(MAX_GLOBS), ...about(['proj/a*'])]), ['too-many-globs']);
});

test('a policy is as long as its JSON', () => {
  const sized = (length: number) => {
    const statements = about(Array(347).fill(`proj/${'a'.repeat(180)}`));
    const rest = length - JSON.stringify([...statements, ...about(['proj/'])]).length;
    return [...statements, ...about([`proj/${'b'.repeat(rest)}`])];
  };
  const fitting = sized(MAX_POLICY_LENGTH);
  assert.equal(JSON.stringify(fitting).length, MAX_POLICY_LENGTH);
  const isTooLong = (policy: unknown) => errorsOf(policy).some(({ code }) => code === 'too-long');
  assert.equal(isTooLong(fitting), false);
  assert.equal(isTooLong(sized(MAX_POLICY_LENGTH + 1)), true);
});

test('names that every object has are read from no prototype', () => {
  const hidden = JSON.parse('[{"__proto__":{"effect":"allow","resources":["*"],"actions":["*"]}}]');
  const codes = errorsOf(hidden).map(({ code }) => code);
  assert.deepEqual(codes, ['unknown-field', 'bad-effect', 'missing-list', 'missing-list']);
  assert.equal(errorsOf(Object.create([{ effect: 'allow' }]))[0]?.code, 'not-a-policy');
});

function quickly<T>(run: () => T): T {
  const start = performance.now();
  const result = run();
  assert.ok(performance.now() - start < 20_000, 'it took over 20 seconds');
  return result;
}

test('hostile policies are refused at once, with a short answer', () => {
  let deep: unknown = 'x';
  for (let level = 0; level < 100_000; level++) deep = [deep];
  const wide = Object.fromEntries(Array.from({ length: 200_000 }, (_, index) => [`f${index}`, 1]));
  const hostile: unknown[] = [
    deep,
    [deep],
    [{ effect: deep, resources: deep, actions: deep }],
    [wide],
    wide,
    Array(1_000_000).fill(null),
    Array(MAX_STATEMENTS).fill({ effect: 'x'.repeat(100_000), resources: 1, actions: 1 }),
    about(['x'.repeat(5_000_000)]),
    about(['ﷺ'.repeat(2000)]),
    about([`proj/${','.repeat(2000)}`]),
    about([`proj/*;${','.repeat(2000)}`]),
    about(Array(30).fill(`proj/${'a,'.repeat(1000)}`)),
    about(['proj/*'], Array(MAX_LIST_ENTRIES).fill('abcdefghijklmnopqrstuvwxyz'.repeat(4))),
    about(
      ['*'],
      Array.from({ length: MAX_LIST_ENTRIES }, (_, index) => `${'updateOn'.repeat(10)}${index}`),
    ),
    about(
      ['*'],
      Array.from({ length: MAX_LIST_ENTRIES }, (_, index) => `*a*b*c*d*e*f*g*${index}`),
    ),
  ];
  for (const policy of hostile) {
    const problems = quickly(() => validate(policy));
    assert.ok(problems.length > 0);
    assert.ok(JSON.stringify(problems).length < 200_000);
  }
});

const pieces = fc.constantFrom(
  ...':{};,/*$!ab1.-',
  'view:',
  'proj/',
  'env/*',
  '${roleAttribute/a}',
  '{critical:true}',
  'é',
  'ﬀ',
  '𝒂',
  '\ud800',
  '\u0000',
);
const text = fc.oneof(
  fc.string({ unit: pieces, maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const list = fc.oneof(
  { weight: 9, arbitrary: fc.array(text, { maxLength: 4 }) },
  { weight: 1, arbitrary: fc.jsonValue() },
);
const statementLike = fc.record(
  {
    effect: fc.constantFrom('allow', 'deny', 'Allow', 1),
    resources: list,
    notResources: list,
    actions: list,
    notActions: list,
    __proto__: list,
  },
  { requiredKeys: [] },
);

test('whatever is given, it is answered and not thrown; what is accepted compiles', () => {
  const anything = fc.oneof(fc.array(statementLike, { maxLength: 4 }), fc.jsonValue());
  fc.assert(
    fc.property(anything, (policy) => {
      if (errorsOf(policy).length > 0) return;
      const rights = compileRights({ scope: { inlineRole: policy as Policy } }, catalogue);
      decide(rights, { action: 'updateOn', resource: 'proj/a:env/b:flag/c' });
    }),
    { numRuns: 2000 },
  );
});

test('what is proposed instead is accepted', () => {
  fc.assert(
    fc.property(fc.string({ unit: pieces, maxLength: 12 }), (entry) => {
      for (const { code, replacement } of validate(about([entry]))) {
        if (code !== 'malformed-specifier' || !replacement) continue;
        for (const { code } of validate(about([...replacement]))) {
          assert.notEqual(code, 'malformed-specifier', entry);
        }
      }
    }),
    { numRuns: 2000 },
  );
});

test('an accepted policy comes back byte for byte', () => {
  const policy = about(['proj/*:env/*;b,a:flag/*;view:Squad-A'], ['updateOn', 'update*']);
  const before = JSON.stringify(policy);
  assert.deepEqual(validate(policy), []);
  assert.equal(JSON.stringify(policy), before);
});
