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
  /** How many entries are looked through at once. */
  windowFor(text: string): number;
  /** The entries that hold the text, in such a way that the newest are found first. */
  holding(db: Kysely<Schema>, text: string, bounds: AuditBounds): AuditQuery;
  /** Those that hold the text among few entries, which are found otherwise. */
  among(query: AuditQuery, text: string): AuditQuery;
}

/** All entries of a part of the log, newest first. */
export function within(db: Kysely<Schema>, { fromNumber, belowNumber }: AuditBounds): AuditQuery {
  return db
    .selectFrom('audit_entries')
    .where('number', '>=', fromNumber)
    .where('number', '<', belowNumber)
    .orderBy('number', 'desc');
}
