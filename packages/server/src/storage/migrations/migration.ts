import type { Kysely } from 'kysely';

/** What a migration must know of the database it runs on. */
export interface MigrationDialect {
  readonly bytesType: 'blob' | 'bytea';
  /** The types in which Better Auth keeps times and truth values in its own tables. */
  readonly timeType: 'date' | 'timestamptz';
  readonly booleanType: 'integer' | 'boolean';
  /** Text that is sorted by its code points, whatever the language of the database. */
  readonly sortedTextType: 'text' | 'text collate "C"';
}

export const SQLITE_DIALECT: MigrationDialect = {
  bytesType: 'blob',
  timeType: 'date',
  booleanType: 'integer',
  sortedTextType: 'text',
};

export const POSTGRES_DIALECT: MigrationDialect = {
  bytesType: 'bytea',
  timeType: 'timestamptz',
  booleanType: 'boolean',
  sortedTextType: 'text collate "C"',
};

/** One forward step of the schema. It runs in a transaction of its own and is never edited once released. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  up(db: Kysely<never>, dialect: MigrationDialect): Promise<void>;
}
