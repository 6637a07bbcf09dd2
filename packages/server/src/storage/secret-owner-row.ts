import type { HeldRoles } from '../roles/held-roles.ts';
import { type TokenWithMemberRow, tokenWithMemberFromRow } from './token-row.ts';
import type { SecretOwner } from './token-store.ts';

/** The one statement of a verification. @param placeholder of the digest, as the database writes it */
export const FIND_SECRET_OWNER = (placeholder: '?' | '$1'): string => `
  select s.id as secret_id, s.digest as secret_digest, s.ends_at as secret_ends_at, t.*,
    m.email as member_email, m.first_name as member_first_name, m.last_name as member_last_name,
    m.role as member_role, m.custom_role_ids as member_custom_role_ids,
    m.role_attributes as member_role_attributes, m.created_at as member_created_at,
    m.accepted_at as member_accepted_at, m.removed_at as member_removed_at, m.version as member_version,
    m.last_seen_at as member_last_seen_at, m.last_seen_token_id as member_last_seen_token_id,
    a.rules_version
  from token_secrets s
  join tokens t on t.id = s.token_id
  join members m on m.id = t.member_id
  join accounts a on a.id = t.account_id
  where s.digest = ${placeholder}`;

export type SecretOwnerRow = TokenWithMemberRow & {
  readonly secret_id: string;
  readonly secret_digest: Uint8Array;
  readonly secret_ends_at: number | null;
  readonly rules_version: number;
};

const NO_IDS = '[]';

/** Which roles the rights of a token are made of: only a personal one has those of its member. */
export function heldRolesNeeded({ kind, custom_role_ids, member_custom_role_ids }: SecretOwnerRow) {
  const isPersonal = kind === 'personal';
  return {
    scope: custom_role_ids !== null,
    direct: isPersonal && member_custom_role_ids !== NO_IDS,
    teams: isPersonal,
  };
}

export function secretOwnerFromRow(row: SecretOwnerRow, held: HeldRoles): SecretOwner {
  return {
    ...tokenWithMemberFromRow(row),
    secretId: row.secret_id,
    secretDigest: row.secret_digest,
    secretEndsAt: row.secret_ends_at,
    rulesVersion: row.rules_version,
    held,
  };
}
