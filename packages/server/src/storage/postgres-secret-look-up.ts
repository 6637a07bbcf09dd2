import type { CompiledQuery, Kysely } from 'kysely';
import { isOfOneMoment } from '../roles/held-roles.ts';
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
import type { PostgresClient } from './postgres-client.ts';
import { translatePostgresFailure } from './postgres-failure.ts';
import type { Schema } from './schema.ts';
import {
  FIND_SECRET_OWNER,
  heldRolesNeeded,
  type SecretOwnerRow,
  secretOwnerFromRow,
} from './secret-owner-row.ts';
import { StorageUnavailable } from './store.ts';
import type { SecretOwner } from './token-store.ts';
import { withinDeadline } from './within-deadline.ts';

const ATTEMPTS = 5;
const DEADLINE_MS = 3_000;

/**
 * The look-up of a verification, by statements that the server prepares once for each connection.
 *
 * @param db only compiles the queries that others build
 */
export function postgresSecretLookUp(client: PostgresClient, db: Kysely<Schema>) {
  const find = FIND_SECRET_OWNER('$1');
  const run = <Row>({ sql, parameters }: Pick<CompiledQuery, 'sql' | 'parameters'>) =>
    client.run<Row>(sql, parameters);

  async function read(digest: SecretDigest): Promise<SecretOwner | undefined> {
    try {
      const [row] = await run<SecretOwnerRow>({ sql: find, parameters: [digest] });
      if (row === undefined) return undefined;
      const needed = heldRolesNeeded(row);
      const [scope, direct, teams, grants] = await Promise.all([
        needed.scope ? run<HeldRoleRow>(rolesOfHolder(db, 'token', row.id).compile()) : [],
        needed.direct ? run<HeldRoleRow>(rolesOfHolder(db, 'member', row.member_id).compile()) : [],
        needed.teams ? run<TeamRoleRow>(teamRolesOfMember(db, row.member_id).compile()) : [],
        needed.teams ? run<GrantRow>(grantsOfMember(db, row.member_id).compile()) : [],
      ]);
      return secretOwnerFromRow(row, {
        scope: scope.map(heldRoleFromRow),
        direct: direct.map(heldRoleFromRow),
        teams: heldTeamsFromRows(teams),
        grants: grants.map(heldGrantFromRow),
      });
    } catch (error) {
      throw translatePostgresFailure(error);
    }
  }

  async function readWhole(digest: SecretDigest): Promise<SecretOwner | undefined> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const owner = await read(digest);
      if (owner === undefined || isWhole(owner)) return owner;
    }
    throw new StorageUnavailable('what a token may do changes faster than it can be read');
  }

  return (digest: SecretDigest) => withinDeadline(readWhole(digest), DEADLINE_MS);
}

/** The statements see one moment each: roles that changed between them are read again. */
function isWhole({ token, member, held }: SecretOwner): boolean {
  const ofToken = 'customRoleIds' in token.scope ? token.scope.customRoleIds : [];
  const ofMember = token.kind === 'personal' ? member.customRoleIds : [];
  return isOfOneMoment(ofToken, held.scope) && isOfOneMoment(ofMember, held.direct);
}
