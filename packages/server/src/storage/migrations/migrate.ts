import { type Kysely, sql } from 'kysely';
import { StorageUnavailable } from '../store.ts';
import { foundations } from './0001-foundations.ts';
import { signIn } from './0002-sign-in.ts';
import { tokenLifeCycle } from './0003-token-life-cycle.ts';
import { rolesAndTeams } from './0004-roles-and-teams.ts';
import { auditChain } from './0005-audit-chain.ts';
import { tokenList } from './0006-token-list.ts';
import { memberSearch } from './0007-member-search.ts';
import { teams } from './0008-teams.ts';
import { accountRules } from './0009-account-rules.ts';
import { tokenUsage } from './0011-token-usage.ts';
import { epochs } from './0012-epochs.ts';
import { memberOrders } from './0013-member-orders.ts';
import { shorterLists } from './0014-shorter-lists.ts';
import { gatewayRoutes } from './0015-gateway-routes.ts';
import { sizes } from './0016-sizes.ts';
import { deviceRequests } from './0017-device-requests.ts';
import { requests } from './0018-requests.ts';
import { requestsOrder } from './0019-requests-order.ts';
import { requestsCounted } from './0020-requests-counted.ts';
import { summedBatches } from './0021-summed-batches.ts';
import { loginPrograms } from './0022-login-programs.ts';
import type { Migration, MigrationDialect } from './migration.ts';

/** Every step, oldest first. */
export const MIGRATIONS: readonly Migration[] = [
  foundations,
  signIn,
  tokenLifeCycle,
  rolesAndTeams,
  auditChain,
  tokenList,
  memberSearch,
  teams,
  accountRules,
  tokenUsage,
  epochs,
  memberOrders,
  shorterLists,
  gatewayRoutes,
  sizes,
  deviceRequests,
  requests,
  requestsOrder,
  requestsCounted,
  summedBatches,
  loginPrograms,
];

/** The data was written by a later version of Keyward. Nothing was changed. */
export class SchemaTooNew extends Error {
  override readonly name = 'SchemaTooNew';
  constructor(found: number, known: number) {
    super(
      `the data has schema version ${found}, this program knows versions up to ${known}; start the newer keyward that wrote it`,
    );
  }
}

/** @throws SchemaTooNew, StorageUnavailable for data of an older version, which whoever only reads must not change */
export function requireNewestSchema(found: number): void {
  const known = MIGRATIONS.at(-1)?.number ?? 0;
  if (found > known) throw new SchemaTooNew(found, known);
  if (found < known) {
    throw new StorageUnavailable(
      'the data has the schema of an older version; start this version of keyward on it once',
    );
  }
}

interface MigrationRows {
  schema_migrations: { number: number; name: string; applied_at: number };
}

/**
 * Brings the schema to the newest version, each step in its own transaction.
 *
 * @throws SchemaTooNew when the database holds a step that this program does not know
 */
export async function migrate(
  db: Kysely<MigrationRows>,
  dialect: MigrationDialect,
  nowMs: number,
): Promise<void> {
  await db.schema
    .createTable('schema_migrations')
    .ifNotExists()
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('applied_at', 'bigint', (column) => column.notNull())
    .execute();
  const row = await db
    .selectFrom('schema_migrations')
    .select(sql<number>`coalesce(max(number), 0)`.as('newest'))
    .executeTakeFirstOrThrow();
  const known = MIGRATIONS.at(-1)?.number ?? 0;
  if (row.newest > known) throw new SchemaTooNew(row.newest, known);
  for (const migration of MIGRATIONS.filter((step) => step.number > row.newest)) {
    await db.transaction().execute(async (transaction) => {
      await migration.up(transaction as never, dialect);
      await transaction
        .insertInto('schema_migrations')
        .values({ number: migration.number, name: migration.name, applied_at: nowMs })
        .execute();
    });
  }
}
