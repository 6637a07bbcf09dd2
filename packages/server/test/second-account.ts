import { DEFAULT_SETTINGS } from '../src/accounts/account-settings.ts';
import type { Member } from '../src/members/member.ts';
import { newObjectId } from '../src/object-id.ts';
import { insertPresetRoles } from '../src/roles/insert-preset-roles.ts';
import type { Role } from '../src/roles/role.ts';
import { insertToken } from '../src/tokens/create-token.ts';
import { withFreshSecret } from '../src/tokens/issue-secret.ts';
import type { TestService } from './test-service.ts';

export interface SecondAccount {
  readonly accountId: string;
  /** Its owner. */
  readonly member: Member;
  /** A token of the owner. */
  readonly secret: string;
  readonly role: Role;
}

/** Makes another account below the API, with an owner, who holds nothing else, and a role. */
export function addSecondAccount({ deployment }: TestService): Promise<SecondAccount> {
  const nowMs = deployment.clock.now();
  const accountId = newObjectId();
  const member: Member = {
    id: newObjectId(),
    accountId,
    email: 'other@example.org',
    firstName: 'Other',
    lastName: 'Owner',
    role: 'owner',
    customRoleIds: [],
    roleAttributes: {},
    createdAt: nowMs,
    acceptedAt: nowMs,
    removedAt: null,
    version: 1,
    lastSeenAt: null,
    lastSeenTokenId: null,
  };
  const role: Role = {
    id: newObjectId(),
    accountId,
    key: 'theirs',
    name: 'Theirs',
    description: '',
    policy: [],
    basePermissions: 'no_access',
    resourceCategory: null,
    createdAt: nowMs,
    modifiedAt: nowMs,
    version: 1,
  };
  const wanted = {
    name: 'first',
    description: '',
    kind: 'personal',
    scope: { role: 'owner' },
    defaultApiVersion: 20240415,
    expiresAt: null,
    allowedIps: [],
    tags: [],
  } as const;
  return withFreshSecret(deployment, 'personal', (secret) =>
    deployment.store.change(deployment.clock, async (changes) => {
      await changes.accounts.insertAccount({
        id: accountId,
        key: 'second',
        organization: 'Second',
        settings: DEFAULT_SETTINGS,
        createdAt: nowMs,
      });
      await insertPresetRoles(changes.roles, accountId, nowMs);
      await changes.roles.insertRole(role);
      await changes.members.insertMember(member);
      const owner = { id: newObjectId(), accountId, memberId: member.id };
      await insertToken(changes, owner, wanted, secret, { system: 'keyward init' }, nowMs);
      return { accountId, member, secret: secret.bearerToken, role };
    }),
  );
}
