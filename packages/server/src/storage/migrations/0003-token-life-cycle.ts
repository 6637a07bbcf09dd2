import { type Kysely, sql } from 'kysely';
import type { Migration } from './migration.ts';

export const tokenLifeCycle: Migration = {
  number: 3,
  name: 'token life cycle',
  async up(db, { bytesType }) {
    const bytes = sql.raw(bytesType);

    await addColumns(db, 'tokens', [
      ['allowed_ips', 'text', '[]'],
      ['tags', 'text', '[]'],
      ['last_used_at', 'bigint'],
      ['last_used_address', 'text'],
      ['last_used_agent', 'text'],
    ]);
    await addColumns(db, 'token_secrets', [
      ['superseded_at', 'bigint'],
      ['last_used_at', 'bigint'],
    ]);
    await addColumns(db, 'members', [
      ['accepted_at', 'bigint'],
      ['last_seen_at', 'bigint'],
      ['last_seen_token_id', 'text'],
    ]);
    await sql`update members set accepted_at = created_at`.execute(db);
    await db.schema
      .createIndex('members_newest')
      .on('members')
      .columns(['account_id', 'created_at desc', 'id'])
      .where(sql.ref('removed_at'), 'is', null)
      .execute();
    await addColumns(db, 'accounts', [['settings', 'text', '{}']]);
    await db.schema.alterTable('accounts').dropColumn('service_token_limit').execute();

    await db.schema
      .createTable('one_time_codes')
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('subject_id', 'text', (column) => column.notNull())
      .addColumn('digest', bytes, (column) => column.notNull().unique())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('one_time_codes_key', ['kind', 'subject_id'])
      .execute();
    await db.schema.dropTable('setup_codes').execute();

    await db.schema
      .createTable('idempotent_calls')
      .addColumn('account_id', 'text', (column) => column.notNull())
      .addColumn('caller', 'text', (column) => column.notNull())
      .addColumn('operation', 'text', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('body_digest', bytes, (column) => column.notNull())
      .addColumn('target_id', 'text')
      .addColumn('answer', 'text')
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('idempotent_calls_key', ['account_id', 'caller', 'operation', 'key'])
      .execute();
    await db.schema.createIndex('idempotent_calls_age').on('idempotent_calls').column('at').execute();
  },
};

type Column = readonly [name: string, type: 'text' | 'bigint', fallback?: string];

/** A text with a fallback is never null. */
async function addColumns(db: Kysely<never>, table: string, columns: readonly Column[]): Promise<void> {
  for (const [name, type, fallback] of columns) {
    await db.schema
      .alterTable(table)
      .addColumn(name, type, (column) =>
        fallback === undefined ? column : column.notNull().defaultTo(fallback),
      )
      .execute();
  }
}
