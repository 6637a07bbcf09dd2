/** What a page asks of the service, by method and address under `/api/v2`. The first that fits is meant. */
export const CALLS = {
  session: /^GET \/session$/,
  organization: /^GET \/account$/,
  settings: /^GET \/account\/settings$/,
  viewer: /^GET \/members\/me$/,
  'rights of the viewer': /^POST \/policies\/simulate$/,
  'rights to make tokens': /^GET \/tokens\?limit=1&include=access$/,
  'same name': /^GET \/tokens\?q=[^&]+&showAll=true&status=active&limit=25$/,
  'token list': /^GET \/tokens\?showAll=true&include=access%2Cusage/,
  health: /^GET \/tokens\/health\?/,
  attention: /^GET \/tokens\?showAll=true&health=/,
  resets: /^GET \/tokens\?showAll=true&status=active&limit=100&sort=-lastModified/,
  usage: /^GET \/tokens\/usage\?/,
  'service tokens': /^GET \/tokens\?type=service&status=active&limit=1$/,
  'own tokens': /^GET \/tokens\?owner=me&sort=-creationDate/,
  'tokens to pick': /^GET \/tokens\?showAll=true&limit=25&sort=-lastUsed$/,
  'uses of a token': /^GET \/tokens\/[0-9a-f]{24}\/events/,
  token: /^GET \/tokens\/[0-9a-f]{24}\?/,
  chain: /^GET \/auditlog\/chain$/,
  'log of a token': /^GET \/auditlog\?spec=/,
  'last entries': /^GET \/auditlog\?limit=10$/,
  'own resets': /^POST \/auditlog\?actor=[0-9a-f]{24}&limit=1$/,
  log: /^(GET|POST) \/auditlog/,
  'names of members': /^GET \/members\?limit=100&sort=displayName$/,
  'members of a team': /^GET \/members\?filter=team/,
  members: /^GET \/members\?/,
  member: /^GET \/members\/[0-9a-f]{24}/,
  roles: /^GET \/roles\?/,
  role: /^GET \/roles\//,
  'teams to fill': /^GET \/teams\?limit=100$/,
  teams: /^GET \/teams\?/,
  team: /^GET \/teams\//,
  types: /^GET \/resource-types/,
  routes: /^GET \/gateway-routes/,
  permissions: /^POST \/policies\/permissions$/,
  explanation: /^POST \/policies\/explain/,
} as const satisfies Record<string, RegExp>;

export type Call = keyof typeof CALLS;

/** What a page does without, and how; anything else that it cannot have it says. */
export const DONE_WITHOUT: Partial<Record<Call, string>> = {
  session: 'the whole page says that the console did not start, in a test of its own',
  organization: 'the rail has the name of the product',
  viewer: 'what is not known to be forbidden is offered, and the service decides',
  'rights of the viewer': 'as `viewer`',
  'rights to make tokens': 'as `viewer`',
  settings: 'limits are not said beforehand, and the service decides',
  roles: 'a role is called by its key',
  types: 'only what comes with Keyward is offered',
  'names of members': 'a member is found by typing',
  'tokens to pick': 'a token is found by typing',
  'service tokens': 'how many there are is not said',
  'uses of a token': 'that nothing was received yet is said',
  'teams to fill': 'as `viewer`',
  member: 'a holder is called by id',
  'same name': 'a hint; two tokens may have one name',
};

/** A call that a region of a page lives by, and what the page says when it fails. */
export type Regions = Partial<Record<Call, string>>;

const LIST: Regions = { 'token list': "Couldn't load tokens", health: "Couldn't count the tokens" };
const TOKEN: Regions = { token: "Couldn't load the token" };
const COPY: Regions = { ...TOKEN, settings: "Couldn't load the settings" };
const MEMBERS: Regions = { members: "Couldn't load members" };
const TEAMS: Regions = { teams: "Couldn't load teams" };
const TYPES: Regions = { types: "Couldn't load resource types" };
const ROUTES: Regions = { routes: "Couldn't load routes" };

/** Every page behind the sign-in. A page of which a part is asked for only after another came has a row for each. */
export const PAGES: Readonly<Record<string, readonly Regions[]>> = {
  '/': [
    {
      health: "Couldn't load what needs attention",
      resets: "Couldn't load the resets under way",
      usage: "Couldn't load the usage",
      'last entries': "Couldn't load the audit log",
    },
    { attention: "Couldn't load these tokens" },
  ],
  '/settings': [{}],
  '/settings/limits': [{ settings: "Couldn't load the settings" }],
  '/quick-start': [{ 'own tokens': "Couldn't load your tokens", 'own resets': "Couldn't load your resets" }],
  '/audit': [{ log: "Couldn't load the audit log", chain: "Couldn't load the state of the chain" }],
  '/members': [MEMBERS],
  '/members/new': [MEMBERS],
  '/members/$id': [{ ...MEMBERS, member: "Couldn't load the member" }],
  '/members/$id/replace/$tokenId': [
    { ...MEMBERS, ...COPY },
    { permissions: "Couldn't find out whether it would do more than its member" },
  ],
  '/members/$id/permissions': [
    { ...MEMBERS, member: "Couldn't load the member" },
    { permissions: "Couldn't load the permissions" },
  ],
  '/roles': [{ roles: "Couldn't load roles" }],
  '/roles/-/new': [{}],
  '/roles/$id': [{ roles: "Couldn't load roles", role: "Couldn't load the role" }],
  '/roles/$id/edit': [{ role: "Couldn't load the role" }],
  '/settings/resource-types': [TYPES],
  '/settings/resource-types/new': [TYPES],
  '/settings/resource-types/type/$id': [TYPES],
  '/settings/gateway-routes': [ROUTES],
  '/settings/gateway-routes/new': [ROUTES],
  '/settings/gateway-routes/import': [ROUTES],
  '/settings/gateway-routes/edit/$id': [ROUTES],
  '/teams': [TEAMS],
  '/teams/-/new': [TEAMS],
  '/teams/$id': [
    { ...TEAMS, team: "Couldn't load the team" },
    { 'members of a team': "Couldn't load members" },
  ],
  '/who-can': [{ types: "Couldn't load the actions" }],
  '/tokens': [LIST],
  '/tokens/new': [LIST],
  '/tokens/$id': [{ ...LIST, ...TOKEN }],
  '/tokens/$id#permissions': [{ permissions: "Couldn't load the permissions" }],
  '/tokens/$id#activity': [{ 'log of a token': "Couldn't load the activity" }],
  '/tokens/$id/clone': [{ ...LIST, ...COPY }],
  '/tokens/$id/reset': [{ ...LIST, ...TOKEN }],
  '/settings/authorization': [LIST],
  '/settings/authorization/new': [LIST],
  '/settings/authorization/$id': [{ ...LIST, ...TOKEN }],
  '/settings/authorization/$id/clone': [{ ...LIST, ...COPY }],
  '/settings/authorization/$id/reset': [{ ...LIST, ...TOKEN }],
};

/** What is forbidden to the viewer, said in other words than a failure, or not at all. */
export const WHEN_FORBIDDEN: Partial<Record<Call, string>> = {
  permissions: 'Needs `viewMember`, which your role does not allow.',
  chain: '',
  'own resets': '',
};

/** Pages that anybody may open; what they say is proven where they are. */
export const OPEN_PAGES = ['/login', '/welcome', '/invitation', '/password', '/activate'];
