import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Budget } from '../src/analyse/budget.ts';
import { findGains } from '../src/analyse/find-gains.ts';
import { universe } from '../src/analyse/word-rules.ts';
import {
  applyFix,
  builtInCatalogue,
  compileRights,
  type LintCode,
  type LintOptions,
  lint,
  type Policy,
  type Statement,
} from '../src/index.ts';
import { naivelyAllowed } from './analyse/naive-decision.ts';
import { seededRandom } from './analyse/random.ts';
import { randomPolicy } from './analyse/random-rights.ts';
import { smallCatalogue, smallUniverses } from './analyse/small-universe.ts';

const view: Statement = { effect: 'allow', resources: ['proj/*'], actions: ['viewProject'] };
const flags = 'proj/*:env/*:flag/*';
const allow = (resource: string, ...actions: string[]): Statement => ({
  effect: 'allow',
  resources: [resource],
  actions,
});
const deny = (resource: string, ...actions: string[]): Statement => ({
  effect: 'deny',
  resources: [resource],
  actions,
});

interface LintCase {
  readonly code: LintCode;
  readonly statement: number | null;
  readonly policy: Policy;
  readonly options?: LintOptions;
}

const found: LintCase[] = [
  { code: 'unreadable', statement: 0, policy: [allow('proj/*:/flag', 'x')] },
  { code: 'unreadable', statement: 0, policy: [{ effect: 'allow', resources: ['proj/*'] }] },
  { code: 'unknown-type', statement: 0, policy: [allow('flagg/*', '*')] },
  { code: 'unknown-chain', statement: 0, policy: [allow('proj/*:flag/*', '*')] },
  { code: 'unknown-action', statement: 1, policy: [view, allow(flags, 'updatOn')] },
  { code: 'action-of-other-type', statement: 1, policy: [view, allow(flags, 'updateQuery')] },
  { code: 'no-known-action', statement: 1, policy: [view, allow(flags, 'modify*')] },
  { code: 'never-matches', statement: 1, policy: [view, allow('proj/-*', 'viewProject')] },
  {
    code: 'never-matches',
    statement: 1,
    policy: [view, allow('proj/*:env/*;{critical:true},{critical:false}', '*')],
  },
  {
    code: 'never-matches',
    statement: 1,
    policy: [view, allow('proj/${roleAttribute/p}', '*')],
    options: { attributes: {} },
  },
  {
    code: 'never-matches',
    statement: 1,
    policy: [view, { effect: 'allow', resources: [flags], notActions: ['*'] }],
  },
  {
    code: 'allow-always-denied',
    statement: 1,
    policy: [view, allow(flags, 'updateOn'), deny(flags, 'update*')],
  },
  { code: 'allow-redundant', statement: 1, policy: [view, allow('proj/web', 'viewProject')] },
  { code: 'deny-without-effect', statement: 1, policy: [view, deny('member/*', '*')] },
  {
    code: 'deny-redundant',
    statement: 2,
    policy: [view, deny('proj/w*', '*'), deny('proj/web', 'viewProject')],
  },
  { code: 'entry-redundant', statement: 0, policy: [{ ...view, resources: ['proj/*', 'proj/web'] }] },
  { code: 'action-redundant', statement: 1, policy: [view, allow(flags, 'update*', 'updateOn')] },
  { code: 'grants-nothing', statement: null, policy: [view, deny('proj/*', '*')] },
  { code: 'deny-only', statement: null, policy: [deny('proj/*', '*')] },
  { code: 'not-viewable', statement: 0, policy: [allow(flags, 'updateOn')] },
  {
    code: 'not-viewable',
    statement: 1,
    policy: [allow('proj/web', 'viewProject'), allow(flags, 'updateOn')],
  },
  {
    code: 'broad-complement',
    statement: 0,
    policy: [{ effect: 'allow', notResources: [flags], actions: ['*'] }],
  },
  {
    code: 'cancelling-complements',
    statement: 0,
    policy: ['tag1', 'tag2'].map((tag) => ({
      effect: 'allow',
      notResources: [`${flags};${tag}`],
      actions: ['*'],
    })),
  },
  { code: 'star-everything', statement: 0, policy: [allow('*', '*')] },
  {
    code: 'open-actions',
    statement: 1,
    policy: [view, { effect: 'allow', resources: [flags], notActions: ['deleteFlag'] }],
  },
  { code: 'open-deny-attribute', statement: 1, policy: [view, deny('proj/${roleAttribute/p}', '*')] },
  {
    code: 'open-deny-attribute',
    statement: 0,
    policy: [{ effect: 'allow', notResources: ['proj/${roleAttribute/p}'], actions: ['*'] }],
  },
  {
    code: 'tag-can-be-changed',
    statement: 2,
    policy: [view, allow(flags, '*'), deny(`${flags};locked`, 'deleteFlag')],
  },
  {
    code: 'tag-can-be-changed',
    statement: 1,
    policy: [view, allow('proj/*:env/*;qa:flag/*', 'updateOn'), allow('proj/*:env/*', 'updateTags')],
  },
  {
    code: 'equal-roles',
    statement: null,
    policy: [view],
    options: {
      otherRoles: [
        { key: 'same', policy: [allow('proj/*', 'viewProject'), allow('proj/web', 'viewProject')] },
      ],
    },
  },
];

for (const { code, statement, policy, options } of found) {
  test(`lint reports ${code}: ${JSON.stringify(policy)}`, () => {
    const lints = lint(policy, builtInCatalogue, options);
    const match = lints.find((each) => each.code === code && each.statement === statement);
    assert.ok(match, JSON.stringify(lints));
    if (!match.fix) return;
    const fixed = lint(applyFix(policy, match.fix), builtInCatalogue, options);
    assert.ok(!fixed.some((each) => each.message === match.message), JSON.stringify(fixed));
  });
}

const silent: { name: string; policy: Policy; options?: LintOptions }[] = [
  {
    name: 'an ordinary policy',
    policy: [view, allow(flags, 'updateOn'), deny('proj/*:env/production:flag/*', 'updateOn')],
  },
  {
    name: 'a deny of what the base permissions allow',
    policy: [deny('proj/secret', 'viewProject')],
    options: { basePermissions: 'reader' },
  },
  {
    name: 'a deny that meets an allow for some value of its placeholder',
    policy: [view, allow('proj/${roleAttribute/p}', 'updateTags'), deny('proj/web', 'updateTags')],
  },
  {
    name: 'an allow that is there for some value of its placeholder',
    policy: [allow('proj/web', 'viewProject'), allow('proj/${roleAttribute/p}', 'viewProject')],
  },
  {
    name: 'entries on several types of which it says the same',
    policy: [{ ...view, resources: ['template/*', 'proj/*'], actions: ['view*'] }],
  },
  {
    name: 'the view that another role can give',
    policy: [view, allow(flags, 'createFlag')],
    options: { isPiece: true },
  },
];

for (const { name, policy, options } of silent) {
  test(`lint is silent about ${name}`, () => {
    assert.deepEqual(lint(policy, builtInCatalogue, options), []);
  });
}

test('of two equal statements one is reported', () => {
  const redundant = lint([view, view], builtInCatalogue).filter(({ code }) => code === 'allow-redundant');
  assert.deepEqual(
    redundant.map(({ statement, message }) => [statement, message]),
    [[1, 'all that statement 2 allows is already allowed by statement 1']],
  );
});

test('nothing is reported as useless that could not be shown to be', () => {
  const letters = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJ'];
  const excepted = letters.slice(1).map(
    (letter, at) =>
      deny('proj/*', 'x') && {
        effect: 'deny',
        notResources: [`proj/*${letters[at]}*${letter}*`],
        actions: ['*'],
      },
  ) satisfies Policy;
  const policy: Policy = [view, ...excepted];
  let now = 0;
  const lints = lint(policy, builtInCatalogue, { clock: () => (now += 5) });
  assert.deepEqual(
    lints.filter(({ code }) => code === 'grants-nothing' || code === 'allow-always-denied'),
    [],
  );
});

const USELESS = [
  'never-matches',
  'allow-always-denied',
  'allow-redundant',
  'deny-without-effect',
  'deny-redundant',
];

/** Without the entries and actions that are reported. The first report of a statement has the shortest rest. */
function shorten(policy: Policy): Policy {
  const lints = lint(policy, smallCatalogue).filter(({ code }) => /^(entry|action)-redundant$/.test(code));
  const edits = lints.flatMap(({ fix }) => fix?.edits ?? []);
  return applyFix(policy, { label: 'all', edits });
}

test('following any one report of something useless changes no decision', () => {
  const random = seededRandom(6);
  for (let run = 0; run < 200; run++) {
    const small = random.pick(smallUniverses);
    const policy = randomPolicy(random, small);
    for (const { code, fix } of lint(policy, smallCatalogue)) {
      if (!fix || !(USELESS.includes(code) || code.endsWith('-redundant'))) continue;
      const fixed = applyFix(policy, fix);
      for (const request of small.requests) {
        const [before, after] = [policy, fixed].map((each) =>
          naivelyAllowed({ scope: { inlineRole: each } }, request, false),
        );
        assert.equal(after, before, `run ${run}: ${JSON.stringify({ policy, code, fixed, request })}`);
      }
    }
  }
});

test('without the useless statements a policy says the same, and each of the others is needed', () => {
  const random = seededRandom(5);
  for (let run = 0; run < 300; run++) {
    const small = random.pick(smallUniverses);
    const policy = randomPolicy(random, small).filter(
      ({ resources = [], notResources = [] }) => ![...resources, ...notResources].includes('p/*:/c'),
    );
    let needed = shorten(policy);
    for (let useless = [-1]; useless.length > 0; ) {
      useless = lint(needed, smallCatalogue).flatMap(({ code, statement }) =>
        USELESS.includes(code) && statement !== null ? [statement] : [],
      );
      needed = needed.filter((_, index) => !useless.includes(index));
    }
    const place = `run ${run}: ${JSON.stringify({ policy, needed })}`;
    for (const request of small.requests) {
      const before = naivelyAllowed({ scope: { inlineRole: policy } }, request, false);
      assert.equal(naivelyAllowed({ scope: { inlineRole: needed } }, request, false), before, place);
    }
    const rightsOf = (each: Policy) => compileRights({ scope: { inlineRole: each } }, smallCatalogue);
    const whole = rightsOf(needed);
    for (const statement of needed) {
      const without = rightsOf(needed.filter((each) => each !== statement));
      const gains = (wider: typeof whole, narrower: typeof whole) =>
        findGains(wider, narrower, 'piece', universe, new Budget(() => 0)).gains.length;
      assert.notEqual(statement.effect === 'allow' ? gains(whole, without) : gains(without, whole), 0, place);
    }
  }
});
