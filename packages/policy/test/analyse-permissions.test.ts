import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  builtInCatalogue,
  compileRights,
  decideEffective,
  effectivePermissions,
  type Rights,
  type RightsSource,
} from '../src/index.ts';

const rightsOf = (source: RightsSource) => compileRights(source, builtInCatalogue);

function permission(rights: Rights, chain: string, action: string) {
  const ofChain = effectivePermissions(rights, builtInCatalogue).find((each) => each.chain === chain);
  return ofChain?.permissions.find((each) => each.action === action);
}

test('every action of every type of the catalogue is listed', () => {
  const listed = effectivePermissions(rightsOf({ scope: { role: 'owner' } }), builtInCatalogue);
  assert.equal(listed.length, builtInCatalogue.chains.size);
  for (const { chain, permissions } of listed) {
    for (const { action, grantedBy } of permissions) assert.ok(grantedBy?.length, `${action}: by something`);
    assert.deepEqual(
      permissions.map(({ action, extent }) => ({ action, extent })),
      Array.from(builtInCatalogue.chains.get(chain)?.actions.keys() ?? [], (action) => ({
        action,
        extent: 'all',
      })),
    );
  }
});

test('a part comes with an example that is allowed and with what grants it', () => {
  const rights = rightsOf({
    scope: {
      inlineRole: [
        { effect: 'allow', resources: ['proj/*'], actions: ['viewProject'] },
        {
          effect: 'allow',
          resources: ['proj/*:env/*:flag/ops_*', 'proj/*:env/*;qa:flag/*'],
          actions: ['updateOn'],
        },
        { effect: 'deny', resources: ['proj/*:env/*;qa:flag/*'], actions: ['updateOn'] },
      ],
    },
  });
  const part = permission(rights, 'proj/*:env/*:flag/*', 'updateOn');
  assert.equal(part?.extent, 'part');
  assert.ok(part.example && decideEffective(rights, part.example).allowed);
  assert.deepEqual(part.grantedBy, [
    { part: 'scope', role: 'inlineRole', statement: 1, resource: 'proj/*:env/*:flag/ops_*' },
  ]);
  assert.deepEqual(permission(rights, 'proj/*', 'viewProject'), {
    action: 'viewProject',
    extent: 'all',
    grantedBy: [{ part: 'scope', role: 'inlineRole', statement: 0, resource: 'proj/*' }],
  });
  assert.deepEqual(permission(rights, 'proj/*', 'deleteProject'), {
    action: 'deleteProject',
    extent: 'none',
  });
});

test('without the view nothing below is permitted', () => {
  const rights = rightsOf({
    scope: { inlineRole: [{ effect: 'allow', resources: ['proj/*:env/*:flag/*'], actions: ['*'] }] },
  });
  assert.equal(permission(rights, 'proj/*:env/*:flag/*', 'updateOn')?.extent, 'none');
});

test('a personal token has what its scope and its holder both allow', () => {
  const rights = rightsOf({ scope: { role: 'admin' }, holder: { role: 'reader' } });
  assert.equal(permission(rights, 'proj/*', 'viewProject')?.extent, 'all');
  assert.equal(permission(rights, 'proj/*', 'deleteProject')?.extent, 'none');
});

test('one statement that allows anything on a member shows the member', () => {
  const rights = rightsOf({
    scope: { inlineRole: [{ effect: 'allow', resources: ['member/ann'], actions: ['updateRole'] }] },
  });
  assert.equal(permission(rights, 'member/*', 'viewMember')?.example?.resource, 'member/ann');
});

test('what cannot be told in time is unknown', () => {
  let now = 0;
  const clock = () => {
    now += 10_000;
    return now;
  };
  const rights = rightsOf({ scope: { role: 'writer' } });
  const extents = effectivePermissions(rights, builtInCatalogue, clock).flatMap(({ permissions }) =>
    permissions.map(({ extent }) => extent),
  );
  assert.ok(extents.every((extent) => ['all', 'none', 'unknown'].includes(extent)));
});
