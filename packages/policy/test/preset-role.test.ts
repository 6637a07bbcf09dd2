import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  builtInCatalogue,
  compileRights,
  decideEffective,
  lint,
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

  test(`the linter finds nothing in ${key}, nor in a clone of it`, () => {
    assert.deepEqual(lint(policy, builtInCatalogue), []);
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

const SEEN_BY: readonly (readonly [string, string, string])[] = [
  ['token-manager', 'viewToken', 'member/x:token/x'],
  ['token-manager', 'viewToken', 'service-token/x'],
  ['token-manager', 'viewRole', 'role/x'],
  ['token-manager', 'viewMember', 'member/x'],
  ['member-admin', 'viewMember', 'member/x'],
  ['member-admin', 'viewTeam', 'team/x'],
  ['member-admin', 'viewRole', 'role/x'],
  ['policy-author', 'viewRole', 'role/x'],
];

for (const [key, action, resource] of SEEN_BY) {
  test(`who holds ${key} sees ${resource}, said or implied`, () => {
    const policy = presetRoles.find((role) => role.key === `${PRESET_ROLE_PREFIX}${key}`)?.policy ?? [];
    const rights = compileRights({ scope: { inlineRole: policy } }, builtInCatalogue);
    assert.equal(decideEffective(rights, { action, resource }).allowed, true);
  });
}

test('preset roles have keys of their own', () => {
  assert.equal(new Set(presetRoles.map(({ key }) => key)).size, presetRoles.length);
});
