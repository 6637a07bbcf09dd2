import type { Policy } from './statement.ts';

/** Keys of roles that begin so are Keyward's own. */
export const PRESET_ROLE_PREFIX = 'keyward-';

export interface PresetRole {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly policy: Policy;
}

/**
 * Roles that every account has. Their policies are ordinary ones and nobody edits them; to extend one, clone it. What
 * may be changed may be viewed too: a view stands only where nothing else on the same resources says as much.
 */
export const presetRoles: readonly PresetRole[] = [
  {
    key: `${PRESET_ROLE_PREFIX}verifier`,
    name: 'Verifier',
    description: 'For services that check tokens: introspect, ask for decisions, follow revocations.',
    policy: [
      {
        effect: 'allow',
        resources: ['acct'],
        actions: ['introspectToken', 'evaluatePolicy', 'followRevocations'],
      },
    ],
  },
  {
    key: `${PRESET_ROLE_PREFIX}token-manager`,
    name: 'Token manager',
    description:
      'Sees and manages the tokens of everybody and of services, and looks up a token by its secret.',
    policy: [
      {
        effect: 'allow',
        resources: ['member/*:token/*', 'service-token/*'],
        actions: [
          'createAccessToken',
          'deleteAccessToken',
          'resetAccessToken',
          'updateAccessTokenAllowedIps',
          'updateAccessTokenDescription',
          'updateAccessTokenExpiry',
          'updateAccessTokenName',
          'updateAccessTokenStatus',
          'updateAccessTokenTags',
        ],
      },
      { effect: 'allow', resources: ['member/*:token/*'], actions: ['updateAccessTokenPolicy'] },
      { effect: 'allow', resources: ['role/*'], actions: ['updateTokens'] },
      { effect: 'allow', resources: ['member/*'], actions: ['viewMember'] },
      { effect: 'allow', resources: ['acct'], actions: ['lookUpToken'] },
    ],
  },
  {
    key: `${PRESET_ROLE_PREFIX}auditor`,
    name: 'Auditor',
    description: 'Sees members, teams, roles, all tokens and the audit log, and changes nothing.',
    policy: [
      { effect: 'allow', resources: ['acct'], actions: ['viewAuditLog'] },
      { effect: 'allow', resources: ['member/*'], actions: ['viewMember'] },
      { effect: 'allow', resources: ['team/*'], actions: ['viewTeam'] },
      { effect: 'allow', resources: ['role/*'], actions: ['viewRole'] },
      { effect: 'allow', resources: ['member/*:token/*', 'service-token/*'], actions: ['viewToken'] },
    ],
  },
  {
    key: `${PRESET_ROLE_PREFIX}member-admin`,
    name: 'Member administrator',
    description: 'Invites, changes and removes members and teams, and gives them roles.',
    policy: [
      {
        effect: 'allow',
        resources: ['member/*'],
        actions: [
          'approveDomainMatchedMember',
          'createMember',
          'deleteMember',
          'resetMemberMfa',
          'sendMfaRecoveryCode',
          'sendMfaRequest',
          'updateCustomRole',
          'updateMemberRoleAttributes',
          'updateRole',
        ],
      },
      {
        effect: 'allow',
        resources: ['team/*'],
        actions: [
          'createTeam',
          'deleteTeam',
          'updateTeamCustomRoles',
          'updateTeamDescription',
          'updateTeamMembers',
          'updateTeamName',
          'updateTeamPermissionGrants',
        ],
      },
      { effect: 'allow', resources: ['role/*'], actions: ['updateMembers'] },
    ],
  },
  {
    key: `${PRESET_ROLE_PREFIX}policy-author`,
    name: 'Policy author',
    description: 'Writes roles and tries them out, and gives them to nobody.',
    policy: [
      {
        effect: 'allow',
        resources: ['role/*'],
        actions: [
          'createRole',
          'deleteRole',
          'updateBasePermissions',
          'updateDescription',
          'updateName',
          'updatePolicy',
        ],
      },
      { effect: 'allow', resources: ['acct'], actions: ['evaluatePolicy'] },
    ],
  },
];
