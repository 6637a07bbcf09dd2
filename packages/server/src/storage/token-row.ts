import type { Policy } from '@keyward/policy';
import type { Selectable } from 'kysely';
import type { AccessToken, TokenKind, TokenUse } from '../tokens/access-token.ts';
import type { TokenRole, TokenScope } from '../tokens/token-scope.ts';
import { type MemberRow, memberFromRow } from './members-repository.ts';
import type { Schema } from './schema.ts';
import { daysFrom } from './stored-days.ts';
import type { TokenWithMember } from './token-store.ts';

type TokenRow = Selectable<Schema['tokens']>;
/** A token's row with its member's columns, as every query for tokens answers it. */
export type TokenWithMemberRow = TokenRow & {
  /** Absent when it was not asked for. */
  readonly days_used?: string | null;
} & {
  [Column in keyof Omit<MemberRow, 'id' | 'account_id'> as `member_${Column}`]: MemberRow[Column];
};

export function tokenWithMemberFromRow(row: TokenWithMemberRow): TokenWithMember {
  const member = memberFromRow({
    id: row.member_id,
    account_id: row.account_id,
    email: row.member_email,
    first_name: row.member_first_name,
    last_name: row.member_last_name,
    role: row.member_role,
    created_at: row.member_created_at,
    custom_role_ids: row.member_custom_role_ids,
    role_attributes: row.member_role_attributes,
    accepted_at: row.member_accepted_at,
    removed_at: row.member_removed_at,
    version: row.member_version,
    last_seen_at: row.member_last_seen_at,
    last_seen_token_id: row.member_last_seen_token_id,
  });
  const { days_used: days } = row;
  return { token: tokenFromRow(row), member, ...(days !== undefined && { outcomes: daysFrom(days) }) };
}

export function tokenFromRow(row: TokenRow): AccessToken {
  return {
    id: row.id,
    accountId: row.account_id,
    kind: row.kind as TokenKind,
    memberId: row.member_id,
    name: row.name,
    description: row.description,
    scope: scopeFromRow(row),
    defaultApiVersion: row.default_api_version,
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
    expiresAt: row.expires_at,
    disabledAt: row.disabled_at,
    deletedAt: row.deleted_at,
    version: row.version,
    lastFour: row.last_four,
    allowedIps: JSON.parse(row.allowed_ips) as string[],
    tags: JSON.parse(row.tags) as string[],
    lastUse: row.last_used_at === null ? null : lastUseFromRow(row, row.last_used_at),
  };
}

function lastUseFromRow(row: TokenRow, at: number): TokenUse {
  return { at, address: row.last_used_address ?? '', agent: row.last_used_agent ?? '' };
}

function scopeFromRow({ role, custom_role_ids, inline_role }: TokenRow): TokenScope {
  if (custom_role_ids !== null) return { customRoleIds: JSON.parse(custom_role_ids) as string[] };
  return inline_role === null
    ? { role: role as TokenRole }
    : { inlineRole: JSON.parse(inline_role) as Policy };
}
