import type { Kysely, SelectQueryBuilder } from 'kysely';
import type { Schema } from './schema.ts';

export type AuditQuery = SelectQueryBuilder<Schema, 'audit_entries', object>;

/** A part of the log. */
export interface AuditBounds {
  readonly fromNumber: number;
  readonly belowNumber: number;
}

/** How a database finds entries by a text in their name or description, without regard to case. */
export interface AuditSearch {
  /** The number from which on a bounded number of entries have to be looked at; 0: all that there are below. */
  windowStart(db: Kysely<Schema>, accountId: string, text: string, belowNumber: number): Promise<number>;
  /** The entries that hold the text, in such a way that the newest are found first. */
  holding(db: Kysely<Schema>, text: string, bounds: AuditBounds): AuditQuery;
  /** Those that hold the text among few entries, which are found otherwise. */
  among(query: AuditQuery, text: string): AuditQuery;
  /** The entries on resources that begin with a text, by the index of resources; absent where that has another order. */
  beginningWith?(db: Kysely<Schema>, prefix: string): AuditQuery;
}

/** What the log is looked through with. */
export interface AuditScanner {
  readonly db: Kysely<Schema>;
  readonly search: AuditSearch;
}

/** The number from which on there are `count` entries of an account below another number; 0: there are fewer. */
export async function startOf(
  db: Kysely<Schema>,
  accountId: string,
  belowNumber: number,
  count: number,
): Promise<number> {
  const row = await db
    .selectFrom('audit_entries')
    .select('number')
    .where('account_id', '=', accountId)
    .where('number', '<', belowNumber)
    .orderBy('number', 'desc')
    .offset(count - 1)
    .limit(1)
    .executeTakeFirst();
  return row?.number ?? 0;
}

/** All entries of a part of the log, newest first. */
export function within(db: Kysely<Schema>, { fromNumber, belowNumber }: AuditBounds): AuditQuery {
  return db
    .selectFrom('audit_entries')
    .where('number', '>=', fromNumber)
    .where('number', '<', belowNumber)
    .orderBy('number', 'desc');
}
