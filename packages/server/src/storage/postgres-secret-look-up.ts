import type { CompiledQuery, Kysely } from 'kysely';
import { isWholeToken, readOfOneMoment } from '../roles/read-of-one-moment.ts';
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
import type { SecretOwner } from './token-store.ts';
import { withinDeadline } from './within-deadline.ts';

const DEADLINE_MS = 3_000;

/**
 * The look-up of a verification, by statements that the server prepares once for each connection.
 *
 * @param db only compiles the queries that others build
 */
export function postgresSecretLookUp(client: PostgresClient, db: Kysely<Schema>) {
  const find = FIND_SECRET_OWNER('$1');

  async function read(digest: SecretDigest, asker: AbortSignal): Promise<SecretOwner | undefined> {
    const run = <Row>({ sql, parameters }: Pick<CompiledQuery, 'sql' | 'parameters'>) =>
      client.run<Row>(sql, parameters, asker);
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

  /** The statements see one moment each: roles that changed between them are read again. */
  const readWhole = (digest: SecretDigest, asker: AbortSignal) =>
    readOfOneMoment(
      () => read(digest, asker),
      (owner) => owner === undefined || isWholeToken(owner),
    );

  return (digest: SecretDigest) => {
    const asker = new AbortController();
    return withinDeadline(readWhole(digest, asker.signal), DEADLINE_MS, () => asker.abort());
  };
}
