import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  builtInCatalogue,
  compileRights,
  contains,
  extendCatalogue,
  type Policy,
  type Statement,
} from '../src/index.ts';
import { type Random, seededRandom } from './analyse/random.ts';

const inline = (policy: Policy) => compileRights({ scope: { inlineRole: policy } }, builtInCatalogue);
const allowAll: Statement = { effect: 'allow', resources: ['*'], actions: ['*'] };
const letters = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJ'];
/** `*a*b*`, `*b*c*` and so on: no two of them with the same letters. */
const globs = (count: number) =>
  Array.from({ length: count }, (_, at) => `*${letters[at]}*${letters[at + 1]}*`);
const BOUND = 250;
/** The machine may be busy with something else in between; without a bound these run for hours. */
const SLACK = 5_000;

function timed(outer: Policy, inner: Policy) {
  const [outerRights, innerRights] = [inline(outer), inline(inner)];
  const start = performance.now();
  const containment = contains(outerRights, innerRights, builtInCatalogue);
  return { containment, took: performance.now() - start };
}

function clauses(random: Random, count: number): string[] {
  return Array.from({ length: count }, () => {
    const tags = new Set(Array.from({ length: 3 }, () => `t${random.below(24)}`));
    return `proj/*;${[...tags].join()}`;
  });
}

const hostile: { name: string; outer: Policy; inner: Policy; verdicts: string[] }[] = [
  {
    name: '`*` against 30 globs of two letters',
    outer: [{ effect: 'allow', resources: globs(30).map((glob) => `proj/${glob}`), actions: ['*'] }],
    inner: [allowAll],
    verdicts: ['not_contained'],
  },
  {
    name: 'a name that all of 30 globs match',
    outer: [{ effect: 'deny', resources: ['proj/x'], actions: ['*'] }],
    inner: [
      { effect: 'allow', resources: ['proj/*'], actions: ['*'] },
      ...globs(30).map(
        (glob): Statement => ({ effect: 'deny', notResources: [`proj/${glob}`], actions: ['*'] }),
      ),
    ],
    verdicts: ['not_contained', 'not_provable'],
  },
  {
    name: 'tags that satisfy 100 clauses of three',
    outer: [
      allowAll,
      { effect: 'deny', resources: clauses(seededRandom(1), 100), actions: ['*'] },
      { effect: 'deny', notResources: clauses(seededRandom(2), 100), actions: ['*'] },
    ],
    inner: [
      { effect: 'allow', resources: ['proj/*'], actions: ['*'] },
      ...clauses(seededRandom(3), 100).map(
        (clause): Statement => ({ effect: 'deny', notResources: [clause, 'proj/*;t1,t2'], actions: ['*'] }),
      ),
    ],
    verdicts: ['contained', 'not_contained', 'not_provable'],
  },
  {
    name: '200 statements on the same few letters',
    outer: dense(seededRandom(4), 200),
    inner: dense(seededRandom(5), 200),
    verdicts: ['contained', 'not_contained', 'not_provable'],
  },
];

function dense(random: Random, count: number): Policy {
  const glob = () => `*${letters[random.below(6)]}${letters[random.below(6)]}*${letters[random.below(6)]}*`;
  return Array.from({ length: count }, () => ({
    effect: random.chance(0.4) ? 'deny' : 'allow',
    resources: [`proj/${glob()};${glob()}:env/${glob()};${glob()}:flag/${glob()};${glob()}`],
    actions: [random.chance(0.4) ? '*' : glob()],
  }));
}

for (const { name, outer, inner, verdicts } of hostile) {
  test(`the comparison ends in time: ${name}`, () => {
    const { containment, took } = timed(outer, inner);
    assert.ok(took < BOUND + SLACK, `${took} ms`);
    assert.ok(verdicts.includes(containment.verdict), containment.verdict);
  });
}

test('when the time is over nothing is guessed, and the reason names the entry that was open', () => {
  let now = 0;
  const clock = () => {
    now += 50;
    return now;
  };
  const outer = inline([{ effect: 'deny', resources: ['proj/x'], actions: ['*'] }]);
  const inner = inline([
    { effect: 'allow', resources: ['proj/*;team-*'], actions: ['*'] },
    ...globs(30).map(
      (glob): Statement => ({ effect: 'deny', notResources: [`proj/${glob}`], actions: ['*'] }),
    ),
  ]);
  assert.deepEqual(contains(outer, inner, builtInCatalogue, 'whole', clock), {
    verdict: 'not_provable',
    reason:
      'the entry `proj/*;team-*` in statement 1 of `inlineRole` overlaps too many other statements to be compared in time; narrow it',
  });
});

test('rights that were compiled for another catalogue are not compared', () => {
  const other = extendCatalogue(builtInCatalogue, []);
  const rights = inline([allowAll]);
  assert.equal(contains(rights, rights, other).verdict, 'not_provable');
});

/** Allows on globs that overlap one another and the denies, and at the end what they are to hide. */
const exhausting: Policy = [
  ...Array.from({ length: 300 }, (_, at): Statement => {
    const [one, other] = [letters[at % 26], letters[at >> 3]];
    return { effect: 'allow', resources: [`proj/*${one}*${other}*`], actions: [`x${at}`] };
  }),
  ...Array.from({ length: 40 }, (_, at): Statement => {
    const [one, other, third] = [letters[at % 26], letters[(at * 7) % 26], letters[(at * 11) % 26]];
    return { effect: 'deny', resources: [`proj/*${one}*${other}${third}*`], actions: ['*'] };
  }),
];
const narrow: Policy = [{ effect: 'allow', resources: ['member/*:token/*'], actions: ['createAccessToken'] }];
/** For what runs between two looks at the clock. */
const OVERRUN = 150;

/** The quickest of three, as the machine may be busy with something else in between. */
function quickest(outer: Policy, inner: Policy, bound: number) {
  let best = timed(outer, inner);
  for (let more = 2; more > 0 && best.took >= bound; more--) {
    const again = timed(outer, inner);
    if (again.took < best.took) best = again;
  }
  assert.ok(best.took < bound, `${best.took} ms`);
  return best.containment;
}

test('a policy made to exhaust the search is refused by the most that it allows', () => {
  assert.equal(quickest(narrow, [...exhausting, allowAll], BOUND / 2).verdict, 'not_contained');
});

test('many entries that are each too hard do not add up past the bound', () => {
  const denying = (actions: readonly string[]) =>
    exhausting.map((statement) => (statement.effect === 'deny' ? { ...statement, actions } : statement));
  const containment = quickest(
    [allowAll, ...denying(['x*'])],
    [allowAll, ...denying(['x*', 'y'])],
    BOUND + OVERRUN,
  );
  assert.equal(containment.verdict, 'not_provable');
  assert.match(containment.reason, /overlaps too many other statements|too large to compare in time/);
});

const times = <Made>(count: number, make: (at: number) => Made) =>
  Array.from({ length: count }, (_, at) => make(at));
const effectAt = (at: number) => (at % 5 === 4 ? 'deny' : 'allow');

/** As large as a policy may be and larger, each in another respect. */
const largest: Readonly<Record<string, Policy>> = {
  'chains below a guarded type': [
    { effect: 'allow', resources: times(400, (at) => `proj/p${at}`), actions: ['viewProject'] },
    ...times(499, (at): Statement => {
      const resources = times(10, (entry) => `proj/*:t${at}x${entry}/*`);
      return { effect: effectAt(at), resources, actions: ['a'] };
    }),
  ],
  'names and actions': times(500, (at) => ({
    effect: effectAt(at),
    resources: times(5, (entry) => `proj/p${at}x${entry}`),
    actions: times(5, (entry) => `a${at}x${entry}`),
  })),
  'globs of names and actions': times(500, (at) => ({
    effect: effectAt(at),
    resources: [`proj/*${letters[at % 26]}*${letters[at >> 4]}*`],
    actions: [`*${letters[at % 26]}*b${at}*`, `a${at}`],
  })),
  'entries that are excepted': times(500, (at) => ({
    effect: effectAt(at),
    notResources: times(6, (entry) => `proj/*${letters[entry]}*x${at % 26}*`),
    actions: ['*'],
  })),
};

for (const [name, policy] of Object.entries(largest)) {
  test(`the set-up of the search counts too: ${name}`, () => {
    for (const inner of [policy, [...policy, allowAll]]) {
      for (const outer of [narrow, inner]) {
        const containment = quickest(outer, inner, BOUND + OVERRUN);
        if (outer === inner) assert.notEqual(containment.verdict, 'not_contained');
      }
    }
  });
}
