import crypto from 'node:crypto';
import type { TestContext } from 'node:test';
import type { Account } from '../../src/accounts/account.ts';
import { DEFAULT_SETTINGS } from '../../src/accounts/account-settings.ts';
import type { AuditEntry, AuditRecord } from '../../src/audit/audit-entry.ts';
import type { Member } from '../../src/members/member.ts';
import { newObjectId } from '../../src/object-id.ts';
import type { AuditFilter } from '../../src/storage/audit-store.ts';
import type { Changes, Store } from '../../src/storage/store.ts';
import type { NewSecret } from '../../src/storage/token-store.ts';
import type { Uses } from '../../src/storage/usage-store.ts';
import type { AccessToken } from '../../src/tokens/access-token.ts';
import type { SecretDigest } from '../../src/tokens/secret-digest.ts';

/** A store under test, and a way into its tables for what no interface shows. */
export interface StoreUnderTest {
  readonly store: Store;
  query(sql: string): Promise<Record<string, unknown>[]>;
  /** From now on the database fails every update of that table. */
  refuseUpdates(table: string): Promise<void>;
}

export const NOW_MS = 1_795_000_000_000;
export const CLOCK = { now: () => NOW_MS };

/** Declares one promise: a test of its own on a store of its own. */
export type DeclarePromise = (
  sentence: string,
  prove: (under: StoreUnderTest, t: TestContext) => Promise<void>,
) => void;

export async function addAccount(store: Store, overrides: Partial<Member> = {}, key = 'default') {
  const account: Account = {
    id: newObjectId(),
    key,
    organization: 'Example',
    settings: DEFAULT_SETTINGS,
    rulesVersion: 1,
    createdAt: NOW_MS,
  };
  const member = memberOf(account, overrides);
  await store.change(CLOCK, async (changes) => {
    await changes.accounts.insertAccount(account);
    await changes.members.insertMember(member);
    changes.recordChange({ accountId: account.id, kind: 'account', id: account.id });
  });
  return { account, member };
}

export async function addMember(store: Store, account: Account, overrides: Partial<Member>): Promise<Member> {
  const member = memberOf(account, overrides);
  await store.change(CLOCK, async (changes) => {
    await changes.members.insertMember(member);
    changes.recordChange({ accountId: account.id, kind: 'member', id: member.id });
  });
  return member;
}

export function changeSessions<T>(
  store: Store,
  member: Member,
  work: (credentials: Changes['credentials']) => Promise<T>,
): Promise<T> {
  return store.change(CLOCK, (changes) => {
    changes.recordChange({ accountId: member.accountId, kind: 'sessions', id: member.id });
    return work(changes.credentials);
  });
}

/** A session as Better Auth writes it. */
export async function addSession(
  { query }: StoreUnderTest,
  id: string,
  member: Member,
  startedAt: number,
  lastSeenAt: number,
): Promise<void> {
  const [created, updated] = [startedAt, lastSeenAt].map((atMs) => new Date(atMs).toISOString());
  await query(
    `insert into auth_session (id, user_id, token, expires_at, created_at, updated_at, ip_address, user_agent)
     select '${id}', id, 'token ${id}', '${created}', '${created}', '${updated}', '192.0.2.1', 'browser'
     from auth_user where member_id = '${member.id}'`,
  );
}

export async function addToken(
  store: Store,
  member: Member,
  overrides: Partial<AccessToken>,
  nowMs = NOW_MS,
) {
  const token = tokenOf(member, overrides);
  const secret = secretOf(token);
  await store.change({ now: () => nowMs }, (changes) => writeToken(changes, token, secret));
  return { token, secret };
}

export async function writeToken(changes: Changes, token: AccessToken, secret: NewSecret): Promise<void> {
  await changes.tokens.insertToken(token);
  await changes.tokens.insertSecret(secret);
  changes.recordChange({ accountId: token.accountId, kind: 'token', id: token.id });
  changes.recordAudit(token.accountId, recordOf(token));
}

export function deleteToken(store: Store, token: AccessToken): Promise<boolean> {
  return store.change(CLOCK, (changes) => {
    changes.recordChange({ accountId: token.accountId, kind: 'token', id: token.id });
    return changes.tokens.markTokenDeleted(token.accountId, token.id, NOW_MS + 5, {});
  });
}

export function memberOf(account: Account, overrides: Partial<Member>): Member {
  return {
    id: newObjectId(),
    accountId: account.id,
    email: 'owner@example.com',
    firstName: 'Ada',
    lastName: 'Owner',
    role: 'owner',
    customRoleIds: [],
    roleAttributes: {},
    createdAt: NOW_MS,
    acceptedAt: NOW_MS,
    removedAt: null,
    version: 1,
    lastSeenAt: null,
    lastSeenTokenId: null,
    ...overrides,
  };
}

export function tokenOf(member: Member, overrides: Partial<AccessToken>): AccessToken {
  return {
    id: newObjectId(),
    accountId: member.accountId,
    kind: 'personal',
    memberId: member.id,
    name: 'ci',
    description: '',
    scope: { role: 'reader' },
    defaultApiVersion: 20240415,
    createdAt: NOW_MS,
    modifiedAt: NOW_MS,
    expiresAt: null,
    disabledAt: null,
    deletedAt: null,
    version: 1,
    lastFour: 'abcd',
    allowedIps: [],
    tags: [],
    lastUse: null,
    ...overrides,
  };
}

export function secretOf(token: AccessToken): NewSecret {
  return {
    id: newObjectId(),
    tokenId: token.id,
    accountId: token.accountId,
    digest: digestOf(token.id),
    pepperId: 'pepper-1',
    prefix: 'kw',
    lastFour: token.lastFour,
    createdAt: NOW_MS,
  };
}

export function digestOf(text: string): SecretDigest {
  return crypto.createHash('sha256').update(text).digest() as Uint8Array as SecretDigest;
}

export function recordOf(token: AccessToken): AuditRecord {
  return {
    actor: { system: 'keyward init' },
    action: 'createAccessToken',
    target: { kind: 'token', id: token.id, name: token.name, resource: `service-token/${token.id}` },
    verb: 'created the token',
    description: 'Created',
  };
}

/** The newest entries of a filter, as far as one look goes. */
export async function auditEntries(
  { reads }: Store,
  accountId: string,
  filter: AuditFilter = {},
  limit = 10,
): Promise<readonly AuditEntry[]> {
  const { accesses } = await reads.audit.scanAuditLog(accountId, filter, limit);
  return reads.audit.getAuditEntries(
    accountId,
    accesses.map(({ number }) => number),
  );
}

/** A batch of a recorder of its own. */
export function usesOf(uses: Partial<Uses>): Uses {
  const batch = { recorderId: newObjectId(), number: 1, at: NOW_MS };
  return { batch, secrets: [], members: [], endedSecrets: [], outcomes: [], ...uses };
}
