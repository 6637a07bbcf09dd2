import type { DatabaseSync } from 'node:sqlite';
import type { CompiledQuery, Kysely } from 'kysely';
import type { HeldRoles } from '../roles/held-roles.ts';
import type { SecretDigest } from '../tokens/secret-digest.ts';
import {
  type HeldRoleRow,
  heldRoleFromRow,
  heldTeamsFromRows,
  rolesOfHolder,
  type TeamRoleRow,
  teamRolesOfMember,
} from './held-roles-repository.ts';
import type { Schema } from './schema.ts';
import type { SqliteParameter } from './sqlite-connection.ts';
import { type TokenWithMemberRow, tokenWithMemberFromRow } from './token-row.ts';
import type { SecretOwner } from './token-store.ts';

/**
 * The look-up of a verification, by statements that are prepared once: building and compiling a query costs ten times
 * what running it does.
 *
 * @param db only compiles the queries that others build
 */
export function secretLookUp(database: DatabaseSync, db: Kysely<Schema>) {
  const findOwner = database.prepare(FIND_SECRET_OWNER);
  const tokenRoles = preparedById<HeldRoleRow>(database, (id) => rolesOfHolder(db, 'token', id).compile());
  const memberRoles = preparedById<HeldRoleRow>(database, (id) => rolesOfHolder(db, 'member', id).compile());
  const teamRoles = preparedById<TeamRoleRow>(database, (id) => teamRolesOfMember(db, id).compile());

  function heldBy(row: SecretOwnerRow): HeldRoles {
    const isPersonal = row.kind === 'personal';
    const hasDirectRoles = isPersonal && row.member_custom_role_ids !== NO_IDS;
    return {
      scope: row.custom_role_ids === null ? [] : tokenRoles(row.id).map(heldRoleFromRow),
      direct: hasDirectRoles ? memberRoles(row.member_id).map(heldRoleFromRow) : [],
      teams: isPersonal ? heldTeamsFromRows(teamRoles(row.member_id)) : [],
    };
  }

  return (digest: SecretDigest): SecretOwner | undefined => {
    const row = findOwner.get(digest) as unknown as SecretOwnerRow | undefined;
    if (row === undefined) return undefined;
    return {
      ...tokenWithMemberFromRow(row),
      secretId: row.secret_id,
      secretDigest: row.secret_digest,
      secretEndsAt: row.secret_ends_at,
      held: heldBy(row),
    };
  };
}

const NO_IDS = '[]';

/** The id is the last parameter of each of these queries. */
function preparedById<Row>(database: DatabaseSync, queryFor: (id: string) => CompiledQuery) {
  const { sql, parameters } = queryFor('');
  const statement = database.prepare(sql);
  const fixed = parameters.slice(0, -1) as SqliteParameter[];
  return (id: string) => statement.all(...fixed, id) as Row[];
}

const FIND_SECRET_OWNER = `
  select s.id as secret_id, s.digest as secret_digest, s.ends_at as secret_ends_at, t.*,
    m.email as member_email, m.first_name as member_first_name, m.last_name as member_last_name,
    m.role as member_role, m.custom_role_ids as member_custom_role_ids,
    m.role_attributes as member_role_attributes, m.created_at as member_created_at,
    m.accepted_at as member_accepted_at, m.removed_at as member_removed_at, m.version as member_version,
    m.last_seen_at as member_last_seen_at, m.last_seen_token_id as member_last_seen_token_id
  from token_secrets s
  join tokens t on t.id = s.token_id
  join members m on m.id = t.member_id
  where s.digest = ?`;

type SecretOwnerRow = TokenWithMemberRow & {
  readonly secret_id: string;
  readonly secret_digest: Uint8Array;
  readonly secret_ends_at: number | null;
};
