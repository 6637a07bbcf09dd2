import { type Kysely, sql } from 'kysely';
import { entryFrom, entryWithDetailsFrom } from './audit-row.ts';
import { scanWith } from './audit-scan.ts';
import type { AuditScanner, AuditSearch } from './audit-search.ts';
import type { AuditHead, AuditKind, AuditReads } from './audit-store.ts';
import type { Schema } from './schema.ts';

export function auditRepository(db: Kysely<Schema>, search: AuditSearch): AuditReads {
  const scanner: AuditScanner = { db, search };
  return {
    async findAuditEntry(accountId, entryId) {
      const row = await db
        .selectFrom('audit_entries')
        .selectAll()
        .where('account_id', '=', accountId)
        .where('id', '=', entryId)
        .executeTakeFirst();
      return row && entryWithDetailsFrom(row);
    },

    async getAuditEntries(accountId, numbers) {
      if (numbers.length === 0) return [];
      const rows = await db
        .selectFrom('audit_entries')
        .select(['number', 'id', 'account_id', 'at', 'record'])
        .where('account_id', '=', accountId)
        .where('number', 'in', numbers)
        .orderBy('number', 'desc')
        .execute();
      return rows.map(entryFrom);
    },

    scanAuditLog: (accountId, filter, limit) => scanWith(scanner, accountId, filter, limit),

    /** From one kind to the next by the index, however many entries lie between them. */
    async listAuditKinds(accountId) {
      const next = sql`select min(action) from audit_entries where account_id = ${accountId}`;
      const nextOf = sql`select min(type_chain) from audit_entries as entry where account_id = ${accountId}`;
      const { rows } = await sql<AuditKind>`with recursive
        actions (action) as (
          ${next}
          union all
          select (${next} and audit_entries.action > actions.action) from actions where action is not null
        ),
        kinds (action, type_chain) as (
          select action, (${nextOf} and entry.action = actions.action) from actions where action is not null
          union all
          select action, (${nextOf} and entry.action = kinds.action and entry.type_chain > kinds.type_chain)
            from kinds where type_chain is not null
        )
        select action, type_chain as "typeChain" from kinds where type_chain is not null`.execute(db);
      return rows;
    },

    countAuditEntries: (accountId, afterMs, beforeMs) =>
      db
        .selectFrom('audit_entries')
        .select((of) => ['action', 'type_chain as typeChain', of.fn.countAll<number>().as('count')])
        .where('account_id', '=', accountId)
        .where('at', '>=', afterMs)
        .where('at', '<=', beforeMs)
        .groupBy(['action', 'type_chain'])
        .execute(),

    /** From one account to the next by the index. Whose row is gone still has its log. */
    async listAuditHeads() {
      const { rows } = await sql<AuditHead>`with recursive
        logs (account_id) as (
          select min(account_id) from audit_entries
          union all
          select (select min(account_id) from audit_entries where account_id > logs.account_id)
            from logs where account_id is not null
        )
        select newest.account_id as "accountId", newest.number, newest.position, newest.hash
          from logs join audit_entries as newest on newest.number = (
            select number from audit_entries as entry where entry.account_id = logs.account_id
              order by number desc limit 1
          ) order by newest.number`.execute(db);
      return rows;
    },

    findAuditPlace: (accountId, number = Number.MAX_SAFE_INTEGER) =>
      db
        .selectFrom('audit_entries')
        .select(['account_id as accountId', 'number', 'position', 'hash'])
        .where('account_id', '=', accountId)
        .where('number', number === Number.MAX_SAFE_INTEGER ? '<=' : '=', number)
        .orderBy('number', 'desc')
        .limit(1)
        .executeTakeFirst(),
  };
}
