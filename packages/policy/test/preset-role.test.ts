import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  builtInCatalogue,
  compileRights,
  decideEffective,
  PRESET_ROLE_PREFIX,
  presetRoles,
  validatePolicy,
} from '../src/index.ts';

for (const { key, name, description, policy } of presetRoles) {
  test(`the preset role ${key} is an ordinary policy without a doubtful entry`, () => {
    assert.ok(key.startsWith(PRESET_ROLE_PREFIX));
    assert.ok(name.length > 0 && description.length > 0);
    assert.deepEqual(validatePolicy(policy, builtInCatalogue, { forToken: 'service' }), []);
  });

  test(`an administrator may do all that ${key} may`, () => {
    const preset = compileRights({ scope: { inlineRole: policy } }, builtInCatalogue);
    const admin = compileRights({ scope: { role: 'admin' } }, builtInCatalogue);
    for (const { chain, actions } of builtInCatalogue.chains.values()) {
      for (const action of actions.keys()) {
        const request = { action, resource: chain.replaceAll('*', 'x') };
        if (!decideEffective(preset, request).allowed) continue;
        assert.equal(decideEffective(admin, request).allowed, true, `${action} on ${chain}`);
      }
    }
  });
}

test('preset roles have keys of their own', () => {
  assert.equal(new Set(presetRoles.map(({ key }) => key)).size, presetRoles.length);
});
