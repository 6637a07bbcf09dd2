import { type Account, FIRST_ACCOUNT_KEY } from '../accounts/account.ts';
import { DEFAULT_SETTINGS } from '../accounts/account-settings.ts';
import { accountSnapshot } from '../accounts/account-snapshot.ts';
import { LATEST_API_VERSION } from '../api-versions.ts';
import type { AuditActor } from '../audit/audit-entry.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { type Member, memberResource } from '../members/member.ts';
import { memberSnapshot } from '../members/member-snapshot.ts';
import { newObjectId } from '../object-id.ts';
import { insertPresetRoles } from '../roles/insert-preset-roles.ts';
import { DEPLOYMENT } from '../storage/one-time-code-store.ts';
import type { Changes } from '../storage/store.ts';
import { type CreatedToken, insertToken, secretAlone, type TokenToInsert } from '../tokens/create-token.ts';
import { withFreshSecret } from '../tokens/issue-secret.ts';
import { refuseSecrets } from '../tokens/refuse-secrets.ts';

const DAY_MS = 86_400_000;
const FIRST_TOKEN_LIFE_DAYS = 30;
export const NAME_LIMIT = 256;
export const EMAIL_LIMIT = 254;

export interface FirstOwner {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly organization: string;
  /** Digest of the owner's password in PHC form; null: no password yet. */
  readonly passwordDigest: string | null;
  /** Whether the first token has no end; otherwise it ends after 30 days. */
  readonly neverExpires: boolean;
}

/**
 * Makes the first account, its owner and the owner's first token, in one transaction that holds only while the
 * store is empty: of many callers at once, one succeeds.
 *
 * @param admit judges the caller inside the transaction, on a store that is still empty
 * @throws Failure `invalid_request` for a field that is too long or holds a secret, `conflict` when there is an account already,
 *   and whatever `admit` throws
 */
export async function createFirstOwner(
  deployment: Deployment,
  wanted: FirstOwner,
  actor: AuditActor,
  admit: (changes: Changes, nowMs: number) => Promise<void> = async () => undefined,
): Promise<CreatedToken & { readonly account: Account }> {
  requireFittingTexts(wanted);
  return withFreshSecret(deployment, 'personal', (secret) =>
    deployment.store.change(deployment.clock, async (changes, nowMs) => {
      if (await changes.accounts.hasAccount()) throw new Failure('conflict', 'Keyward is already set up');
      await admit(changes, nowMs);
      await changes.oneTimeCodes.deleteCode('setup', DEPLOYMENT);
      const account = accountOf(wanted, nowMs);
      const member = ownerOf(wanted, account, nowMs);
      await insertAccountAndOwner(changes, account, member, wanted.passwordDigest, actor);
      const owner = { id: newObjectId(), accountId: account.id, memberId: member.id };
      const token = await insertToken(changes, owner, firstTokenOf(wanted, nowMs), secret, actor, nowMs);
      return { account, member, token, ...secretAlone(secret) };
    }),
  );
}

/** Both ways to a first owner, the API and the shell, have the same limits. */
function requireFittingTexts({ email, firstName, lastName, organization }: FirstOwner): void {
  const texts = { email, firstName, lastName, organization };
  for (const [field, text] of Object.entries(texts)) {
    const limit = field === 'email' ? EMAIL_LIMIT : NAME_LIMIT;
    if (text.length > limit) {
      throw new Failure('invalid_request', `\`${field}\`: must have at most ${limit} characters`);
    }
  }
  refuseSecrets(texts);
}

function accountOf({ organization }: FirstOwner, nowMs: number): Account {
  return {
    id: newObjectId(),
    key: FIRST_ACCOUNT_KEY,
    organization,
    settings: DEFAULT_SETTINGS,
    createdAt: nowMs,
  };
}

function ownerOf({ email, firstName, lastName }: FirstOwner, account: Account, nowMs: number): Member {
  return {
    id: newObjectId(),
    accountId: account.id,
    email,
    firstName,
    lastName,
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
}

function firstTokenOf({ neverExpires }: FirstOwner, nowMs: number): TokenToInsert {
  return {
    name: 'First token',
    description: 'Made when the account was set up',
    kind: 'personal',
    scope: { role: 'owner' },
    defaultApiVersion: LATEST_API_VERSION,
    expiresAt: neverExpires ? null : nowMs + FIRST_TOKEN_LIFE_DAYS * DAY_MS,
    allowedIps: [],
    tags: [],
  };
}

async function insertAccountAndOwner(
  changes: Changes,
  account: Account,
  member: Member,
  passwordDigest: string | null,
  actor: AuditActor,
): Promise<void> {
  await changes.accounts.insertAccount(account);
  await insertPresetRoles(changes.roles, account.id, account.createdAt);
  changes.recordChange({ accountId: account.id, kind: 'account', id: account.id });
  changes.recordAudit(account.id, {
    actor,
    action: 'createAccount',
    target: { kind: 'account', id: account.id, name: account.organization, resource: 'acct' },
    verb: 'created the account',
    description: `Created the account ${account.key}`,
    currentVersion: accountSnapshot(account),
  });
  await changes.members.insertMember(member);
  if (passwordDigest !== null) {
    await changes.credentials.insertCredential(member, passwordDigest, member.createdAt);
  }
  changes.recordChange({ accountId: account.id, kind: 'member', id: member.id });
  changes.recordAudit(account.id, {
    actor,
    action: 'createMember',
    target: { kind: 'member', id: member.id, name: member.email, resource: memberResource(member) },
    verb: 'created the member',
    description: 'Created the owner of the account',
    currentVersion: memberSnapshot(member),
  });
}
