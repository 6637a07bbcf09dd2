import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type AccessLevel,
  type AccessRequest,
  builtInCatalogue,
  compileRights,
  decide,
  decideEffective,
  explain,
  extendCatalogue,
  type Policy,
  parseResourceSpecifier,
  type RightsSource,
  validatePolicy,
} from '../src/index.ts';

const rightsOf = (of: RightsSource) => compileRights(of, builtInCatalogue);
const inline = (policy: Policy) => rightsOf({ scope: { inlineRole: policy } });
const allow = (resources: string[], actions: string[]): Policy => [{ effect: 'allow', resources, actions }];

test('N8: an allow on `self` is for the very same key', () => {
  const rights = inline(allow(['member/self'], ['updateRole']));
  const allowed = (resource: string) => decide(rights, { action: 'updateRole', resource }).allowed;
  assert.equal(allowed('member/self'), true);
  for (const other of [
    'member/Self',
    'member/SELF',
    'member/%73elf',
    'member/self ',
    ' member/self',
    'member/self/',
    'Member/self',
    'member/sel\u0192',
    'member/s\u200belf',
    'member/\uff53elf',
    'member/self\u0000',
    'member//self',
    'member/./self',
    'member/self:',
  ]) {
    assert.equal(allowed(other), false, JSON.stringify(other));
  }
});

test('N4: names that look alike are not the same, and none outside the plain characters is stored', () => {
  for (const name of [
    '\u0430dmin',
    'ad\u200bmin',
    'admi\u0301n',
    '\ufb01le',
    'a\u00adb',
    'admin\u202e',
    'ſelf',
  ]) {
    const problems = validatePolicy(allow([`proj/${name}`], ['*']), builtInCatalogue);
    assert.equal(problems[0]?.severity, 'error', JSON.stringify(name));
    assert.equal(validatePolicy(allow(['proj/a'], [name]), builtInCatalogue)[0]?.severity, 'error');
  }
});

test('N3: the value of an attribute is a key and never a pattern, whatever it holds', () => {
  const policy = allow(['proj/x-${roleAttribute/p}', 'proj/*:env/*:flag/*;${roleAttribute/p}'], ['*']);
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'*+/,;:{}$ax-.'), minLength: 1, maxLength: 6 }),
      (value) => {
        const rights = rightsOf({
          holder: { role: 'no_access', customRoles: [{ key: 'r', policy }], roleAttributes: { p: [value] } },
        });
        const isKey = /^[a-z.-]+$/.test(value);
        for (const name of ['x-q', 'x-aq', 'y', 'x-.q']) {
          const resource = `proj/${name}`;
          if (name !== `x-${value}`)
            assert.equal(decide(rights, { action: 'viewProject', resource }).allowed, false);
        }
        const tagged = { action: 'updateOn', resource: 'proj/a:env/b:flag/c', tags: { flag: [value] } };
        assert.equal(decide(rights, tagged).allowed, isKey);
      },
    ),
    { numRuns: 1000 },
  );
});

test('N7: a pattern of actions matches what its characters say', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'A', '-', '.', '_'), minLength: 1, maxLength: 6 });
  const pattern = fc.string({
    unit: fc.constantFrom('a', 'b', 'A', '*', '.', '_'),
    minLength: 1,
    maxLength: 6,
  });
  const matches = (glob: string, text: string): boolean => {
    if (glob === '') return text === '';
    if (glob[0] !== '*') return glob[0] === text[0] && matches(glob.slice(1), text.slice(1));
    return matches(glob.slice(1), text) || (text !== '' && matches(glob, text.slice(1)));
  };
  fc.assert(
    fc.property(pattern, word, (glob, action) => {
      const allowed = decide(inline(allow(['proj/*'], [glob])), { action, resource: 'proj/x' }).allowed;
      assert.equal(allowed, matches(glob, action));
    }),
    { numRuns: 10_000 },
  );
});

test('a deny or a negation that seems to narrow is decided by what it leaves', () => {
  const reaches = (statement: Policy[number], action: string, resource: string) =>
    decide(inline([statement]), { action, resource }).allowed;
  const allBut: Policy[number] = {
    effect: 'allow',
    notResources: ['proj/*:env/production:flag/*'],
    actions: ['*'],
  };
  assert.equal(reaches(allBut, 'updateAccountOwner', 'acct'), true);
  assert.equal(reaches(allBut, 'deleteMember', 'member/ann'), true);
  const othersOf: Policy[number] = { effect: 'allow', resources: ['acct'], notActions: ['viewAuditLog'] };
  assert.equal(reaches(othersOf, 'updateAccountOwner', 'acct'), true);
  const denyOnly: Policy[number] = { effect: 'deny', notResources: ['proj/a'], actions: ['*'] };
  assert.equal(reaches(denyOnly, 'viewProject', 'proj/a'), false);
  const unset: Policy[number] = {
    effect: 'allow',
    notResources: ['proj/${roleAttribute/none}'],
    actions: ['*'],
  };
  assert.equal(reaches(unset, 'viewProject', 'proj/a'), true);
});

test('requests of any shape are answered', () => {
  const names = fc.constantFrom('__proto__', 'constructor', 'toString', 'proj', 'hasOwnProperty', 'acct');
  const resource = fc.oneof(
    names,
    fc.tuple(names, names).map(([type, name]) => `${type}/${name}`),
    fc.string({ unit: fc.constantFrom(...'\u0000\u200b\ud800\uffffé𝒂ﷺ/:a') }),
    fc.string({ unit: fc.constantFrom(...':/*;{},$ab', 'proj/', 'env/') }),
  );
  const tags: fc.Arbitrary<Record<string, string[]>> = fc.dictionary(names, fc.array(names));
  const policy = allow(['*'], ['*']);
  const deny: Policy = [
    { effect: 'deny', resources: ['constructor/*;a', 'proj/*;{toString:true}'], actions: ['a'] },
  ];
  fc.assert(
    fc.property(resource, names, tags, (text, action, of) => {
      const request: AccessRequest = { action, resource: text, tags: of };
      const rights = inline([...policy, ...deny]);
      const decision = decideEffective(rights, request);
      assert.equal(typeof decision.allowed, 'boolean');
      assert.deepEqual(explain(rights, request).decision, decision);
    }),
    { numRuns: 1000 },
  );
  assert.equal(({} as Record<string, unknown>).effect, undefined);
});

test('an endless resource or entry is refused at once', () => {
  const owner = rightsOf({ scope: { role: 'owner' } });
  const start = performance.now();
  for (const text of [
    'a/b:'.repeat(1_000_000),
    `${'a/b:'.repeat(1_000_000)}a`,
    'a'.repeat(4_000_000),
    'a/'.repeat(1e6),
  ]) {
    assert.equal(decide(owner, { action: 'x', resource: text }).allowed, false);
    assert.equal(explain(owner, { action: 'x', resource: text }).sentence.length < 300, true);
    assert.equal(parseResourceSpecifier(text).ok, false);
  }
  assert.ok(performance.now() - start < 10_000);
});

test('any entry is read in time that grows with its length', () => {
  const time = (text: string) => {
    const start = performance.now();
    for (let run = 0; run < 20; run++) parseResourceSpecifier(text);
    return (performance.now() - start) / 20;
  };
  const units = [
    ':',
    '{',
    '}',
    ';',
    ',',
    '/',
    '*',
    '$',
    '${',
    'a;view:',
    ';view:',
    '{a:true},',
    'a/b:',
    'a/*;*',
    'ﷺ',
  ];
  for (const unit of units) {
    for (const start of ['', 'proj/', 'proj/*;', 'proj/a:env/*;{critical:', 'proj/${roleAttribute/']) {
      const milliseconds = time((start + unit.repeat(2048)).slice(0, 2048));
      assert.ok(milliseconds < 20, `${start}${unit}…: ${milliseconds} ms`);
    }
  }
});

test('types of an account named like parts of every object are types like others', () => {
  const actions = Object.fromEntries<AccessLevel>([
    ['toString', 'write'],
    ['valueOf', 'admin'],
  ]);
  const catalogue = extendCatalogue(builtInCatalogue, [
    {
      name: 'constructor',
      tags: true,
      flags: ['prototype'],
      actions,
    },
  ]);
  const policy = allow(['constructor/*;a,{prototype:true}'], ['toString']);
  assert.deepEqual(validatePolicy(policy, catalogue), []);
  const rights = compileRights({ scope: { inlineRole: policy } }, catalogue);
  const request = { action: 'toString', resource: 'constructor/x' };
  assert.equal(decide(rights, request).allowed, false);
  const tags = { constructor: ['a'] };
  assert.equal(
    decide(rights, { ...request, tags, properties: { constructor: { prototype: true } } }).allowed,
    true,
  );
});
