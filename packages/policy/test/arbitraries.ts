import fc from 'fast-check';
import {
  type AccessRequest,
  BASE_ROLES,
  builtInCatalogue,
  extendCatalogue,
  type Holder,
  type NamedRole,
  type Policy,
  type RightsSource,
  type Scope,
  type Statement,
} from '../src/index.ts';

/** LaunchDarkly's and Keyward's types, and two of an account with a guard inside a guard. */
export const catalogue = extendCatalogue(builtInCatalogue, [
  { name: 'shop', tags: true, viewAction: 'viewShop', actions: { viewShop: 'read', closeShop: 'owner' } },
  {
    name: 'invoice',
    parents: ['shop'],
    flags: ['paid'],
    viewAction: 'viewInvoice',
    actions: { viewInvoice: 'read', payInvoice: 'write', voidInvoice: 'admin' },
  },
]);

/** Chains with their actions, few of each, so that statements and requests often meet. */
const KINDS = [
  ['acct', ['viewAuditLog', 'updateSettings', 'updateSubscription']],
  ['member/*', ['viewMember', 'updateRole']],
  ['member/*:token/*', ['viewToken', 'createAccessToken', 'deleteAccessToken']],
  ['proj/*', ['viewProject', 'updateTags', 'deleteProject']],
  ['proj/*:metric/*', ['updateOn', 'updateTags']],
  ['proj/*:env/*', ['updateName', 'updateTags', 'viewSdkKey']],
  ['proj/*:env/*:flag/*', ['updateOn', 'updateName', 'updateTags', 'createFlag']],
  ['shop/*', ['viewShop', 'closeShop']],
  ['shop/*:invoice/*', ['viewInvoice', 'payInvoice', 'voidInvoice']],
] as const;

const word = fc.constantFrom('a', 'b', 'ab', 'ba');
const pattern = fc.constantFrom('a', 'b', 'ab', 'a*', '*b', '*a*', '*');
const namePattern = fc.oneof(
  { weight: 8, arbitrary: pattern },
  {
    weight: 1,
    arbitrary: fc.constantFrom('${roleAttribute/k}', '${roleAttribute/l}', 'a${roleAttribute/k}'),
  },
);
const selector = fc.oneof(
  { weight: 4, arbitrary: pattern },
  { weight: 2, arbitrary: fc.constantFrom('{critical:true}', '{critical:false}', '{paid:true}') },
  { weight: 2, arbitrary: fc.constantFrom('view:a', 'view:B', 'view:${roleAttribute/k}') },
);
const action = fc.constantFrom(...new Set(KINDS.flatMap(([, actions]) => actions)));
const actionPattern = fc.oneof(
  action,
  fc.constantFrom('*', 'update*', 'view*', '*On', '*Invoice', 'unheardOf'),
);

function fill(chain: string, segment: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const parts = chain
    .split(':')
    .map((text) => (text.endsWith('*') ? segment.map((end) => text.replace('*', end)) : fc.constant(text)));
  return fc.tuple(...parts).map((texts) => texts.join(':'));
}

const chain = fc.constantFrom(...KINDS.map(([text]) => text));
const specifierSegment = fc
  .tuple(
    namePattern,
    fc.array(selector, { maxLength: 2 }).map((all) => (all.length > 1 ? all : all.slice(0, 1))),
  )
  .map(([name, modifiers]) => (modifiers.length === 0 ? name : `${name};${modifiers.join(',')}`));
const plainSegment = namePattern;

/** A specifier of one of the chains, or `*`. */
export const specifier = fc.oneof(
  { weight: 6, arbitrary: chain.chain((text) => fill(text, plainSegment)) },
  { weight: 4, arbitrary: chain.chain((text) => fill(text, specifierSegment)) },
  { weight: 1, arbitrary: fc.constant('*') },
);

const entries = fc.array(specifier, { minLength: 1, maxLength: 3 });
const actions = fc.array(actionPattern, { minLength: 1, maxLength: 3 });
const effect = fc.constantFrom('allow' as const, 'allow' as const, 'deny' as const);

export const statement: fc.Arbitrary<Statement> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ effect, resources: entries, actions }) },
  { weight: 1, arbitrary: fc.record({ effect, notResources: entries, actions }) },
  { weight: 1, arbitrary: fc.record({ effect, resources: entries, notActions: actions }) },
  { weight: 1, arbitrary: fc.record({ effect, notResources: entries, notActions: actions }) },
);

export const policy: fc.Arbitrary<Policy> = fc.array(statement, { maxLength: 5 });

const roleAttributes = fc.record(
  { k: fc.array(word, { maxLength: 2 }), l: fc.array(word, { maxLength: 2 }) },
  { requiredKeys: [] },
);
const basePermissions = fc.constantFrom('no_access' as const, 'no_access' as const, 'reader' as const);

function roles(prefix: string, maxLength: number): fc.Arbitrary<NamedRole[]> {
  const role = fc.record({ policy, basePermissions, roleAttributes });
  return fc
    .array(role, { maxLength })
    .map((all) => all.map((each, index) => ({ ...each, key: `${prefix}${index}` })));
}

const baseRole = fc.constantFrom(...BASE_ROLES);

export const holder: fc.Arbitrary<Holder> = fc.record({
  role: baseRole,
  customRoles: roles('custom', 2),
  teamRoles: roles('team', 1),
  roleAttributes,
});

export const scope: fc.Arbitrary<Scope> = fc.oneof(
  fc.record({ role: baseRole }),
  fc.record({ inlineRole: policy }),
  fc.record({ customRoles: roles('token', 2) }),
);

export const source: fc.Arbitrary<RightsSource> = fc.oneof(
  fc.record({ scope }),
  fc.record({ holder }),
  fc.record({ scope, holder }),
);

const facts = fc.record(
  {
    tags: fc.dictionary(fc.constantFrom('proj', 'env', 'flag', 'shop'), fc.array(word, { maxLength: 2 })),
    properties: fc.constantFrom(
      { env: { critical: true } },
      { env: { critical: false } },
      { invoice: { paid: true } },
    ),
    views: fc.array(word, { maxLength: 2 }),
  },
  { requiredKeys: [] },
);

/** A request about one of the chains, nearly always for one of its actions. */
export const request: fc.Arbitrary<AccessRequest & { readonly resource: string }> = fc
  .constantFrom(...KINDS)
  .chain(([text, own]) =>
    fc.record({
      resource: fill(text, word),
      action: fc.oneof(
        { weight: 9, arbitrary: fc.constantFrom<string>(...own) },
        { weight: 1, arbitrary: fc.constantFrom<string>('unheardOf', 'updateOn') },
      ),
      facts,
    }),
  )
  .map(({ facts: of, ...rest }) => ({ ...rest, ...of }));
