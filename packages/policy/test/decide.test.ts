import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type AccessRequest,
  builtInCatalogue,
  compileRights,
  decide,
  decideEffective,
  type Policy,
  parseResource,
  type RightsSource,
} from '../src/index.ts';

const rightsOf = (source: RightsSource) => compileRights(source, builtInCatalogue);
const inline = (policy: Policy) => rightsOf({ scope: { inlineRole: policy } });
const updateOn: AccessRequest = { action: 'updateOn', resource: 'proj/web:env/production:flag/f' };
const flags = ['proj/*:env/*:flag/*'];

test('a decision names the part, the role and the statement', () => {
  const policy: Policy = [
    { effect: 'allow', resources: ['proj/*'], actions: ['*'] },
    { effect: 'allow', resources: flags, actions: ['update*'] },
    { effect: 'deny', resources: ['proj/*:env/production:flag/*'], actions: ['deleteFlag'] },
  ];
  const rights = rightsOf({ holder: { role: 'reader', teamRoles: [{ key: 'ops', policy }] } });
  const expect = (action: string, outcome: string, role: string | null, statement: number | null) => {
    const decision = decide(rights, { ...updateOn, action });
    assert.deepEqual(decision, { allowed: outcome === 'allow', outcome, part: 'holder', role, statement });
  };
  expect('updateOn', 'allow', 'ops', 1);
  expect('deleteFlag', 'explicit_deny', 'ops', 2);
  expect('createFlag', 'implicit_deny', null, null);
});

test('a personal token names the part that refused', () => {
  const denied = (scope: 'reader' | 'writer', holder: 'reader' | 'writer') =>
    decide(rightsOf({ scope: { role: scope }, holder: { role: holder } }), updateOn);
  assert.equal(denied('writer', 'writer').allowed, true);
  assert.equal(denied('reader', 'writer').part, 'scope');
  assert.equal(denied('writer', 'reader').part, 'holder');
});

test('neither scope nor holder allows nothing', () => {
  assert.equal(
    decide(rightsOf({}), { action: 'viewProject', resource: 'proj/web' }).outcome,
    'implicit_deny',
  );
});

test('what is no resource is allowed to nobody', () => {
  const owner = rightsOf({ scope: { role: 'owner' } });
  for (const resource of [
    '',
    'proj/',
    'proj/*',
    'proj/a:',
    'proj/%61',
    'Proj/a',
    'proj/a/b',
    'proj/\u0430',
    'proj/a;t',
  ]) {
    assert.equal(decide(owner, { action: 'viewProject', resource }).allowed, false, resource);
  }
});

test('a resource without a name is none that a name pattern matches', () => {
  const rights = inline([{ effect: 'allow', resources: ['proj/*'], actions: ['*'] }]);
  assert.equal(decide(rights, { action: 'viewProject', resource: 'proj' }).allowed, false);
});

test('a resource that is read once is decided as its text is', () => {
  const rights = inline([{ effect: 'allow', resources: ['proj/web:env/*:flag/*'], actions: ['updateOn'] }]);
  const resource = parseResource('proj/web:env/production:flag/f');
  assert.ok(resource);
  assert.equal(decide(rights, { action: 'updateOn', resource }).allowed, true);
});

test('a statement that cannot be read takes rights away and gives none', () => {
  const allowAll: Policy[number] = { effect: 'allow', resources: ['*'], actions: ['*'] };
  const broken = ['proj/*:/flag'];
  assert.equal(
    decide(inline([{ effect: 'allow', notResources: broken, actions: ['*'] }]), updateOn).allowed,
    false,
  );
  assert.equal(
    decide(inline([{ effect: 'allow', resources: broken, actions: ['*'] }]), updateOn).allowed,
    false,
  );
  assert.equal(
    decide(inline([allowAll, { effect: 'deny', resources: broken, actions: ['x'] }]), updateOn).allowed,
    false,
  );
  assert.equal(decide(inline([allowAll, { effect: 'deny', resources: flags }]), updateOn).allowed, false);
});

test('the value of a role attribute cannot be a pattern', () => {
  const policy: Policy = [{ effect: 'allow', resources: ['proj/${roleAttribute/p}'], actions: ['*'] }];
  for (const value of ['*', 'w*', 'web;tag', 'web,app', 'a/b', '${roleAttribute/p}', '']) {
    const rights = rightsOf({
      holder: { role: 'no_access', customRoles: [{ key: 'r', policy }], roleAttributes: { p: [value] } },
    });
    assert.equal(decide(rights, { action: 'viewProject', resource: 'proj/web' }).allowed, false, value);
  }
});

test('the attributes of a team are for its own roles and those of the member for direct ones', () => {
  const policy: Policy = [
    { effect: 'allow', resources: ['proj/${roleAttribute/p}'], actions: ['viewProject'] },
  ];
  const rights = rightsOf({
    holder: {
      role: 'no_access',
      roleAttributes: { p: ['mine'] },
      teamRoles: [{ key: 't', policy, roleAttributes: { p: ['ours'] } }],
    },
  });
  const mayView = (project: string) =>
    decide(rights, { action: 'viewProject', resource: `proj/${project}` }).allowed;
  assert.deepEqual([mayView('ours'), mayView('mine')], [true, false]);
});

test('a flag that a request leaves out matches neither value', () => {
  for (const value of ['true', 'false']) {
    const rights = inline([
      { effect: 'allow', resources: [`proj/*:env/*;{critical:${value}}`], actions: ['*'] },
    ]);
    assert.equal(decide(rights, { action: 'updateName', resource: 'proj/p:env/e' }).allowed, false);
  }
});

test('words that every object has are neither tags nor flags', () => {
  const resources = ['constructor/*;{constructor:true}', 'constructor/*;name'];
  const rights = inline([{ effect: 'allow', resources, actions: ['*'] }]);
  const request = {
    action: 'constructor',
    resource: 'constructor/x',
    tags: {},
    properties: { constructor: {} },
  };
  assert.equal(decide(rights, request).allowed, false);
});

test('views belong to the segment whose type has them', () => {
  const request = { ...updateOn, views: ['squad-a'] };
  const allowed = (specifier: string) =>
    decide(inline([{ effect: 'allow', resources: [specifier], actions: ['*'] }]), request).allowed;
  assert.equal(allowed('proj/*:env/*:flag/*;view:Squad-A'), true);
  assert.equal(allowed('proj/*;view:squad-a:env/*:flag/*'), false);
});

test('the views of a flag are not views of its project', () => {
  const rights = inline([
    { effect: 'allow', resources: flags, actions: ['*'] },
    { effect: 'allow', resources: ['proj/*;view:squad-a'], actions: ['viewProject'] },
  ]);
  assert.equal(decideEffective(rights, { ...updateOn, views: ['squad-a'] }).allowed, false);
});

test('the view may come from another role, and a deny in one role hides nothing of another', () => {
  const change = { key: 'change', policy: [{ effect: 'allow', resources: flags, actions: ['*'] }] } as const;
  const view = { key: 'view', policy: [{ effect: 'allow', resources: ['proj/*'], actions: ['*'] }] } as const;
  const hide = { key: 'hide', policy: [{ effect: 'deny', resources: ['proj/*'], actions: ['*'] }] } as const;
  const allowed = (...customRoles: (typeof change | typeof view | typeof hide)[]) =>
    decideEffective(rightsOf({ scope: { customRoles } }), updateOn).allowed;
  assert.equal(allowed(change), false);
  assert.equal(allowed(change, view), true);
  assert.equal(allowed(change, view, hide), true);
});

test('a deny in one role takes nothing from another, whichever comes first', () => {
  const policy = (effect: 'allow' | 'deny'): Policy => [{ effect, resources: flags, actions: ['*'] }];
  const gives = { key: 'gives', policy: policy('allow') };
  const takes = { key: 'takes', policy: policy('deny') };
  for (const customRoles of [
    [gives, takes],
    [takes, gives],
  ]) {
    assert.equal(decide(rightsOf({ scope: { customRoles } }), updateOn).role, 'gives');
    assert.equal(decide(rightsOf({ holder: { role: 'no_access', customRoles } }), updateOn).role, 'gives');
  }
});

test("whoever may do something to one of Keyward's own resources may view it, unless that is denied", () => {
  const viewMember: AccessRequest = { action: 'viewMember', resource: 'member/ann' };
  const update = { effect: 'allow', resources: ['member/ann'], actions: ['updateRole'] } as const;
  const hide = { effect: 'deny', resources: ['member/*'], actions: ['viewMember'] } as const;
  const allowed = (policy: Policy, request: AccessRequest) =>
    decideEffective(inline(policy), request).allowed;
  assert.equal(allowed([update], viewMember), true);
  assert.equal(allowed([update], { ...viewMember, resource: 'member/bob' }), false);
  assert.equal(allowed([update, hide], viewMember), false);
  assert.equal(allowed([update, hide], { ...viewMember, action: 'updateRole' }), true);
});

test("making personal tokens shows nobody else's", () => {
  const resource = 'member/ann:token/t1';
  const viewToken = (action: string) => {
    const rights = inline([{ effect: 'allow', resources: ['member/*:token/*'], actions: [action] }]);
    return decideEffective(rights, { action: 'viewToken', resource }).allowed;
  };
  assert.equal(viewToken('createAccessToken'), false);
  assert.equal(viewToken('deleteAccessToken'), true);
});

test('many statements are told apart by the names they ask for', () => {
  const policy: Policy = Array.from({ length: 500 }, (_, index) => ({
    effect: index % 7 === 0 ? 'deny' : 'allow',
    resources: [`proj/p${index}:env/production:flag/*`, `proj/*:env/e${index}:flag/x*`],
    actions: ['updateOn'],
  }));
  const rights = inline(policy);
  const decided = (resource: string) => decide(rights, { action: 'updateOn', resource }).statement;
  assert.equal(decided('proj/p8:env/production:flag/f'), 8);
  assert.equal(decided('proj/p8:env/e14:flag/xy'), 14);
  assert.equal(decided('proj/p8:env/e14:flag/y'), null);
});
