import { type Kysely, type Selectable, sql } from 'kysely';
import type { AuditEntry, AuditRecord } from '../audit/audit-entry.ts';
import type { AuditReads } from './audit-store.ts';
import type { Schema } from './schema.ts';

export function auditRepository(db: Kysely<Schema>): AuditReads {
  return {
    async findAuditEntry(accountId, entryId) {
      const row = await db
        .selectFrom('audit_entries')
        .selectAll()
        .where('account_id', '=', accountId)
        .where('id', '=', entryId)
        .executeTakeFirst();
      return row && entryFromRow(row);
    },

    async listAuditEntries(accountId, filter, limit) {
      let query = db
        .selectFrom('audit_entries')
        .selectAll()
        .where('account_id', '=', accountId)
        .orderBy('number', 'desc')
        .limit(limit);
      if (filter.beforeMs !== undefined) query = query.where('at', '<=', filter.beforeMs);
      if (filter.afterMs !== undefined) query = query.where('at', '>=', filter.afterMs);
      if (filter.beforeNumber !== undefined) query = query.where('number', '<', filter.beforeNumber);
      if (filter.text !== undefined) {
        const pattern = `%${filter.text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
        const holds = (column: 'name' | 'description') =>
          sql<boolean>`lower(${sql.ref(column)}) like ${pattern} escape '\\'`;
        query = query.where((where) => where.or([holds('name'), holds('description')]));
      }
      return (await query.execute()).map(entryFromRow);
    },
  };
}

/** One row as it is inserted at the end of a change. */
export function auditRow(entry: AuditEntry): Selectable<Schema['audit_entries']> {
  const { id, accountId, number, at, ...record } = entry;
  return {
    number,
    id,
    account_id: accountId,
    at,
    name: record.target.name,
    description: record.description,
    record: JSON.stringify(record satisfies AuditRecord),
  };
}

function entryFromRow(row: Selectable<Schema['audit_entries']>): AuditEntry {
  const record = JSON.parse(row.record) as AuditRecord;
  return { ...record, id: row.id, accountId: row.account_id, number: row.number, at: row.at };
}
