import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { decide, type Policy, type Rights } from '@keyward/policy';
import { accountTypesFrom } from '../src/resource-types/account-types.ts';
import { authenticate } from '../src/verification/authenticate.ts';
import { RightsMemory } from '../src/verification/rights-memory.ts';
import { startTestService } from './test-service.ts';

const allowing = (resource: string, action: string): Policy => [
  { effect: 'allow', resources: [resource], actions: [action] },
];
const allows = (rights: Rights, action: string, resource: string) =>
  decide(rights, { action, resource }).allowed;

/** A personal token with a policy of its own, its holder and the types of its account, as authentication reads them. */
async function tokenWithPolicy(t: TestContext) {
  const service = await startTestService(t);
  const { token: secret } = await service.createToken({ inlineRole: allowing('proj/*', 'createProject') });
  const authentication = await authenticate(service.deployment, secret, {
    address: '127.0.0.1',
    changes: false,
  });
  assert.equal(authentication.outcome, 'authenticated');
  return authentication.principal;
}

test('rights are compiled once for as long as nothing changed that they are made from', async (t) => {
  const { token, member, held, types } = await tokenWithPolicy(t);
  const memory = new RightsMemory();
  const rights = memory.rightsOf(token, member, held, types);
  assert.equal(memory.rightsOf({ ...token }, { ...member }, held, types), rights);
  assert.equal(allows(rights, 'createProject', 'proj/web'), true);
});

test('remembered rights are never stale: a change of the token, of its holder or of the types is seen at once', async (t) => {
  const { token, member, held, types } = await tokenWithPolicy(t);
  const memory = new RightsMemory();
  assert.equal(allows(memory.rightsOf(token, member, held, types), 'createProject', 'proj/web'), true);

  const narrowed = { ...token, version: token.version + 1, scope: { inlineRole: allowing('proj/a', '*') } };
  assert.equal(allows(memory.rightsOf(narrowed, member, held, types), 'createProject', 'proj/web'), false);
  const demoted = { ...member, version: member.version + 1, role: 'reader' } as const;
  assert.equal(allows(memory.rightsOf(token, demoted, held, types), 'createProject', 'proj/web'), false);
  const other = { ...token, id: '0'.repeat(24), scope: { inlineRole: allowing('proj/b', '*') } };
  assert.equal(allows(memory.rightsOf(other, member, held, types), 'createProject', 'proj/web'), false);

  const withHouses = accountTypesFrom([{ name: 'house', actions: { enter: 'read' } }]);
  assert.equal(memory.rightsOf(token, member, held, withHouses).catalogue, withHouses.catalogue);
  assert.equal(memory.rightsOf(token, member, held, types).catalogue, types.catalogue);

  assert.equal(allows(memory.rightsOf(token, member, held, types), 'createProject', 'proj/web'), true);
});

test('what is remembered is bounded: many tokens push out the first, which is compiled anew', async (t) => {
  const { token, member, held, types } = await tokenWithPolicy(t);
  const memory = new RightsMemory();
  const rightsOf = (number: number) =>
    memory.rightsOf({ ...token, id: `token ${number}` }, member, held, types);
  const first = rightsOf(0);
  for (let number = 1; number < 1_000; number++) rightsOf(number);
  assert.equal(rightsOf(0), first, 'a thousand are remembered');
  rightsOf(1_000);
  const again = rightsOf(0);
  assert.notEqual(again, first);
  assert.equal(allows(again, 'createProject', 'proj/web'), true);
});

test('it is bounded by the size of what is remembered too, and forgets all of it when versions mean nothing any more', async (t) => {
  const { token, member, held, types } = await tokenWithPolicy(t);
  const memory = new RightsMemory();
  const long = Array.from({ length: 20_000 }, (_, index) => `proj/${index}-${'x'.repeat(40)}`);
  const scope = { inlineRole: [{ effect: 'allow', resources: long, actions: ['*'] }] as const };
  const rightsOf = (number: number) =>
    memory.rightsOf({ ...token, id: `token ${number}`, scope }, member, held, types);
  const first = rightsOf(0);
  assert.equal(rightsOf(0), first);
  for (let number = 1; number < 5; number++) rightsOf(number);
  assert.notEqual(rightsOf(0), first, 'five policies of a megabyte are too many');
  const again = rightsOf(0);
  memory.forgetAll();
  assert.notEqual(rightsOf(0), again);
});
