import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  builtInCatalogue,
  compileRights,
  contains,
  decideEffective,
  extendCatalogue,
  type Policy,
  type Statement,
} from '../src/index.ts';

const inline = (policy: Policy) => compileRights({ scope: { inlineRole: policy } }, builtInCatalogue);
const allow = (resources: readonly string[], ...actions: string[]): Statement => ({
  effect: 'allow',
  resources,
  actions,
});
const deny = (resources: readonly string[], ...actions: string[]): Statement => ({
  ...allow(resources, ...actions),
  effect: 'deny',
});
const view = allow(['proj/*'], 'viewProject');

function witnessAgainst(outer: Policy, inner: Policy) {
  const containment = contains(inline(outer), inline(inner), builtInCatalogue);
  assert.notEqual(containment.verdict, 'not_provable');
  if (containment.verdict !== 'not_contained') return undefined;
  const { witness } = containment;
  assert.equal(decideEffective(inline(inner), witness).allowed, true);
  assert.equal(decideEffective(inline(outer), witness).allowed, false);
  return witness;
}

test('no key begins with a dash, a dot or an underscore', () => {
  assert.equal(witnessAgainst([], [allow(['proj/-*', 'proj/_x', 'proj/.*a*'], 'viewProject')]), undefined);
});

test('no key is longer than 256 characters', () => {
  const inner = (length: number) => [
    allow([`proj/${'a'.repeat(128)}*`], 'viewProject'),
    { ...deny([], '*'), notResources: [`proj/*${'b'.repeat(length)}`] },
  ];
  assert.equal(witnessAgainst([], inner(129)), undefined);
  assert.equal(witnessAgainst([], inner(128))?.resource.length, 'proj/'.length + 256);
});

test('what cannot be viewed by the outer rights is not theirs', () => {
  const flags = allow(['proj/*:env/*:flag/*'], 'updateOn');
  assert.equal(
    witnessAgainst([flags, allow(['proj/web'], 'viewProject')], [flags, view])?.action,
    'updateOn',
  );
});

test('the view of a project is asked of the same project', () => {
  const flags = allow(['proj/*:env/*:flag/*'], 'updateOn');
  const own = [allow(['proj/a*'], 'viewProject'), allow(['proj/a*:env/*:flag/*'], 'updateOn')];
  assert.equal(witnessAgainst(own, [flags, allow(['proj/a*'], 'viewProject')]), undefined);
});

test('each tag that is asked for can be another tag', () => {
  const witness = witnessAgainst([], [allow(['proj/*;a,b*'], 'viewProject')]);
  assert.deepEqual(witness?.tags, { proj: ['a', 'bx'] });
});

test('a tag of its own is needed for each that is asked for', () => {
  const inner = [allow(['proj/*;a*'], 'viewProject'), deny(['proj/*;ab*', 'proj/*;*c'], '*')];
  const tags = witnessAgainst([], inner)?.tags?.proj ?? [];
  assert.ok(tags.some((tag) => tag.startsWith('a')) && !tags.some((tag) => /^ab|c$/.test(tag)));
  assert.equal(
    witnessAgainst([], [allow(['proj/*;a*c'], 'viewProject'), deny(['proj/*;*c'], '*')]),
    undefined,
  );
});

test('each of several denies of the outer rights is a way to be refused', () => {
  const inner = [view, deny(['proj/*;a'], '*')];
  assert.deepEqual(
    witnessAgainst([view, deny(['proj/*;a', 'proj/*;b', 'proj/*;c'], '*')], inner)?.tags?.proj?.length,
    2,
  );
  assert.equal(witnessAgainst([view, deny(['proj/*;a,b', 'proj/*;a,c'], '*')], inner), undefined);
});

test('a flag that a request leaves out is neither on nor off', () => {
  const both = ['proj/*:env/*;{critical:true}', 'proj/*:env/*;{critical:false}'];
  const witness = witnessAgainst(
    [view, allow(both, 'updateName')],
    [view, allow(['proj/*:env/*'], 'updateName')],
  );
  assert.deepEqual([witness?.resource, witness?.properties], ['proj/x:env/x', undefined]);
});

test('`*` is more than all actions that are listed', () => {
  const known = [...(builtInCatalogue.chains.get('proj/*')?.actions.keys() ?? [])];
  const witness = witnessAgainst([allow(['proj/*'], ...known)], [allow(['proj/*'], '*')]);
  assert.ok(witness && !known.includes(witness.action));
});

test('`*` is more than all types that are listed', () => {
  const known = [...builtInCatalogue.chains.keys()];
  const witness = witnessAgainst([allow(known, '*')], [allow(['*'], '*')]);
  assert.ok(witness && !known.includes(witness.resource.replace(/\/[^:]*/g, '/*')));
});

test('segments of one type have the tags of the type', () => {
  assert.equal(
    witnessAgainst([], [allow(['team/*;a:team/*'], 'x'), deny(['team/*:team/*;a'], 'x')]),
    undefined,
  );
});

test('whoever may do anything to a member may view the member', () => {
  const update = allow(['member/ann'], 'updateRole');
  assert.equal(witnessAgainst([update], [allow(['member/ann'], 'viewMember')]), undefined);
  assert.equal(
    witnessAgainst([allow(['member/ann'], 'updateRole'), deny(['member/*'], 'viewMember')], [update])?.action,
    'viewMember',
  );
});

test('a statement that cannot be read allows nothing and denies everything', () => {
  const unreadable = ['proj/*:/flag'];
  assert.equal(witnessAgainst([], [allow(unreadable, '*')]), undefined);
  assert.ok(witnessAgainst([view, deny(unreadable, 'x')], [view]));
});

test('a guarded type of an account guards what is below it', () => {
  const catalogue = extendCatalogue(builtInCatalogue, [
    { name: 'space', tags: true, viewAction: 'viewSpace', actions: { viewSpace: 'read' } },
    { name: 'page', parents: ['space'], actions: { editPage: 'write' } },
  ]);
  const rights = (policy: Policy) => compileRights({ scope: { inlineRole: policy } }, catalogue);
  const pages = allow(['space/*:page/*'], 'editPage');
  const outer = rights([pages, allow(['space/*;open'], 'viewSpace')]);
  const inner = rights([pages, allow(['space/*;open,team'], 'viewSpace')]);
  assert.equal(contains(outer, inner, catalogue).verdict, 'contained');
  assert.equal(contains(inner, outer, catalogue).verdict, 'not_contained');
});

test('a personal token is within a role when its scope or its holder is', () => {
  const scope = { inlineRole: [allow(['proj/*'], '*')] };
  const custom = { key: 'web', policy: [allow(['*'], 'view*')] };
  const token = compileRights(
    { scope, holder: { role: 'no_access', customRoles: [custom] } },
    builtInCatalogue,
  );
  assert.equal(contains(inline([allow(['proj/*'], 'view*')]), token, builtInCatalogue).verdict, 'contained');
  assert.equal(
    contains(inline([allow(['proj/*'], 'viewP*')]), token, builtInCatalogue).verdict,
    'not_contained',
  );
});
