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
