import type { Policy } from '@keyward/policy';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { AccessToken } from '../tokens/access-token.ts';
import { replaceHeldRoles } from './held-roles-repository.ts';
import type { Schema } from './schema.ts';
import { tokenFromRow, tokenWithMemberFromRow } from './token-row.ts';
import type { PreviousSecret, TokenDeleter, TokenWithMember, TokenWrites } from './token-store.ts';

/** Databases limit the parameters of a statement. */
const IDS_PER_QUERY = 1_000;

export function tokensRepository(db: Kysely<Schema>): TokenWrites {
  return {
    async findToken(accountId, tokenId, withOutcomes = false) {
      const row = await withMember(db, accountId, withOutcomes)
        .where('tokens.id', '=', tokenId)
        .executeTakeFirst();
      return row && tokenWithMemberFromRow(row);
    },

    async listTokensOfMembers(accountId, memberIds) {
      const rows = await livingTokens(db, accountId)
        .where('tokens.kind', '=', 'personal')
        .where('tokens.member_id', 'in', memberIds)
        .selectAll('tokens')
        .orderBy(sql`coalesce(tokens.last_used_at, 0)`, 'desc')
        .orderBy('tokens.created_at', 'desc')
        .orderBy('tokens.id')
        .execute();
      return rows.map(tokenFromRow);
    },

    async findTokens(accountId, tokenIds, withOutcomes = false) {
      const found = new Map<string, TokenWithMember>();
      for (let start = 0; start < tokenIds.length; start += IDS_PER_QUERY) {
        const ids = tokenIds.slice(start, start + IDS_PER_QUERY);
        const rows = await withMember(db, accountId, withOutcomes).where('tokens.id', 'in', ids).execute();
        for (const row of rows) found.set(row.id, tokenWithMemberFromRow(row));
      }
      return tokenIds.flatMap((id) => found.get(id) ?? []);
    },

    async findTokenDeleter(accountId, tokenId) {
      const row = await db
        .selectFrom('tokens')
        .select('deleted_by')
        .where('account_id', '=', accountId)
        .where('id', '=', tokenId)
        .where('deleted_at', 'is not', null)
        .executeTakeFirst();
      return row && (JSON.parse(row.deleted_by ?? '{}') as TokenDeleter);
    },

    async countLiveTokens(accountId, kind, nowMs) {
      const { count } = await livingTokens(db, accountId)
        .where('tokens.kind', '=', kind)
        .where((where) =>
          where.or([where('tokens.expires_at', 'is', null), where('tokens.expires_at', '>', nowMs)]),
        )
        .select(countOfRows)
        .executeTakeFirstOrThrow();
      return count;
    },

    async countLongTokens(accountId, longestLifeMs, nowMs) {
      const { count } = await livingTokens(db, accountId)
        .where((where) => {
          const endless = where('tokens.expires_at', 'is', null);
          if (longestLifeMs === null) return endless;
          return where.or([endless, where('tokens.expires_at', '>', nowMs + longestLifeMs)]);
        })
        .select(countOfRows)
        .executeTakeFirstOrThrow();
      return count;
    },

    async listPreviousSecrets(accountId, tokenIds, nowMs) {
      const found = [];
      for (let start = 0; start < tokenIds.length; start += IDS_PER_QUERY) {
        const rows = await db
          .selectFrom('token_secrets')
          .selectAll()
          .where('account_id', '=', accountId)
          .where('token_id', 'in', tokenIds.slice(start, start + IDS_PER_QUERY))
          .where('ends_at', '>', nowMs)
          .orderBy('superseded_at', 'desc')
          .orderBy('created_at', 'desc')
          .execute();
        found.push(...rows.map(previousSecretFromRow));
      }
      return found;
    },

    async listInlineRoles(accountId) {
      const rows = await withInlineRole(db, accountId)
        .select(['tokens.id', 'tokens.version', 'tokens.inline_role'])
        .execute();
      return rows.map(({ id, version, inline_role }) => ({
        tokenId: id,
        version,
        policy: JSON.parse(inline_role ?? '[]') as Policy,
      }));
    },

    async listInlineVersions(accountId) {
      return withInlineRole(db, accountId).select(['tokens.id as tokenId', 'tokens.version']).execute();
    },

    async insertToken(token) {
      await db
        .insertInto('tokens')
        .values({
          id: token.id,
          account_id: token.accountId,
          kind: token.kind,
          member_id: token.memberId,
          default_api_version: token.defaultApiVersion,
          created_at: token.createdAt,
          deleted_at: token.deletedAt,
          ...changingColumns(token),
        })
        .execute();
      await keepHolder(db, token);
    },

    async insertSecret(secret) {
      await db
        .insertInto('token_secrets')
        .values({
          id: secret.id,
          account_id: secret.accountId,
          token_id: secret.tokenId,
          digest: secret.digest,
          pepper_id: secret.pepperId,
          prefix: secret.prefix,
          last_four: secret.lastFour,
          created_at: secret.createdAt,
        })
        .execute();
      await db
        .insertInto('secret_forms')
        .values({ pepper_id: secret.pepperId, prefix: secret.prefix })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },

    async updateToken(token) {
      const { numUpdatedRows } = await db
        .updateTable('tokens')
        .set(changingColumns(token))
        .where('account_id', '=', token.accountId)
        .where('id', '=', token.id)
        .where('version', '=', token.version - 1)
        .where('deleted_at', 'is', null)
        .executeTakeFirstOrThrow();
      if (numUpdatedRows === 0n) return false;
      await keepHolder(db, token);
      return true;
    },

    async supersedeSecret(accountId, tokenId, nowMs, endsAt) {
      await db
        .updateTable('token_secrets')
        .set({ superseded_at: nowMs, ends_at: endsAt })
        .where('account_id', '=', accountId)
        .where('token_id', '=', tokenId)
        .where('superseded_at', 'is', null)
        .execute();
    },

    async setSecretEnd(accountId, secretId, endsAt) {
      await db
        .updateTable('token_secrets')
        .set({ ends_at: endsAt })
        .where('account_id', '=', accountId)
        .where('id', '=', secretId)
        .where('superseded_at', 'is not', null)
        .execute();
    },

    async markTokenDeleted(accountId, tokenId, nowMs, deleter) {
      const { numUpdatedRows } = await db
        .updateTable('tokens')
        .set((set) => ({
          deleted_at: nowMs,
          deleted_by: JSON.stringify(deleter),
          version: set('version', '+', 1),
        }))
        .where('account_id', '=', accountId)
        .where('id', '=', tokenId)
        .where('deleted_at', 'is', null)
        .executeTakeFirstOrThrow();
      await replaceHeldRoles(db, { accountId, kind: 'token', id: tokenId }, []);
      return numUpdatedRows > 0n;
    },
  };
}

function previousSecretFromRow(row: Selectable<Schema['token_secrets']>): PreviousSecret {
  return {
    id: row.id,
    tokenId: row.token_id,
    lastFour: row.last_four,
    supersededAt: row.superseded_at ?? row.created_at,
    endsAt: row.ends_at ?? row.created_at,
    lastUsedAt: row.last_used_at,
  };
}

function keepHolder(db: Kysely<Schema>, { accountId, id, scope }: AccessToken): Promise<void> {
  return replaceHeldRoles(
    db,
    { accountId, kind: 'token', id },
    'customRoleIds' in scope ? scope.customRoleIds : [],
  );
}

function changingColumns(token: AccessToken) {
  return {
    name: token.name,
    description: token.description,
    role: 'role' in token.scope ? token.scope.role : null,
    custom_role_ids: 'customRoleIds' in token.scope ? JSON.stringify(token.scope.customRoleIds) : null,
    inline_role: 'inlineRole' in token.scope ? JSON.stringify(token.scope.inlineRole) : null,
    modified_at: token.modifiedAt,
    expires_at: token.expiresAt,
    disabled_at: token.disabledAt,
    version: token.version,
    last_four: token.lastFour,
    allowed_ips: JSON.stringify(token.allowedIps),
    tags: JSON.stringify(token.tags),
  };
}

const countOfRows = sql<number>`count(*)`.as('count');

function livingTokens(db: Kysely<Schema>, accountId: string) {
  return db
    .selectFrom('tokens')
    .where('tokens.account_id', '=', accountId)
    .where('tokens.deleted_at', 'is', null);
}

function withInlineRole(db: Kysely<Schema>, accountId: string) {
  return livingTokens(db, accountId).where('tokens.inline_role', 'is not', null);
}

/** The member may be a tombstone: a token names who made it for as long as it is listed. */
function withMember(db: Kysely<Schema>, accountId: string, withOutcomes: boolean) {
  return livingTokens(db, accountId)
    .innerJoin('members', 'members.id', 'tokens.member_id')
    .selectAll('tokens')
    .select(MEMBER_COLUMNS)
    .$if(withOutcomes, (query) =>
      query
        .leftJoin('token_usage', 'token_usage.token_id', 'tokens.id')
        .select('token_usage.days as days_used'),
    );
}

const MEMBER_COLUMNS = [
  'members.email as member_email',
  'members.first_name as member_first_name',
  'members.last_name as member_last_name',
  'members.role as member_role',
  'members.created_at as member_created_at',
  'members.custom_role_ids as member_custom_role_ids',
  'members.role_attributes as member_role_attributes',
  'members.accepted_at as member_accepted_at',
  'members.removed_at as member_removed_at',
  'members.version as member_version',
  'members.last_seen_at as member_last_seen_at',
  'members.last_seen_token_id as member_last_seen_token_id',
] as const;
