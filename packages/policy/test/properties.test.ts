import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  BASE_ROLES,
  compileRights,
  decide,
  decideEffective,
  explain,
  type Holder,
  type NamedRole,
  type Policy,
  parseResource,
  parseResourceSpecifier,
  printResourceSpecifier,
  type RightsSource,
  type Scope,
} from '../src/index.ts';
import { catalogue, holder, policy, request, scope, source, specifier, statement } from './arbitraries.ts';
import { naivelyAllowed } from './naive-evaluator.ts';

const numRuns = 500;
const attributes = { k: ['a', 'b'], l: ['ab'] };
const rightsOf = (of: RightsSource) => compileRights(of, catalogue);
const ofPolicy = (of: Policy) =>
  rightsOf({
    holder: { role: 'no_access', customRoles: [{ key: 'r', policy: of }], roleAttributes: attributes },
  });
type Request = Parameters<typeof decide>[1];

function implies(less: boolean, more: boolean): boolean {
  return !less || more;
}

test('1: the order of statements and entries, and repeating a statement, change nothing', () => {
  const shuffled = policy.chain((of) => {
    const turned = of.map((each) => ({
      ...each,
      ...(each.resources && { resources: each.resources.toReversed() }),
      ...(each.actions && { actions: each.actions.toReversed() }),
    }));
    return fc.tuple(
      fc.constant(of),
      fc.shuffledSubarray([...turned, ...of.slice(0, 1)], { minLength: of.length + of.slice(0, 1).length }),
    );
  });
  fc.assert(
    fc.property(shuffled, request, ([before, after], asked) => {
      return decide(ofPolicy(before), asked).outcome === decide(ofPolicy(after), asked).outcome;
    }),
    { numRuns },
  );
});

test('2: a further allow takes nothing away, and a further deny gives nothing', () => {
  fc.assert(
    fc.property(policy, statement, request, (of, further, asked) => {
      const before = decide(ofPolicy(of), asked).allowed;
      const after = decide(ofPolicy([...of, further]), asked).allowed;
      return further.effect === 'allow' ? implies(before, after) : implies(after, before);
    }),
    { numRuns },
  );
});

test('3: a further role takes nothing away, unless it replaces the base role', () => {
  fc.assert(
    fc.property(holder, policy, request, fc.boolean(), (of, further, asked, throughTeam) => {
      const role: NamedRole = { key: 'further', policy: further };
      const { customRoles = [], teamRoles = [] } = of;
      const direct = !throughTeam && customRoles.length > 0;
      const raised = direct
        ? { ...of, customRoles: [...customRoles, role] }
        : { ...of, teamRoles: [...teamRoles, role] };
      for (const answer of [decide, decideEffective]) {
        const before = answer(rightsOf({ holder: of }), asked).allowed;
        assert.ok(implies(before, answer(rightsOf({ holder: raised }), asked).allowed));
      }
    }),
    { numRuns },
  );
  const reads = { action: 'viewProject', resource: 'proj/a' };
  const first: Holder = { role: 'admin', customRoles: [{ key: 'first', policy: [] }] };
  assert.equal(decide(rightsOf({ holder: { role: 'admin' } }), reads).allowed, true);
  assert.equal(decide(rightsOf({ holder: first }), reads).allowed, false);
});

test('4: one statement for each resource and action means the same as their lists', () => {
  fc.assert(
    fc.property(policy, request, (of, asked) => {
      const split = of.flatMap((each): Policy => {
        const { effect, resources, actions } = each;
        if (!resources || !actions) return [each];
        return resources.flatMap((resource) =>
          actions.map((action) => ({ effect, resources: [resource], actions: [action] })),
        );
      });
      return decide(ofPolicy(of), asked).outcome === decide(ofPolicy(split), asked).outcome;
    }),
    { numRuns },
  );
});

test('5: what entries match and what they do not match is together everything', () => {
  const entries = fc.array(specifier, { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(policy, entries, request, (of, list, asked) => {
      const halves: Policy = [
        { effect: 'allow', resources: list, actions: ['update*'] },
        { effect: 'allow', notResources: list, actions: ['update*'] },
      ];
      const whole: Policy = [{ effect: 'allow', resources: ['*'], actions: ['update*'] }];
      const [split, joined] = [halves, whole].map(
        (each) => decide(ofPolicy([...of, ...each]), asked).outcome,
      );
      return split === joined;
    }),
    { numRuns },
  );
});

test('6: a wildcard in place of a literal never narrows a statement, and a further tag never widens it', () => {
  const actions = ['update', 'On', '*', 'view*', 'updateOn', 'viewProject'].flatMap((each) => [
    each,
    `${each}*`,
  ]);
  const action = fc.constantFrom(...actions.filter((each) => !each.includes('**')));
  fc.assert(
    fc.property(specifier, request, action, fc.constantFrom('a', 'a*', '*'), (entry, asked, act, tag) => {
      const allowed = (resource: string, ...of: string[]) =>
        decide(ofPolicy([{ effect: 'allow', resources: [resource], actions: of }]), asked).allowed;
      const parsed = parseResourceSpecifier(entry);
      assert.ok(parsed.ok);
      const segments = parsed.specifier.segments.map(({ name, tags, ...rest }) => ({
        ...rest,
        name: name && '*',
        tags: tags.map(() => '*'),
      }));
      const wider = printResourceSpecifier({ segments });
      assert.ok(implies(allowed(entry, act), allowed(wider, act)), `${entry} but not ${wider}`);
      assert.ok(implies(allowed(entry, act), allowed(entry, `${act.slice(0, 3).replace('*', '')}*`)), act);
      if (entry === '*') return;
      const narrower = entry.includes(';') ? entry.replace(';', `;${tag},`) : `${entry};${tag}`;
      assert.ok(implies(allowed(narrower, '*'), allowed(entry, '*')), `${narrower} but not ${entry}`);
    }),
    { numRuns: 2 * numRuns },
  );
});

test('7: an entry matches no resource of another chain of types', () => {
  fc.assert(
    fc.property(specifier, request, (entry, asked) => {
      if (entry === '*') return;
      const parsed = parseResourceSpecifier(entry);
      assert.ok(parsed.ok);
      const types = parsed.specifier.segments.map(({ type }) => type).join(':');
      const allows = decide(ofPolicy([{ effect: 'allow', resources: [entry], actions: ['*'] }]), {
        ...asked,
        action: 'unheardOf',
      }).allowed;
      const chain = parseResource(asked.resource)?.chain.replaceAll('/*', '');
      assert.ok(implies(allows, chain === types), `${entry} matched ${asked.resource}`);
    }),
    { numRuns: 3 * numRuns },
  );
});

test('8: a personal token may what its scope and its holder may, and a service token knows no holder', () => {
  fc.assert(
    fc.property(scope, holder, request, (of, member, asked) => {
      const answer = (rights: RightsSource) => decide(rightsOf(rights), asked).allowed;
      const token = answer({ scope: of, holder: member });
      assert.ok(implies(token, answer({ holder: member })));
      const raised: Holder = {
        ...member,
        teamRoles: [{ key: 'all', policy: [{ effect: 'allow', resources: ['*'], actions: ['*'] }] }],
      };
      assert.ok(implies(token, answer({ scope: of, holder: raised })));
      if (!JSON.stringify(of).includes('${'))
        assert.equal(answer({ scope: of, holder: raised }), answer({ scope: of }));
    }),
    { numRuns },
  );
  for (const [rank, role] of BASE_ROLES.entries()) {
    const token = (of: Scope, member: Holder) => rightsOf({ scope: of, holder: member });
    for (const higher of BASE_ROLES.slice(rank)) {
      const asked = { action: 'updateOn', resource: 'proj/a:env/a:flag/a' };
      const before = decide(token({ role: 'writer' }, { role }), asked).allowed;
      assert.ok(implies(before, decide(token({ role: 'writer' }, { role: higher }), asked).allowed));
    }
  }
});

test('9: what is printed is read back as the same, and printed again as the same', () => {
  fc.assert(
    fc.property(specifier, (entry) => {
      const parsed = parseResourceSpecifier(entry);
      assert.ok(parsed.ok);
      const printed = printResourceSpecifier(parsed.specifier);
      assert.deepEqual(parseResourceSpecifier(printed), parsed);
    }),
    { numRuns },
  );
});

/** The rights with only the named statements left; a base role is made of none that could be left out. */
function onlyNamed(of: RightsSource, asked: Request): RightsSource {
  const { statements } = explain(rightsOf(of), asked);
  const isNamed = (part: 'scope' | 'holder', key: string, index: number) =>
    statements.some((each) => each.part === part && each.role === key && each.statement === index);
  const cut = (part: 'scope' | 'holder', key: string, from: Policy) =>
    from.filter((_, index) => isNamed(part, key, index));
  const cutRoles = (part: 'scope' | 'holder', roles: readonly NamedRole[] = []) =>
    roles.map(({ basePermissions = 'no_access', ...role }): NamedRole => {
      const named = statements.filter((each) => each.part === part && each.role === role.key);
      const usesBase = named.some(({ statement }) => statement >= role.policy.length);
      const kept = usesBase ? basePermissions : 'no_access';
      return { ...role, policy: cut(part, role.key, role.policy), basePermissions: kept };
    });
  const { scope: ofToken, holder: member } = of;
  return {
    ...(ofToken && {
      scope:
        'inlineRole' in ofToken
          ? { inlineRole: cut('scope', 'inlineRole', ofToken.inlineRole) }
          : 'customRoles' in ofToken
            ? { customRoles: cutRoles('scope', ofToken.customRoles) }
            : ofToken,
    }),
    ...(member && {
      holder: {
        ...member,
        customRoles: cutRoles('holder', member.customRoles),
        teamRoles: cutRoles('holder', member.teamRoles),
      },
    }),
  };
}

test('10: the statements that an explanation names are enough for the decision', () => {
  fc.assert(
    fc.property(source, request, (of, asked) => {
      const whole = decideEffective(rightsOf(of), asked);
      const named = decideEffective(rightsOf(onlyNamed(of, asked)), asked);
      assert.deepEqual([named.outcome, named.part], [whole.outcome, whole.part]);
    }),
    { numRuns: 3 * numRuns },
  );
});

test('11: a second evaluator, written from the description, agrees', () => {
  let allowed = 0;
  fc.assert(
    fc.property(source, request, (of, asked) => {
      const rights = rightsOf(of);
      const raw = decide(rights, asked).allowed;
      const effective = decideEffective(rights, asked).allowed;
      if (effective) allowed += 1;
      assert.equal(raw, naivelyAllowed(of, asked, catalogue, 'raw'), 'raw');
      assert.equal(effective, naivelyAllowed(of, asked, catalogue, 'effective'), 'effective');
    }),
    { numRuns: 10_000 },
  );
  assert.ok(allowed > 1000, `only ${allowed} of the requests were allowed`);
});

test('12: a thousand hostile patterns cost no more than their number', () => {
  const hostile = (count: number): Policy =>
    Array.from({ length: count }, (_, index) => ({
      effect: 'allow',
      resources: [`proj/${'*a*b*c'.repeat(10)}*z${index}`],
      actions: ['*'],
    }));
  const asked = { action: 'viewProject', resource: `proj/${'abc'.repeat(80)}` };
  const time = (count: number) => {
    const rights = ofPolicy(hostile(count));
    let best = Number.POSITIVE_INFINITY;
    for (let run = 0; run < 20; run++) {
      const start = performance.now();
      assert.equal(decide(rights, asked).allowed, false);
      best = Math.min(best, performance.now() - start);
    }
    return best;
  };
  const [hundred, thousand] = [time(100), time(1000)];
  assert.ok(thousand < 200 * Math.max(hundred, 0.05), `${hundred} ms for 100, ${thousand} ms for 1000`);
});
