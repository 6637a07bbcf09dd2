import { levels, type TypeDeclaration } from './resource-type.ts';

/**
 * The resource types that Keyward itself serves. Whoever may do anything to such a resource may view it, so
 * their view actions guard nothing. Personal tokens of others are for administrators to see; everybody sees
 * their own, which is the server's rule.
 */
export const keywardTypes: readonly TypeDeclaration[] = [
  {
    name: 'acct',
    nameless: true,
    otherActions: 'admin',
    actions: levels({
      read: 'viewAuditLog',
      admin: `createAnnouncement createOAuthClient createSamlConfig createScimConfig deleteAccountToken
        deleteAnnouncement deleteSamlConfig deleteScimConfig disableIdPManagingTeams enableIdPManagingTeams
        evaluatePolicy followRevocations introspectToken lookUpToken manageResourceTypes manageRoutes
        revokeSessions updateAccountToken updateAccountTokenLimit updateAnnouncement updateOrganization
        updateRequireMfa updateSamlDecryptionEnabled updateSamlDefaultRole updateSamlEnabled
        updateSamlLogoutUrl updateSamlRequestSigningEnabled updateSamlRequireSso updateSamlSsoUrl
        updateSamlX509Certificate updateSamlX509KeystoreId updateSessionDuration updateSessionRefresh
        updateSettings`,
      owner: `deleteAccount deleteSubscription getPaymentCard updateAccountOwner updateBillingContact
        updatePaymentCard updateSubscription`,
    }),
  },
  {
    name: 'member',
    viewAction: 'viewMember',
    otherActions: 'admin',
    actions: levels({
      read: 'viewMember',
      admin: `approveDomainMatchedMember createMember deleteMember resetMemberMfa sendMfaRecoveryCode
        sendMfaRequest updateCustomRole updateMemberRoleAttributes updateRole`,
    }),
  },
  {
    name: 'token',
    parents: ['member'],
    tags: true,
    viewAction: 'viewToken',
    otherActions: 'admin',
    actions: levels({
      admin: `createAccessToken deleteAccessToken resetAccessToken updateAccessTokenAllowedIps
        updateAccessTokenDescription updateAccessTokenExpiry updateAccessTokenName
        updateAccessTokenPolicy updateAccessTokenStatus updateAccessTokenTags viewToken`,
    }),
  },
  {
    name: 'service-token',
    tags: true,
    viewAction: 'viewToken',
    otherActions: 'admin',
    actions: levels({
      read: 'viewToken',
      admin: `createAccessToken deleteAccessToken resetAccessToken updateAccessTokenAllowedIps
        updateAccessTokenDescription updateAccessTokenExpiry updateAccessTokenName
        updateAccessTokenStatus updateAccessTokenTags`,
    }),
  },
  {
    name: 'role',
    viewAction: 'viewRole',
    otherActions: 'admin',
    actions: levels({
      read: 'viewRole',
      admin: `createRole deleteRole updateBasePermissions updateDescription updateMembers updateName
        updatePolicy updateTokens`,
    }),
  },
  {
    name: 'team',
    viewAction: 'viewTeam',
    otherActions: 'admin',
    actions: levels({
      read: 'viewTeam',
      admin: `createTeam deleteTeam updateTeamCustomRoles updateTeamDescription updateTeamMembers
        updateTeamName updateTeamPermissionGrants`,
    }),
  },
];
