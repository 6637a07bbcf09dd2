import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { builtInCatalogue, type RightsSource } from '@keyward/policy';
import { SharedRights } from '../src/verifier/shared-rights.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

function sourceOf(key: string): RightsSource {
  const policy = [{ effect: 'allow', resources: [`member/${key}`], actions: ['viewMember'] }] as const;
  return { holder: { role: 'no_access', customRoles: [{ key, policy }] } };
}

test('tokens with the same rights share them, and rights that no token has any more are not kept', async () => {
  const shared = new SharedRights(builtInCatalogue);
  const kept = shared.of(sourceOf('kept'));
  const dropped = Array.from(
    { length: 3_000 },
    (_, index) => new WeakRef(shared.of(sourceOf(`dropped-${index}`))),
  );
  // What was made in this turn of the event loop is held until it is over.
  await setImmediate();
  collectGarbage();
  assert.equal(dropped.filter((rights) => rights.deref() !== undefined).length, 0);
  for (let index = 0; index < 3_000; index++) shared.of(sourceOf(`later-${index}`));
  assert.equal(shared.of(sourceOf('kept')), kept);
});
