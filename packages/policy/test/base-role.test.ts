import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  BASE_ROLES,
  type BaseRole,
  builtInCatalogue,
  compileRights,
  decide,
  extendCatalogue,
} from '../src/index.ts';

const catalogue = extendCatalogue(builtInCatalogue, [
  {
    name: 'invoice',
    actions: { viewInvoice: 'read', payInvoice: 'write', voidInvoice: 'admin', sellInvoice: 'owner' },
  },
]);

function lowestRole(action: string, resource: string): BaseRole | undefined {
  return BASE_ROLES.find(
    (role) => decide(compileRights({ holder: { role } }, catalogue), { action, resource }).allowed,
  );
}

const table: [action: string, resource: string, lowest: BaseRole][] = [
  ['viewProject', 'proj/web', 'reader'],
  ['viewMember', 'member/m1', 'reader'],
  ['viewToken', 'service-token/t1', 'reader'],
  ['viewAuditLog', 'acct', 'reader'],
  ['viewInvoice', 'invoice/1', 'reader'],
  ['createProject', 'proj/web', 'writer'],
  ['updateOn', 'proj/web:env/production:flag/f', 'writer'],
  ['updateSecret', 'webhook/w', 'writer'],
  ['payInvoice', 'invoice/1', 'writer'],
  ['anActionOfNextMonth', 'proj/web', 'writer'],
  ['anActionOfNextMonth', 'invoice/1', 'writer'],
  ['doIt', 'a-type-of-next-month/x', 'writer'],
  ['voidInvoice', 'invoice/1', 'admin'],
  ['viewToken', 'member/m1:token/t1', 'admin'],
  ['createAccessToken', 'member/m1:token/t1', 'admin'],
  ['createAccessToken', 'service-token/t1', 'admin'],
  ['createMember', 'member/m1', 'admin'],
  ['updatePolicy', 'role/r', 'admin'],
  ['updateTeamMembers', 'team/t', 'admin'],
  ['updateDomainVerification', 'domain-verification/d', 'admin'],
  ['updateIpAllowlistEntry', 'ip-allowlist', 'admin'],
  ['updateSettings', 'acct', 'admin'],
  ['introspectToken', 'acct', 'admin'],
  ['anActionOfNextMonth', 'acct', 'admin'],
  ['updateSubscription', 'acct', 'owner'],
  ['updateAccountOwner', 'acct', 'owner'],
  ['sellInvoice', 'invoice/1', 'owner'],
];

for (const [action, resource, lowest] of table) {
  test(`${action} on ${resource} needs ${lowest}`, () => {
    assert.equal(lowestRole(action, resource), lowest);
  });
}

test('each base role allows all that the one before it allows', () => {
  const rights = BASE_ROLES.map((role) => compileRights({ scope: { role } }, catalogue));
  for (const { chain, actions } of catalogue.chains.values()) {
    for (const action of actions.keys()) {
      const allowed = rights.map(
        (each) => decide(each, { action, resource: chain.replaceAll('*', 'x') }).allowed,
      );
      assert.deepEqual(allowed, allowed.toSorted(), `${action} on ${chain}`);
    }
  }
});
