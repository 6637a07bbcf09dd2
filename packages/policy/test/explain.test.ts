import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type AccessRequest,
  builtInCatalogue,
  compileRights,
  decideEffective,
  type Edit,
  explain,
  type Holder,
  type NamedRole,
  type Policy,
  presetRoles,
  type RightsSource,
  rightsOfSubject,
  type Scope,
  validatePolicy,
} from '../src/index.ts';
import { catalogue, request, source } from './arbitraries.ts';

const flag: AccessRequest = {
  action: 'updateOn',
  resource: 'proj/web:env/production:flag/checkout',
  tags: { env: ['live'] },
};
const explained = (of: RightsSource, asked: AccessRequest = flag) =>
  explain(compileRights(of, builtInCatalogue), asked);
const member = (...customRoles: NamedRole[]): RightsSource => ({
  holder: { role: 'no_access', customRoles },
});
const viewAll: Policy[number] = { effect: 'allow', resources: ['proj/*'], actions: ['viewProject'] };
const on = (resource: string, ...actions: string[]): Policy[number] => ({
  effect: 'allow',
  resources: [resource],
  actions,
});
const role = (key: string, ...policy: Policy): NamedRole => ({ key, policy });

test('what is allowed is explained by the statement that allows it', () => {
  const { sentence, statements, refusedBy, nearMisses, smallestChange } = explained(
    member(role('dev', viewAll, on('proj/*:env/*:flag/*', 'update*'))),
  );
  assert.equal(sentence, 'Allowed by statement 2 of role `dev` (allow `update*` on `proj/*:env/*:flag/*`).');
  assert.deepEqual(statements, [
    { part: 'holder', role: 'dev', statement: 1 },
    { part: 'holder', role: 'dev', statement: 0 },
  ]);
  assert.deepEqual([refusedBy, nearMisses, smallestChange], [[], [], undefined]);
});

test('for a token with a holder both sides are named', () => {
  const { sentence } = explained({ scope: { role: 'writer' }, holder: { role: 'admin' } });
  assert.equal(
    sentence,
    "Allowed by the base role `writer`, of the token's scope, and by the base role `admin`, of its holder.",
  );
});

test('a missing view is told from a missing statement', () => {
  const { sentence, nearMisses, smallestChange } = explained(
    member(role('dev', on('proj/*:env/*:flag/*', '*'))),
  );
  assert.equal(
    sentence,
    'Denied: the member has no statement that allows `viewProject` on `proj/web`, and what one cannot view one cannot change.',
  );
  assert.deepEqual(nearMisses[0], {
    part: 'holder',
    role: 'dev',
    statement: 0,
    failing: 'view_right',
    needed: ['viewProject on proj/web'],
    sentence: 'statement 1 of role `dev` allows `updateOn`, but `viewProject` on `proj/web` is not allowed.',
  });
  assert.deepEqual(smallestChange, {
    edits: [
      {
        kind: 'add_statement',
        part: 'holder',
        role: 'dev',
        statement: { effect: 'allow', resources: ['proj/web'], actions: ['viewProject'] },
      },
    ],
    sentence: 'To allow it, add to role `dev`: allow `viewProject` on `proj/web`.',
  });
});

test('a bare policy is called that: there is no member, and the change is one of the policy itself', () => {
  const deny: Policy[number] = { effect: 'deny', resources: ['proj/*:env/*'], actions: ['*'] };
  const words = (policy: Policy) => {
    const { sentence, nearMisses, smallestChange } = explain(rightsOfSubject({ policy }, builtInCatalogue), {
      action: 'updateName',
      resource: 'proj/web:env/test',
    });
    return [sentence, ...nearMisses.map((miss) => miss.sentence), smallestChange?.sentence];
  };
  assert.deepEqual(words([viewAll]), [
    'Denied: the policy has no statement that allows `updateName` on `proj/web:env/test`.',
    'To allow it, add to the policy: allow `updateName` on `proj/web:env/test`.',
  ]);
  assert.deepEqual(words([viewAll, deny]), [
    'Denied: statement 2 of the policy (deny `*` on `proj/*:env/*`) refuses `updateName` on `proj/web:env/test`.',
    'To allow it, remove statement 2 of the policy (deny `*` on `proj/*:env/*`); and add to the policy: allow `updateName` on `proj/web:env/test`.',
  ]);
});

test('a deny is named, with what it beats, and may be removed', () => {
  const deny: Policy[number] = {
    effect: 'deny',
    resources: ['proj/*:env/production:flag/*'],
    actions: ['*'],
  };
  const { decision, sentence, nearMisses, smallestChange } = explained(
    member(role('dev', viewAll, on('proj/*:env/*:flag/*', '*'), deny)),
  );
  assert.equal(decision.outcome, 'explicit_deny');
  assert.equal(
    sentence,
    'Denied: statement 3 of role `dev` (deny `*` on `proj/*:env/production:flag/*`) refuses `updateOn` on `proj/web:env/production:flag/checkout` to the member.',
  );
  assert.equal(nearMisses[0]?.failing, 'denied');
  assert.deepEqual(smallestChange?.edits, [
    { kind: 'remove_statement', part: 'holder', role: 'dev', statement: 2 },
  ]);
  assert.equal(
    smallestChange?.sentence,
    'To allow it, remove statement 3 of role `dev` (deny `*` on `proj/*:env/production:flag/*`).',
  );
});

const misses: [failing: string, statement: Policy[number], needed: string[], sentence: RegExp][] = [
  ['action', on('proj/*:env/*:flag/*', 'updateName'), ['updateOn'], /but allows only `updateName`\.$/],
  [
    'name',
    on('proj/*:env/*:flag/ops_*', 'updateOn'),
    ['ops_*'],
    /`flag\/checkout` has another name than `ops_\*`\.$/,
  ],
  ['tag', on('proj/*:env/*;live,eu:flag/*', 'updateOn'), ['eu'], /`env\/production` has no tag `eu`\.$/],
  [
    'flag',
    on('proj/*:env/*;{critical:false}:flag/*', 'updateOn'),
    ['{critical:false}'],
    /`env\/production` is not known to be `\{critical:false\}`\.$/,
  ],
  ['view', on('proj/*:env/*:flag/*;view:shop', 'updateOn'), ['view:shop'], /is not in `view:shop`\.$/],
  [
    'excluded',
    { effect: 'allow', notResources: ['proj/*:env/production:flag/*'], actions: ['updateOn'] },
    ['proj/*:env/production:flag/*'],
    /but not on `proj\/\*:env\/production:flag\/\*`\.$/,
  ],
  [
    'attribute',
    on('proj/${roleAttribute/projects}:env/*:flag/*', 'updateOn'),
    ['proj/${roleAttribute/projects}:env/*:flag/*'],
    /but a placeholder in .* has no value\.$/,
  ],
  [
    'level',
    on('proj/web:env/*', 'updateOn'),
    ['proj/*:env/*:flag/*'],
    /is about `proj\/web:env\/\*` itself, not about what is below it\.$/,
  ],
];
test('what mends the action and the view at once is proposed once', () => {
  const hiding: NamedRole = {
    key: 'hiding',
    basePermissions: 'reader',
    policy: [{ effect: 'deny', notResources: ['acct'], actions: ['*'] }],
  };
  const other = role('other', { effect: 'deny', resources: ['*'], actions: ['viewSdkKey'] });
  for (const customRoles of [
    [hiding, other],
    [other, hiding],
  ]) {
    const asked = { action: 'viewSdkKey', resource: 'proj/web:env/test' };
    const { smallestChange } = explained({ scope: { customRoles } }, asked);
    assert.deepEqual(smallestChange?.edits, [
      { kind: 'remove_statement', part: 'scope', role: 'hiding', statement: 0 },
    ]);
  }
});

test('of two denies both must go', () => {
  const deny: Policy[number] = { effect: 'deny', resources: ['proj/*:env/*:flag/*'], actions: ['*'] };
  const inlineRole = [viewAll, on('proj/*:env/*:flag/*', '*'), deny, { ...deny, actions: ['update*'] }];
  const { smallestChange } = explained({ scope: { inlineRole } });
  const removed = smallestChange?.edits.map((edit) =>
    edit.kind === 'remove_statement' ? edit.statement : null,
  );
  assert.deepEqual(removed, [2, 3]);
});

for (const [failing, statement, needed, sentence] of misses) {
  test(`a statement that fails only in its ${failing} is a near miss`, () => {
    const { nearMisses, smallestChange } = explained(member(role('dev', viewAll, statement)));
    assert.equal(nearMisses.length, 1);
    assert.deepEqual(
      { ...nearMisses[0], sentence: undefined },
      { part: 'holder', role: 'dev', statement: 1, failing, needed, sentence: undefined },
    );
    assert.match(nearMisses[0]?.sentence ?? '', /^statement 2 of role `dev` /);
    assert.match(nearMisses[0]?.sentence ?? '', sentence);
    assert.equal(smallestChange?.edits[0]?.kind, 'add_statement');
  });
}

test('a statement that fails in two things is none', () => {
  const { nearMisses } = explained(member(role('dev', viewAll, on('proj/*:env/eu:flag/*;a', 'updateOn'))));
  assert.deepEqual(nearMisses, []);
});

test('each side of a token that refuses is named and mended', () => {
  const inlineRole = [viewAll];
  const { refusedBy, sentence, smallestChange } = explained({
    scope: { inlineRole },
    holder: { role: 'reader' },
  });
  assert.deepEqual(refusedBy, ['scope', 'holder']);
  assert.match(sentence, /^Denied: the token's scope has no statement .*; and its holder has no statement/);
  const statement = on('proj/web:env/production:flag/checkout', 'updateOn');
  assert.deepEqual(smallestChange?.edits, [
    { kind: 'add_statement', part: 'scope', role: 'inlineRole', statement },
    { kind: 'add_role', part: 'holder', policy: [statement] },
  ]);
  assert.deepEqual(explained({ scope: { inlineRole }, holder: { role: 'writer' } }).refusedBy, ['scope']);
  assert.deepEqual(explained({ scope: { role: 'admin' }, holder: { role: 'reader' } }).refusedBy, ['holder']);
});

test('the scope of a base role is raised no further than needed, and a preset role is left as it is', () => {
  const { smallestChange } = explained({ scope: { role: 'reader' } });
  assert.deepEqual(smallestChange?.edits, [{ kind: 'set_base_role', part: 'scope', role: 'writer' }]);
  const preset = explained(member(...presetRoles));
  assert.equal(preset.smallestChange?.edits[0]?.kind, 'add_role');
});

test('what comes with base permissions is named by them', () => {
  const custom: NamedRole = { key: 'r', policy: [], basePermissions: 'reader' };
  const seen = explained(member(custom), { action: 'viewProject', resource: 'proj/web' });
  assert.equal(seen.sentence, 'Allowed by the base permissions of role `r`.');
  assert.deepEqual(explained(member(custom), { action: 'updateTags', resource: 'proj/web' }).nearMisses, []);
});

test('what cannot be stored is not proposed', () => {
  const unknownAction = explained(member(), { action: 'flyAway', resource: 'member/ann' });
  assert.equal(unknownAction.smallestChange, undefined);
  const unknownPlace = explained(member(role('r')), { action: 'updateOn', resource: 'proj/web:flag/f' });
  assert.equal(unknownPlace.smallestChange, undefined);
  const pattern = explained(member(role('r')), { action: 'update*', resource: 'proj/web' });
  assert.equal(pattern.smallestChange, undefined);
  const noResource = explained({ scope: { role: 'owner' } }, { action: 'updateOn', resource: 'proj/*' });
  assert.equal(noResource.decision.allowed, false);
  assert.equal(
    noResource.sentence,
    'Denied: `proj/*` is no resource; write one as in `proj/web:env/production`.',
  );
});

/** The rights after a change. */
function apply(edits: readonly Edit[], { scope, holder }: RightsSource): RightsSource {
  return {
    ...(scope && { scope: applyToScope(edits, scope) }),
    ...(holder && { holder: applyToHolder(edits, holder) }),
  };
}

function applyToScope(edits: readonly Edit[], scope: Scope): Scope {
  const base = edits.find((edit) => edit.kind === 'set_base_role');
  if (base) return { role: base.role };
  if ('inlineRole' in scope) {
    return { inlineRole: editPolicy(edits, 'scope', 'inlineRole', scope.inlineRole) };
  }
  return 'customRoles' in scope
    ? { customRoles: [...editRoles(edits, 'scope', scope.customRoles), ...newRoles(edits, 'scope')] }
    : scope;
}

function applyToHolder(edits: readonly Edit[], holder: Holder): Holder {
  return {
    ...holder,
    customRoles: editRoles(edits, 'holder', holder.customRoles),
    teamRoles: [...editRoles(edits, 'holder', holder.teamRoles), ...newRoles(edits, 'holder')],
  };
}

function editRoles(edits: readonly Edit[], part: string, roles: readonly NamedRole[] = []): NamedRole[] {
  return roles.map((each) => ({ ...each, policy: editPolicy(edits, part, each.key, each.policy) }));
}

function newRoles(edits: readonly Edit[], part: string): NamedRole[] {
  return edits.flatMap((edit) =>
    edit.kind === 'add_role' && edit.part === part ? [{ key: 'added', policy: edit.policy }] : [],
  );
}

function editPolicy(edits: readonly Edit[], part: string, key: string, policy: Policy): Policy {
  const own = edits.filter((edit) => edit.part === part && 'role' in edit && edit.role === key);
  const removed = own.flatMap((edit) => (edit.kind === 'remove_statement' ? [edit.statement] : []));
  const added = own.flatMap((edit) => (edit.kind === 'add_statement' ? [edit.statement] : []));
  return [...policy.filter((_, index) => !removed.includes(index)), ...added];
}

test('the smallest change allows the request, and no edit of it can be left out', () => {
  let changes = 0;
  fc.assert(
    fc.property(source, request, (of, asked) => {
      const { decision, smallestChange, refusedBy } = explain(compileRights(of, catalogue), asked);
      assert.equal(decision.allowed, refusedBy.length === 0);
      if (!smallestChange) {
        const statement = { effect: 'allow', resources: [asked.resource], actions: [asked.action] };
        const isStored = validatePolicy([statement], catalogue).every(
          ({ severity }) => severity === 'warning',
        );
        assert.ok(decision.allowed || !isStored);
        return;
      }
      changes += 1;
      const { edits } = smallestChange;
      const after = (some: readonly Edit[]) =>
        decideEffective(compileRights(apply(some, of), catalogue), asked).allowed;
      assert.equal(after(edits), true);
      for (const left of edits) assert.equal(after(edits.filter((edit) => edit !== left)), false);
    }),
    { numRuns: 1500 },
  );
  assert.ok(changes > 400, `only ${changes} changes`);
});

test('ten thousand statements are explained', () => {
  const deny: Policy[number] = { effect: 'deny', resources: ['*'], actions: ['*'] };
  const all = Array.from({ length: 2000 }, () => on('*', '*'));
  const many = Array.from({ length: 10_000 }, (_, index) => on(`proj/p${index}:env/*:flag/*`, 'updateOn'));
  assert.equal(explained(member(role('big', ...many))).nearMisses.length, 10);
  const beaten = explained(member(role('big', ...all, ...all.map(() => deny))));
  assert.equal(beaten.nearMisses[0]?.failing, 'denied');
});
