import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type BaseRole, builtInCatalogue, compileRights, type RightsSource } from '@keyward/policy';
import { permissionSides } from '../src/policies/permission-sides.ts';

const MS_OF_A_LOOK = 20;
const scope = { inlineRole: [{ effect: 'allow', resources: ['proj/*'], actions: ['*'] }] } as const;
const role: BaseRole = 'writer';

/** How many chains were told in time, over all sides, where each look at the clock takes some of it. */
function toldOf(source: RightsSource): readonly number[] {
  let nowMs = 0;
  const sides = permissionSides(compileRights(source, builtInCatalogue), () => {
    nowMs += MS_OF_A_LOOK;
    return nowMs;
  });
  return [sides.whole, sides.scope, sides.holder]
    .filter((side) => side !== undefined)
    .map(
      (side) =>
        side.filter(({ permissions }) => permissions.some(({ extent }) => extent !== 'unknown')).length,
    );
}

test('what a personal token allows, and each of its sides, are told in the time of one question', () => {
  const [one = 0] = toldOf({ scope });
  assert.ok(one < builtInCatalogue.chains.size, 'the time does not suffice for all');
  const both = toldOf({ scope, holder: { role } });
  assert.equal(both.length, 3);
  for (const told of both) assert.ok(told > 0, 'each has a share of the time');
  const all = both.reduce((sum, told) => sum + told, 0);
  assert.ok(all <= one, `${all} were told in place of ${one}`);
});
