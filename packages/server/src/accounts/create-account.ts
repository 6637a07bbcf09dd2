import { LATEST_API_VERSION } from '../api-versions.ts';
import type { AuditActor } from '../audit/audit-entry.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { type Member, memberResource } from '../members/member.ts';
import { memberSnapshot } from '../members/member-snapshot.ts';
import { newObjectId } from '../object-id.ts';
import { insertPresetRoles } from '../roles/insert-preset-roles.ts';
import { DEPLOYMENT } from '../storage/one-time-code-store.ts';
import { type Changes, UniqueViolation } from '../storage/store.ts';
import { type CreatedToken, insertToken, secretAlone, type TokenToInsert } from '../tokens/create-token.ts';
import { withFreshSecret } from '../tokens/issue-secret.ts';
import { refuseSecrets } from '../tokens/refuse-secrets.ts';
import type { Account } from './account.ts';
import { DEFAULT_SETTINGS } from './account-settings.ts';
import { accountSnapshot } from './account-snapshot.ts';

const DAY_MS = 86_400_000;
const FIRST_TOKEN_LIFE_DAYS = 30;
const KEY_FORM = /^[a-z0-9][a-z0-9-]{0,62}$/;
export const NAME_LIMIT = 256;
export const EMAIL_LIMIT = 254;

/** An account and its first owner, as they are wanted. */
export interface NewAccount {
  /** Names the account on the shell and in addresses: lower-case letters, digits and `-`. */
  readonly key: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly organization: string;
  /** Digest of the owner's password in PHC form; null: no password yet. */
  readonly passwordDigest: string | null;
  /** Whether the first token has no end; otherwise it ends after 30 days. */
  readonly neverExpires: boolean;
}

export type CreatedAccount = CreatedToken & { readonly account: Account };

/**
 * Makes an account with its preset roles, its owner and the owner's first token, in one transaction.
 *
 * @param admit judges the caller inside the transaction, before anything is written
 * @throws Failure `invalid_request` for a field that is malformed, too long or holds a secret, `conflict` when the key or the
 *   address is taken, and whatever `admit` throws
 */
export async function createAccount(
  deployment: Deployment,
  wanted: NewAccount,
  actor: AuditActor,
  admit: (changes: Changes, nowMs: number) => Promise<void> = async () => undefined,
): Promise<CreatedAccount> {
  requireFittingTexts(wanted);
  try {
    return await withFreshSecret(deployment, 'personal', (secret) =>
      deployment.store.change(deployment.clock, async (changes, nowMs) => {
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
  } catch (error) {
    throw error instanceof UniqueViolation ? takenFailure(error, wanted) : error;
  }
}

function takenFailure({ column }: UniqueViolation, { key, email }: NewAccount): Failure {
  return column === 'key'
    ? new Failure('conflict', `there is an account \`${key}\` already; choose another key`)
    : new Failure('conflict', `\`${email}\` is a member of an account already; use another e-mail address`);
}

/** Every way to an account, the API and the shell, has the same limits. */
function requireFittingTexts({ key, email, firstName, lastName, organization }: NewAccount): void {
  if (!KEY_FORM.test(key)) {
    throw new Failure(
      'invalid_request',
      `\`${key}\` is no key of an account; take 1 to 63 lower-case letters, digits and \`-\`, the first no \`-\``,
    );
  }
  const texts = { email, firstName, lastName, organization };
  for (const [field, text] of Object.entries(texts)) {
    const limit = field === 'email' ? EMAIL_LIMIT : NAME_LIMIT;
    if (text.length > limit) {
      throw new Failure('invalid_request', `\`${field}\`: must have at most ${limit} characters`);
    }
  }
  refuseSecrets(texts);
}

function accountOf({ key, organization }: NewAccount, nowMs: number): Account {
  return {
    id: newObjectId(),
    key,
    organization,
    settings: DEFAULT_SETTINGS,
    rulesVersion: 1,
    createdAt: nowMs,
  };
}

function ownerOf({ email, firstName, lastName }: NewAccount, account: Account, nowMs: number): Member {
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

function firstTokenOf({ neverExpires }: NewAccount, nowMs: number): TokenToInsert {
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
