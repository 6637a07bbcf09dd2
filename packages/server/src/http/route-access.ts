/** What the policy engine is asked, with the path parameters of the route in braces and `*` for what the call makes or shows. */
export interface RouteAccess {
  readonly action: string;
  readonly resource: string;
  /** When it is asked, where that is not always. */
  readonly when?: string;
}

/**
 * Who may call a route: `nobody` is asked for a credential; a `code` is asked for, that was printed or sent; a `session` is that of
 * the caller alone; a `principal` is any token or session, which then needs every access that is named.
 */
export interface RouteRule {
  readonly caller: 'nobody' | 'code' | 'session' | 'principal';
  readonly needs: readonly RouteAccess[];
}

const OPEN: RouteRule = { caller: 'nobody', needs: [] };
const CODE: RouteRule = { caller: 'code', needs: [] };
const SESSION: RouteRule = { caller: 'session', needs: [] };
const ANY: RouteRule = { caller: 'principal', needs: [] };

const SERVICE_TOKEN = 'service-token/{id}';
const PERSONAL_TOKEN = 'member/{memberId}:token/{id}';

const CHANGES_OF_TOKENS = all(
  onTokens('updateAccessTokenName', 'the name changes'),
  onTokens('updateAccessTokenDescription', 'the description changes'),
  needs('updateAccessTokenPolicy', PERSONAL_TOKEN, 'the scope changes'),
  onTokens('updateAccessTokenExpiry', 'the end changes'),
  onTokens('updateAccessTokenStatus', 'it is disabled or enabled'),
  onTokens('updateAccessTokenAllowedIps', 'the addresses change'),
  onTokens('updateAccessTokenTags', 'the tags change'),
);

/**
 * Every operation with what the policy engine decides of it, as the OpenAPI description shows it. That the caller must hold
 * what others gain stands beside it: see `grants/granting-acts.ts`. Without a line here a route has no description.
 */
const ROUTE_RULES: Readonly<Record<string, RouteRule>> = {
  getRoot: OPEN,
  getOpenapiSpec: OPEN,
  getIps: OPEN,
  getOauthServerMetadata: OPEN,
  getProtectedResourceMetadata: OPEN,
  getAuthzenMetadata: OPEN,
  postSetup: CODE,
  postSession: OPEN,
  getSession: SESSION,
  deleteSession: SESSION,
  getSessions: SESSION,
  deleteSessions: SESSION,
  deleteOneSession: SESSION,
  putPassword: SESSION,
  postDeviceRequest: OPEN,
  redeemDeviceRequest: CODE,
  lookUpDeviceRequest: SESSION,
  approveDeviceRequest: SESSION,
  denyDeviceRequest: SESSION,
  postDeviceAuthorization: OPEN,
  fetchDeviceAuthorizationToken: CODE,
  acceptInvitation: CODE,
  postPasswordRequest: OPEN,
  postPassword: CODE,

  getCallerIdentity: ANY,
  getVersions: ANY,
  getAccount: ANY,
  getAccountSettings: ANY,
  patchAccountSettings: needs('updateSettings', 'acct'),

  getMembers: all(
    needs('viewMember', 'member/*', 'of others, who are left out without it'),
    needs('evaluatePolicy', 'acct', 'by `accessCheck`, of others, who are left out without it'),
  ),
  postMembers: all(
    needs('createMember', 'member/*'),
    needs('updateTeamMembers', 'team/{key}', 'of each of `teamKeys`'),
  ),
  patchMembers: all(
    needs('updateRole', 'member/*', 'base roles change'),
    needs('updateCustomRole', 'member/*', 'custom roles change'),
    needs('updateMemberRoleAttributes', 'member/*', 'attributes change'),
    needs('updateAccountOwner', 'acct', 'a member is an owner'),
  ),
  getMember: needs('viewMember', 'member/{id}', 'it is not the caller; 404 without it'),
  patchMember: all(
    needs('updateRole', 'member/{id}', 'the base role changes; names are changed by the member alone'),
    needs('updateCustomRole', 'member/{id}', 'the custom roles change'),
    needs('updateMemberRoleAttributes', 'member/{id}', 'the attributes change'),
    needs('updateAccountOwner', 'acct', 'the member is an owner'),
  ),
  deleteMember: onMember('deleteMember'),
  postInvitation: onMember('createMember'),
  deleteInvitation: onMember('deleteMember'),
  postPasswordLink: onMember('updateRole'),

  getTokens: onTokens('viewToken', "tokens are left out without it; one's own are always shown"),
  getTokenHealth: onTokens('viewToken', 'tokens are not counted without it'),
  getTokensUsage: onTokens('viewToken', 'calls with tokens are not counted without it'),
  lookUpToken: needs('lookUpToken', 'acct', "the token is not one's own; 404 without it"),
  patchTokens: CHANGES_OF_TOKENS,
  deleteTokens: onTokens('deleteAccessToken'),
  postToken: onTokens('createAccessToken'),
  cloneToken: all(onTokens('viewToken'), onTokens('createAccessToken', 'for the new token')),
  getToken: onTokens('viewToken', "it is not one's own; 404 without it"),
  getTokenEvents: onTokens('viewToken', "it is not one's own; 404 without it"),
  patchToken: CHANGES_OF_TOKENS,
  deleteToken: onTokens('deleteAccessToken'),
  resetToken: onTokens('resetAccessToken'),
  patchPreviousSecret: onTokens('resetAccessToken'),
  deletePreviousSecret: onTokens('resetAccessToken'),

  introspectToken: needs('introspectToken', 'acct'),
  revokeToken: onTokens('deleteAccessToken'),

  getAuditLogEntries: needs('viewAuditLog', 'acct', 'the list is empty without it'),
  postAuditLogEntries: needs('viewAuditLog', 'acct', 'the list is empty without it'),
  postAuditLogEntryCounts: needs('viewAuditLog', 'acct', 'all counts are 0 without it'),
  getAuditLogChain: needs('viewAuditLog', 'acct'),
  getAuditLogEntry: needs('viewAuditLog', 'acct', '404 without it'),

  evaluateAccess: needs('evaluatePolicy', 'acct'),
  evaluateAccesses: needs('evaluatePolicy', 'acct'),
  searchSubjects: all(
    needs('evaluatePolicy', 'acct'),
    onTokens('viewToken', "tokens are left out without it; one's own are always found"),
    needs('viewMember', 'member/*', 'members are left out without it; oneself is always found'),
    needs('viewTeam', 'team/*', 'teams are left out without it'),
  ),
  searchResources: all(
    needs('evaluatePolicy', 'acct'),
    onTokens('viewToken', "tokens are left out without it; one's own are always found"),
    needs('viewMember', 'member/*', 'members are left out without it; oneself is always found'),
    needs('viewTeam', 'team/*', 'teams are left out without it'),
    needs('viewRole', 'role/*', 'roles, and the resources that they name, are left out without it'),
  ),
  searchActions: needs('evaluatePolicy', 'acct'),
  explainAccess: needs('evaluatePolicy', 'acct', 'about the rights of another token or member'),
  simulateChange: needs('evaluatePolicy', 'acct', 'about the rights of another token or member'),
  listPermissions: needs('evaluatePolicy', 'acct', 'about the rights of another token or member'),
  validatePolicy: ANY,
  lintPolicy: ANY,
  diffPolicies: ANY,

  getCustomRoles: needs('viewRole', 'role/*', 'roles are left out without it'),
  postCustomRole: needs('createRole', 'role/{key}'),
  getCustomRole: needs('viewRole', 'role/{key}', '404 without it'),
  patchCustomRole: all(
    needs('updateName', 'role/{key}', 'the name changes'),
    needs('updateDescription', 'role/{key}', 'the description or category changes'),
    needs('updatePolicy', 'role/{key}', 'the policy changes'),
    needs('updateBasePermissions', 'role/{key}', 'the base permissions change'),
  ),
  deleteCustomRole: needs('deleteRole', 'role/{key}'),

  getTeams: needs('viewTeam', 'team/*', 'teams are left out without it'),
  postTeam: needs('createTeam', 'team/{key}'),
  patchTeams: needs('updateTeamMembers', 'team/*'),
  getTeam: needs('viewTeam', 'team/{key}', '404 without it'),
  patchTeam: all(
    needs('updateTeamName', 'team/{key}', 'the name changes'),
    needs('updateTeamDescription', 'team/{key}', 'the description changes'),
    needs('updateTeamCustomRoles', 'team/{key}', 'roles or role attributes change'),
    needs('updateTeamMembers', 'team/{key}', 'members change'),
    needs('updateTeamPermissionGrants', 'team/{key}', 'permission grants change'),
  ),
  deleteTeam: needs('deleteTeam', 'team/{key}'),
  getTeamRoles: all(
    needs('viewTeam', 'team/{key}', '404 without it'),
    needs('viewRole', 'role/*', 'roles are left out without it'),
  ),
  getTeamMaintainers: all(
    needs('viewTeam', 'team/{key}', '404 without it'),
    needs('viewMember', 'member/*', 'members are left out without it'),
  ),
  getTeamPermissionGrants: all(
    needs('viewTeam', 'team/{key}', '404 without it'),
    needs('viewMember', 'member/*', 'members are left out without it'),
  ),
  postTeamMembers: needs('updateTeamMembers', 'team/{key}'),
  postMemberTeams: needs('updateTeamMembers', 'team/*'),

  loadPrincipal: needs('followRevocations', 'acct'),
  followChanges: needs('followRevocations', 'acct'),
  reportUses: needs('followRevocations', 'acct'),

  getResourceTypes: ANY,
  putResourceType: needs('manageResourceTypes', 'acct'),
  deleteResourceType: needs('manageResourceTypes', 'acct'),

  getGatewayRoutes: needs('manageRoutes', 'acct', 'the list is empty without it'),
  getGatewayRoute: needs('manageRoutes', 'acct', '404 without it'),
  matchGatewayRoute: needs('manageRoutes', 'acct'),
  putGatewayRoute: needs('manageRoutes', 'acct'),
  deleteGatewayRoute: needs('manageRoutes', 'acct'),
};

/** The rule of an operation. @throws Error where none was written down */
export function routeRule(operationId: string): RouteRule {
  const rule = ROUTE_RULES[operationId];
  if (rule === undefined) throw new Error(`\`${operationId}\` has no line in \`http/route-access.ts\``);
  return rule;
}

function needs(action: string, resource: string, when?: string): RouteRule {
  return { caller: 'principal', needs: [{ action, resource, ...(when !== undefined && { when }) }] };
}

function onMember(action: string, when?: string): RouteRule {
  return all(
    needs(action, 'member/{id}', when),
    needs('updateAccountOwner', 'acct', 'the member is an owner'),
  );
}

/** Tokens have two resources: those of a service, and those of a member. */
function onTokens(action: string, when?: string): RouteRule {
  return all(needs(action, SERVICE_TOKEN, when), needs(action, PERSONAL_TOKEN, when));
}

function all(...rules: readonly RouteRule[]): RouteRule {
  return { caller: 'principal', needs: rules.flatMap((rule) => rule.needs) };
}
