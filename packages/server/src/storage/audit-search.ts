import type { Expression, SqlBool } from 'kysely';

/** The part of the log that a search looks through at once, by numbers. */
export interface SearchBounds {
  readonly fromNumber: number;
  readonly belowNumber: number;
}

/** How a database finds entries by a text in their name or description, without regard to case. */
export interface AuditSearch {
  /** How many entries are looked through at once. */
  windowFor(text: string): number;
  condition(text: string, bounds: SearchBounds): Expression<SqlBool>;
}
