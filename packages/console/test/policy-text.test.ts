import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CompletionContext } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import type { Statement } from '@keyward/policy';
import fc from 'fast-check';
import { editPolicy, type PolicyEdit } from '../src/policy/edit-policy.ts';
import { parsePolicy } from '../src/policy/parse-policy.ts';
import { completePolicy } from '../src/policy/policy-completions.ts';
import { JsonFault, readJson } from '../src/policy/read-json.ts';
import { readPolicy, rereadStatement } from '../src/policy/read-policy.ts';
import type { ResourceType } from '../src/policy/resource-kinds.ts';
import { specifierOf, stagesOf } from '../src/policy/specifier-stages.ts';

const texts = fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('proj/*', 'updateOn', 'x*')), {
  maxLength: 3,
});
const statements: fc.Arbitrary<Statement> = fc
  .record({
    effect: fc.constantFrom('allow' as const, 'deny' as const),
    of: fc.constantFrom('resources', 'notResources'),
    doing: fc.constantFrom('actions', 'notActions'),
    where: texts,
    what: texts,
    isTurned: fc.boolean(),
  })
  .map(({ effect, of, doing, where, what, isTurned }) =>
    isTurned ? { [doing]: what, [of]: where, effect } : { effect, [of]: where, [doing]: what },
  );
const policies = fc.array(statements, { maxLength: 5 });

/** A policy as somebody might have written it: in lines, in one line, or with spaces wherever JSON takes them. */
const written = fc
  .tuple(policies, fc.constantFrom(undefined, 1, 2, '\t'), fc.constantFrom('', ' ', '\n\n'))
  .map(([policy, indent, around]) => around + JSON.stringify(policy, undefined, indent) + around);

const edits: fc.Arbitrary<PolicyEdit> = fc.oneof(
  fc.record({
    kind: fc.constant('effect' as const),
    statement: fc.nat(5),
    effect: fc.constantFrom('allow' as const, 'deny' as const),
  }),
  fc.record({
    kind: fc.constant('list' as const),
    statement: fc.nat(5),
    list: fc.constantFrom('resources' as const, 'actions' as const),
    isNegated: fc.boolean(),
    entries: texts,
  }),
  fc.record({ kind: fc.constant('add' as const), written: statements }),
  fc.record({ kind: fc.constant('replace' as const), statement: fc.nat(5), written: statements }),
  fc.record({ kind: fc.constantFrom('duplicate' as const, 'remove' as const), statement: fc.nat(5) }),
  fc.record({ kind: fc.constant('move' as const), statement: fc.nat(5), to: fc.nat(5) }),
);

/** The edit on the meaning of a policy, by arrays alone. */
function expected(policy: readonly Statement[], edit: PolicyEdit): readonly Statement[] {
  if (edit.kind === 'add') return [...policy, edit.written];
  const own = policy[edit.statement];
  if (!own) return policy;
  const { statement: at } = edit;
  switch (edit.kind) {
    case 'effect':
      return policy.with(at, { ...own, effect: edit.effect });
    case 'list': {
      const [plain, negated] =
        edit.list === 'resources'
          ? (['resources', 'notResources'] as const)
          : (['actions', 'notActions'] as const);
      const { [plain]: _, [negated]: __, ...rest } = own;
      return policy.with(at, { ...rest, [edit.isNegated ? negated : plain]: edit.entries });
    }
    case 'replace':
      return policy.with(at, edit.written);
    case 'duplicate':
      return policy.toSpliced(at, 0, own);
    case 'remove':
      return policy.toSpliced(at, 1);
    case 'move':
      return edit.to >= policy.length ? policy : policy.toSpliced(at, 1).toSpliced(edit.to, 0, own);
  }
}

test('an edit means what it says, and every statement that it is not about keeps its bytes', () => {
  fc.assert(
    fc.property(written, edits, (text, edit) => {
      const after = editPolicy(text, edit);
      assert.deepEqual(JSON.parse(after), expected(JSON.parse(text), edit));
      const slices = (whole: string) =>
        readPolicy(whole).policy?.statements.map(({ from, to }) => whole.slice(from, to)) ?? [];
      const untouched = slices(text).filter((_, index) => edit.kind === 'add' || index !== edit.statement);
      const left = slices(after);
      for (const slice of untouched) {
        const at = left.indexOf(slice);
        assert.ok(at >= 0, `${slice} is gone`);
        left.splice(at, 1);
      }
    }),
    { numRuns: 500 },
  );
});

test('an edit that changes nothing leaves the text as it was, to the byte', () => {
  fc.assert(
    fc.property(written, (text) => {
      for (const [statement, part] of (readPolicy(text).policy?.statements ?? []).entries()) {
        const { effect } = part;
        assert.equal(editPolicy(text, { kind: 'effect', statement, effect }), text);
        for (const list of ['resources', 'actions'] as const) {
          const { isNegated, entries } = part[list];
          assert.equal(editPolicy(text, { kind: 'list', statement, list, isNegated, entries }), text);
        }
        const twice = editPolicy(text, { kind: 'duplicate', statement });
        assert.equal(editPolicy(twice, { kind: 'remove', statement }), text);
      }
    }),
  );
});

test('what a policy cannot be is read as JSON is, and faults are told with their place', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        fc.string(),
        written.map((text) => text.slice(0, -3)),
      ),
      (text) => {
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        if (isJson) readJson(text);
        else assert.throws(() => readJson(text), JsonFault);
        const { obstacle } = readPolicy(text);
        assert.equal(obstacle?.isBroken ?? false, !isJson);
      },
    ),
    { numRuns: 1000 },
  );
  const { obstacle } = readPolicy('[\n  { "effect": "allow",\n    "why": "x" }\n]');
  assert.deepEqual(obstacle, {
    message: 'Statement 1 has the field `why`, which policies do not have',
    at: 29,
    line: 3,
    isBroken: false,
  });
});

test('what is read of a change alone is what is read of the whole text', () => {
  let reread = 0;
  const change = fc.record({
    at: fc.nat(2000),
    taken: fc.constantFrom(0, 0, 1, 6),
    put: fc.oneof(
      fc.string({ maxLength: 4 }),
      fc.constantFrom('"', '{', '}', ']', ',', '\\', '{}', '"a","b"'),
    ),
  });
  fc.assert(
    fc.property(written, change, (text, { at, taken, put }) => {
      const from = at % text.length;
      const after = text.slice(0, from) + put + text.slice(from + taken);
      const whole = parsePolicy(after);
      const part = rereadStatement({ text, reading: parsePolicy(text) }, after);
      if (part) assert.deepEqual(part, whole);
      if (part) reread++;
    }),
    { numRuns: 3000 },
  );
  assert.ok(reread > 100, `${reread} changes were read alone`);
});

test('what can stand in a place of the JSON is proposed there, whatever stands before it', () => {
  const type = (name: string, chain: string, actions: Record<string, string>) =>
    ({ name, chains: [chain], actions, flags: [], tags: true }) as unknown as ResourceType;
  const types = [
    type('proj', 'proj/*', { viewProject: 'reader' }),
    type('env', 'proj/*:env/*', {}),
    type('flag', 'proj/*:env/*:flag/*', { updateOn: 'writer' }),
  ];
  const complete = completePolicy(() => ({ types, names: new Map([['proj', ['*', 'web']]]) }));
  const proposed = (doc: string) => {
    const found = complete(new CompletionContext(EditorState.create({ doc }), doc.length, true));
    return found?.options.map(({ label }) => label);
  };
  for (const start of ['[{', '[\n  {\n    "effect": "allow",\n    ', '[{"actions":[]},{"effect":"deny", ']) {
    assert.deepEqual(proposed(`${start}"resources": ["`), ['proj/', '*']);
    assert.deepEqual(proposed(`${start}"resources": ["proj/web", "proj/`), ['*', 'web']);
    assert.deepEqual(proposed(`${start}"notResources": ["proj/*:env/*;{critical:true}:`), ['flag/']);
    const resources = '"resources": ["proj/*:env/*;{critical:true}:flag/*"]';
    assert.deepEqual(proposed(`${start}${resources}, "actions": ["a", "`), ['*', 'updateOn']);
    assert.deepEqual(proposed(`${start}"effect": "`), ['allow', 'deny']);
    assert.ok(proposed(`${start}"`)?.includes('notActions'));
    assert.equal(proposed(`${start}"resources": [`), undefined);
  }
});

test('a specifier taken apart into stages and put together again is the same text', () => {
  const specifiers = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'proj/*:env/*;{critical:true},view:a:flag/*;view:$' + '{roleAttribute/v},x',
      'acct;a',
      '*',
      'proj/web',
    ),
  );
  fc.assert(fc.property(specifiers, (text) => assert.equal(specifierOf(stagesOf(text)), text)));
  assert.deepEqual(
    stagesOf('proj/*:env/*;{critical:true}:flag/x;view:a').map(({ type, rest }) => [type, rest]),
    [
      ['proj', '*'],
      ['env', '*;{critical:true}'],
      ['flag', 'x;view:a'],
    ],
  );
});
