/**
 * Every operation that changes something, and whether somebody may gain rights by it. A granting act checks inside
 * the service that the caller holds what anyone would gain. A new mutating route that is not listed here fails the
 * tests: whoever adds it has to say which it is.
 */
export const GRANTING_ACTS: Readonly<Record<string, string>> = {
  postToken: 'the new token gains its scope',
  cloneToken: 'the new token gains its scope',
  patchToken: 'the token gains a new scope, or works again or for longer',
  patchTokens: 'each token gains a new scope, or works again or for longer',
  resetToken: 'whoever gets the new secret gains the scope of the token',
  patchPreviousSecret: 'an older secret works for longer',
  patchCustomRole: 'everybody who holds the role gains what it newly allows',
  deleteCustomRole: 'a member whose last custom role it was has their base role again',
  postTeam: 'its members gain its roles, and whoever is granted something on it that',
  patchTeam: 'members gain roles, other values of attributes, or permission grants',
  patchTeams: 'members gain the roles of the teams',
  postTeamMembers: 'members gain the roles of the team',
  postMemberTeams: 'the member gains the roles of the teams',
  deleteTeam: 'judged like every edit of a team, though losing a team gives nothing by itself',
  postMembers: 'whoever accepts gains the role, the custom roles and the roles of the teams',
  postInvitation: 'whoever gets the link can become the member',
  patchMember: 'the member gains the new role, custom roles or attributes',
  patchMembers: 'as of one member, for each of them',
  postPasswordLink: 'whoever gets the link can become the member',
  patchAccountSettings: 'members may manage tokens of their own when self-service is switched on',
  putResourceType: 'whoever has a base role gains the actions of its level',
  deleteResourceType: 'whoever may act on types that nobody declared gains the actions of this one',
  putGatewayRoute: 'who holds the access of the route gains what it leads to in the API behind the gateway',
  deleteGatewayRoute: 'who holds the access of another route gains what this one decided on',
};

/** No right changes by it, and nothing that is audited. */
export const NOTES_USES = 'notes when tokens were used';

export const OTHER_ACTS: Readonly<Record<string, string>> = {
  postSetup: 'works on an empty deployment only, where nobody holds anything',
  deleteToken: 'takes rights away',
  deleteTokens: 'takes rights away',
  revokeToken: 'takes rights away',
  introspectToken: 'stores nothing',
  lookUpToken: 'stores nothing',
  deletePreviousSecret: 'takes rights away',
  postSession: 'gives the member who proves to be one what that member may do',
  postCustomRole: 'nobody holds the role yet',
  deleteMember: 'takes rights away',
  deleteInvitation: 'takes rights away',
  acceptInvitation: 'gives what the inviter was allowed to give',
  postPassword: 'gives what whoever made the link was allowed to give',
  postPasswordRequest: 'sends a link to the member alone',
  deleteSession: 'takes rights away',
  deleteSessions: 'takes rights away',
  deleteOneSession: 'takes rights away',
  putPassword: 'concerns the caller alone, who knows the current password',
  evaluateAccess: 'stores nothing',
  evaluateAccesses: 'stores nothing',
  searchSubjects: 'stores nothing',
  searchResources: 'stores nothing',
  searchActions: 'stores nothing',
  loadPrincipal: 'stores nothing',
  reportUses: NOTES_USES,
  explainAccess: 'stores nothing',
  simulateChange: 'stores nothing',
  validatePolicy: 'stores nothing',
  lintPolicy: 'stores nothing',
  diffPolicies: 'stores nothing',
  postAuditLogEntries: 'stores nothing',
  postAuditLogEntryCounts: 'stores nothing',
};
