import type { DatabaseSync } from 'node:sqlite';
import type { CompiledQuery, Kysely } from 'kysely';
import type { HeldRoles } from '../roles/held-roles.ts';
import type { SecretDigest } from '../tokens/secret-digest.ts';
import {
  type GrantRow,
  grantsOfMember,
  type HeldRoleRow,
  heldGrantFromRow,
  heldRoleFromRow,
  heldTeamsFromRows,
  rolesOfHolder,
  type TeamRoleRow,
  teamRolesOfMember,
} from './held-roles-repository.ts';
import type { Schema } from './schema.ts';
import {
  FIND_SECRET_OWNER,
  heldRolesNeeded,
  type SecretOwnerRow,
  secretOwnerFromRow,
} from './secret-owner-row.ts';
import type { SqliteParameter } from './sqlite-connection.ts';
import type { SecretOwner } from './token-store.ts';

/**
 * The look-up of a verification, by statements that are prepared once: building and compiling a query costs ten times
 * what running it does.
 *
 * @param db only compiles the queries that others build
 */
export function secretLookUp(database: DatabaseSync, db: Kysely<Schema>) {
  const findOwner = database.prepare(FIND_SECRET_OWNER('?'));
  const tokenRoles = preparedById<HeldRoleRow>(database, (id) => rolesOfHolder(db, 'token', id).compile());
  const memberRoles = preparedById<HeldRoleRow>(database, (id) => rolesOfHolder(db, 'member', id).compile());
  const teamRoles = preparedById<TeamRoleRow>(database, (id) => teamRolesOfMember(db, id).compile());
  const grants = preparedById<GrantRow>(database, (id) => grantsOfMember(db, id).compile());

  function heldBy(row: SecretOwnerRow): HeldRoles {
    const needed = heldRolesNeeded(row);
    return {
      scope: needed.scope ? tokenRoles(row.id).map(heldRoleFromRow) : [],
      direct: needed.direct ? memberRoles(row.member_id).map(heldRoleFromRow) : [],
      teams: needed.teams ? heldTeamsFromRows(teamRoles(row.member_id)) : [],
      grants: needed.teams ? grants(row.member_id).map(heldGrantFromRow) : [],
    };
  }

  return (digest: SecretDigest): SecretOwner | undefined => {
    const row = findOwner.get(digest) as unknown as SecretOwnerRow | undefined;
    return row && secretOwnerFromRow(row, heldBy(row));
  };
}

/** The id is the last parameter of each of these queries. */
function preparedById<Row>(database: DatabaseSync, queryFor: (id: string) => CompiledQuery) {
  const { sql, parameters } = queryFor('');
  const statement = database.prepare(sql);
  const fixed = parameters.slice(0, -1) as SqliteParameter[];
  return (id: string) => statement.all(...fixed, id) as Row[];
}
