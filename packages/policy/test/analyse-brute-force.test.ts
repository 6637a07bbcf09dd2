import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Budget, LIMITS } from '../src/analyse/budget.ts';
import { findBeyond } from '../src/analyse/find-beyond.ts';
import { compileRights, decide, decideEffective, type InnerKind } from '../src/index.ts';
import { naivelyAllowed } from './analyse/naive-decision.ts';
import { seededRandom } from './analyse/random.ts';
import { randomPair } from './analyse/random-rights.ts';
import { smallCatalogue, smallUniverses } from './analyse/small-universe.ts';

const pairs = Number(process.env.KEYWARD_ANALYSIS_PAIRS ?? 10_000);
const seed = Number(process.env.KEYWARD_ANALYSIS_SEED ?? 1);

test(`the search agrees with trying every request on ${pairs} pairs (seed ${seed})`, () => {
  const random = seededRandom(seed);
  const counts = { nothing: 0, witness: 0 };
  for (let run = 0; run < pairs; run++) {
    const small = random.pick(smallUniverses);
    const kind: InnerKind = random.chance(0.7) ? 'whole' : 'piece';
    const { outer, inner } = randomPair(random, small);
    const [outerRights, innerRights] = [outer, inner].map((source) => compileRights(source, smallCatalogue));
    assert.ok(outerRights && innerRights);
    const budget = new Budget(() => 0, LIMITS);
    const beyond = findBeyond(outerRights, innerRights, kind, small.universe, budget);
    const tried = small.requests.find(
      (request) => naivelyAllowed(inner, request, kind === 'whole') && !naivelyAllowed(outer, request, true),
    );
    const place = () => `run ${run}: ${JSON.stringify({ kind, outer, inner, beyond, tried })}`;
    assert.equal(beyond.found, tried ? 'witness' : 'nothing', place());
    counts[tried ? 'witness' : 'nothing']++;
    if (beyond.found !== 'witness') continue;
    const { witness } = beyond;
    const decideInner = kind === 'whole' ? decideEffective : decide;
    assert.ok(decideInner(innerRights, witness).allowed, place());
    assert.ok(!decideEffective(outerRights, witness).allowed, place());
    assert.ok(small.words.action.includes(witness.action), place());
    assert.ok(
      Object.values(witness.tags ?? {}).every((tags) => tags.every((tag) => small.words.tag.includes(tag))),
      place(),
    );
    assert.ok(
      small.requests.some(({ resource }) => resource === witness.resource),
      place(),
    );
  }
  assert.ok(counts.witness > pairs * 0.2 && counts.nothing > pairs * 0.2, JSON.stringify(counts));
});
