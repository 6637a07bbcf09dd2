import { type Kysely, sql } from 'kysely';
import { CHAIN_START, type ChainHead } from '../../audit/audit-chain.ts';
import type { AuditRecord } from '../../audit/audit-entry.ts';
import { auditRow } from '../audit-row.ts';
import type { Schema } from '../schema.ts';
import type { Migration } from './migration.ts';

const ENTRIES_AT_ONCE = 1_000;

interface OldSchema extends Schema {
  old_audit_entries: {
    number: number;
    id: string;
    account_id: string;
    at: number;
    record: string;
  };
}

/** Gives audit entries what they are filtered and searched by, and makes one chain of those of each account. */
export const auditChain: Migration = {
  number: 5,
  name: 'audit chain',
  async up(db, { bytesType, keyType, addAuditSearch }) {
    await db.schema.alterTable('audit_entries').renameTo('old_audit_entries').execute();
    await db.schema
      .createTable('audit_entries')
      .addColumn('number', keyType, (column) => column.primaryKey())
      .addColumn('id', 'text', (column) => column.notNull().unique())
      .addColumn('account_id', 'text', (column) => column.notNull())
      .addColumn('position', 'bigint', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('action', 'text', (column) => column.notNull())
      .addColumn('resource', 'text', (column) => column.notNull())
      .addColumn('type_chain', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('description', 'text', (column) => column.notNull())
      .addColumn('record', 'text', (column) => column.notNull())
      .addColumn('details', 'text')
      .addColumn('hash', sql.raw(bytesType), (column) => column.notNull())
      .execute();
    await chainOldEntries(db as unknown as Kysely<OldSchema>);
    await db.schema.dropTable('old_audit_entries').execute();

    for (const [name, columns] of [
      ['newest', ['number desc', 'at']],
      ['kind', ['action', 'type_chain', 'number desc', 'at', 'resource']],
      ['resource', ['resource', 'number desc']],
      ['time', ['at', 'action', 'type_chain']],
    ] as const) {
      await db.schema
        .createIndex(`audit_entries_${name}`)
        .on('audit_entries')
        .columns(['account_id', ...columns])
        .execute();
    }
    await addAuditSearch(db);
  },
};

async function chainOldEntries(db: Kysely<OldSchema>): Promise<void> {
  const heads = new Map<string, ChainHead>();
  for (let last = 0; ; ) {
    const entries = await db
      .selectFrom('old_audit_entries')
      .select(['number', 'id', 'account_id', 'at', 'record'])
      .where('number', '>', last)
      .orderBy('number')
      .limit(ENTRIES_AT_ONCE)
      .execute();
    for (const { number, id, account_id: accountId, at, record } of entries) {
      const entry = { number, id, accountId, at, record: JSON.parse(record) as AuditRecord };
      const row = auditRow(entry, heads.get(accountId) ?? CHAIN_START);
      await db.insertInto('audit_entries').values(row).execute();
      heads.set(accountId, row);
      last = number;
    }
    if (entries.length < ENTRIES_AT_ONCE) return;
  }
}
