import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  BASE_ROLES,
  type BaseRole,
  builtInCatalogue,
  compileRights,
  contains,
  decideEffective,
  extendCatalogue,
  type Policy,
  type Rights,
  type RightsSource,
} from '../src/index.ts';

const catalogue = extendCatalogue(builtInCatalogue, [
  { name: 'invoice', viewAction: 'viewInvoice', actions: { viewInvoice: 'read', voidInvoice: 'admin' } },
]);
const rightsOf = (source: RightsSource) => compileRights(source, catalogue);
const ofRole = (role: BaseRole) => rightsOf({ scope: { role } });
const inline = (policy: Policy) => rightsOf({ scope: { inlineRole: policy } });

function verdict(outer: Rights, inner: Rights): string {
  const containment = contains(outer, inner, catalogue);
  if (containment.verdict === 'not_contained') {
    assert.equal(decideEffective(inner, containment.witness).allowed, true);
    assert.equal(decideEffective(outer, containment.witness).allowed, false);
  }
  return containment.verdict;
}

test('a base role holds those before it and not those after it', () => {
  for (const [outerRank, outer] of BASE_ROLES.entries()) {
    for (const [innerRank, inner] of BASE_ROLES.entries()) {
      const expected = innerRank <= outerRank ? 'contained' : 'not_contained';
      assert.equal(verdict(ofRole(outer), ofRole(inner)), expected, `${outer} over ${inner}`);
    }
  }
});

test('a token is bounded by its holder', () => {
  const token = rightsOf({ scope: { role: 'admin' }, holder: { role: 'reader' } });
  assert.equal(verdict(ofRole('reader'), token), 'contained');
  assert.equal(verdict(token, ofRole('reader')), 'contained');
  assert.equal(verdict(token, ofRole('writer')), 'not_contained');
});

test('nothing is contained in everything, and everything in an owner', () => {
  const custom = inline([{ effect: 'allow', resources: ['proj/a'], actions: ['viewProject'] }]);
  const denyOnly = inline([{ effect: 'deny', resources: ['*'], actions: ['*'] }]);
  assert.equal(verdict(ofRole('no_access'), rightsOf({})), 'contained');
  assert.equal(verdict(custom, denyOnly), 'contained');
  assert.equal(verdict(ofRole('owner'), custom), 'contained');
});

test('a custom policy that goes further is shown by a witness, one that does not is contained', () => {
  const deleteMembers = inline([{ effect: 'allow', resources: ['member/*'], actions: ['deleteMember'] }]);
  const oneProject = inline([{ effect: 'allow', resources: ['proj/a'], actions: ['viewProject'] }]);
  assert.equal(verdict(ofRole('writer'), deleteMembers), 'not_contained');
  assert.equal(verdict(ofRole('writer'), oneProject), 'contained');
});

test('a piece counts without the view that another piece may give', () => {
  const flags = inline([{ effect: 'allow', resources: ['proj/*:env/*:flag/*'], actions: ['*'] }]);
  assert.equal(contains(ofRole('reader'), flags, catalogue, 'piece').verdict, 'not_contained');
  assert.notEqual(contains(ofRole('reader'), flags, catalogue, 'whole').verdict, 'not_contained');
});
