import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Budget } from '../src/analyse/budget.ts';
import { findGains } from '../src/analyse/find-gains.ts';
import {
  baseRolePolicy,
  builtInCatalogue,
  compileRights,
  decide,
  decideEffective,
  diff,
  type InnerKind,
  type Policy,
  type Rights,
} from '../src/index.ts';
import { naivelyAllowed } from './analyse/naive-decision.ts';
import { seededRandom } from './analyse/random.ts';
import { randomPair } from './analyse/random-rights.ts';
import { smallCatalogue, smallUniverses } from './analyse/small-universe.ts';

const inline = (policy: Policy) => compileRights({ scope: { inlineRole: policy } }, builtInCatalogue);
const view: Policy[number] = { effect: 'allow', resources: ['proj/*'], actions: ['viewProject'] };
const allFlags: Policy[number] = { effect: 'allow', resources: ['proj/*:env/*:flag/*'], actions: ['*'] };

/** The sentences of a change, after each example was decided again. */
function sentences(old: Policy, changed: Policy): { gained: string[]; lost: string[] } {
  const [before, after] = [inline(old), inline(changed)];
  const { gained, lost, isComplete } = diff(before, after, builtInCatalogue);
  const isAllowed = (rights: Rights, change: (typeof gained)[number]) =>
    change.example !== undefined && decideEffective(rights, change.example).allowed;
  for (const change of gained)
    assert.deepEqual([isAllowed(before, change), isAllowed(after, change)], [false, true]);
  for (const change of lost)
    assert.deepEqual([isAllowed(before, change), isAllowed(after, change)], [true, false]);
  assert.equal(isComplete, true);
  return { gained: gained.map(({ sentence }) => sentence), lost: lost.map(({ sentence }) => sentence) };
}

test('other words for the same rights are no difference', () => {
  const old: Policy = [
    view,
    { effect: 'allow', resources: ['proj/*:env/*:flag/*'], actions: ['update*', 'updateOn'] },
  ];
  const changed: Policy = [
    { effect: 'allow', resources: ['proj/*:env/*:flag/a*', 'proj/*:env/*:flag/*'], actions: ['update*'] },
    { effect: 'allow', resources: ['proj/*', 'proj/web'], actions: ['viewProject'] },
  ];
  assert.deepEqual(sentences(old, changed), { gained: [], lost: [] });
});

test('a new statement is named with what it adds', () => {
  const added: Policy[number] = {
    effect: 'allow',
    resources: ['proj/*:env/production:flag/ops_*'],
    actions: ['updateOn', 'updateRules'],
  };
  assert.deepEqual(sentences([view], [view, added]).gained, [
    'Gained: `updateOn` and `updateRules` on flags `ops_*` in environment `production` of any project, e.g. `updateOn` on `proj/x:env/production:flag/ops_x`; by the new statement 2 of `inlineRole`',
  ]);
});

test('what was allowed before is said to be excepted', () => {
  const before: Policy[number] = {
    effect: 'allow',
    resources: ['proj/web:env/*:flag/*'],
    actions: ['updateOn'],
  };
  const after: Policy[number] = {
    effect: 'allow',
    resources: ['proj/*:env/*:flag/*'],
    actions: ['updateOn'],
  };
  assert.match(
    sentences([view, before], [view, after]).gained.join(),
    /any project \(except what was allowed before\)/,
  );
});

test('a deny that is gone is the cause of the gain, and of a loss when it comes', () => {
  const deny: Policy[number] = {
    effect: 'deny',
    resources: ['proj/*:env/*:flag/*;locked'],
    actions: ['deleteFlag'],
  };
  assert.match(
    sentences([view, allFlags, deny], [view, allFlags]).gained.join(),
    /; no longer denied by statement 3 of/,
  );
  assert.match(
    sentences([view, allFlags], [view, allFlags, deny]).lost.join(),
    /; now denied by statement 3 of/,
  );
});

test('actions that are all of one level are called by the level', () => {
  const owner = baseRolePolicy('owner', builtInCatalogue);
  const names = [
    'deleteAccount',
    'deleteSubscription',
    'getPaymentCard',
    'updateAccountOwner',
    'updateBillingContact',
  ];
  const billing = [...names, 'updatePaymentCard', 'updateSubscription', 'viewAuditLog'];
  const { lost } = sentences(owner, [...owner, { effect: 'deny', resources: ['acct'], actions: billing }]);
  const { gained } = sentences([], [{ effect: 'allow', resources: ['acct'], actions: billing }]);
  assert.match(gained.join(), /^Gained: all owner actions and `viewAuditLog` on the account, e\.g\./);
  assert.equal(lost.length, 1);
});

test('resources that gain the same are one change', () => {
  const resources = ['proj/*:metric/*', 'proj/*:alert/*'];
  const { gained } = sentences([view], [view, { effect: 'allow', resources, actions: ['*'] }]);
  assert.match(
    gained.join('\n'),
    /^Gained: every action on all metrics of any project and all alerts of any project, e\.g\. [^\n]*$/,
  );
});

test('everything is what it is called', () => {
  const { gained } = sentences([], [{ effect: 'allow', resources: ['*'], actions: ['*'] }]);
  assert.equal(gained.length, 1);
  assert.match(
    gained.join(),
    /^Gained: every action on .*everything else below all projects and everything else, e\.g\./,
  );
});

test('gains agree with trying every request, also where all of an entry is said to be gained', () => {
  const random = seededRandom(3);
  for (let run = 0; run < 1_500; run++) {
    const small = random.pick(smallUniverses);
    const kind: InnerKind = random.chance(0.5) ? 'whole' : 'piece';
    const { outer: old, inner: changed } = randomPair(random, small);
    const [before, after] = [compileRights(old, smallCatalogue), compileRights(changed, smallCatalogue)];
    const { gains } = findGains(after, before, kind, small.universe, new Budget(() => 0));
    const withGuards = kind === 'whole';
    const isGained = (request: (typeof small.requests)[number]) =>
      naivelyAllowed(changed, request, withGuards) && !naivelyAllowed(old, request, withGuards);
    const gained = new Set(small.requests.filter(isGained));
    const place = () => `run ${run}: ${JSON.stringify({ kind, old, changed, gains })}`;
    assert.equal(gains.length === 0, gained.size === 0, place());
    for (const { example, extent, chains, origin } of gains) {
      const decision = withGuards ? decideEffective : decide;
      assert.ok(example && decision(after, example).allowed && !decision(before, example).allowed, place());
      if (extent === 'part' || !origin.entry || !origin.actions) continue;
      const parts = origin.statement.parts && { ...origin.statement.parts };
      assert.ok(parts && origin.role);
      const about = small.requests.filter(
        ({ chain, action, names }) =>
          chains.includes(chain) &&
          origin.actions?.includes(action) &&
          origin.entry?.tests.every(
            ({ name, segment, tags, flags, views }) =>
              tags.length + flags.length + views.length === 0 &&
              (!name || name.middle === undefined) &&
              (!name || names[segment] === name.prefix),
          ),
      );
      for (const request of about) assert.ok(gained.has(request), `${place()} ${JSON.stringify(request)}`);
    }
  }
});
