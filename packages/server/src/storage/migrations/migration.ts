import type { Kysely, RawBuilder } from 'kysely';
import { tokenListSearchOnSqlite } from './0006-token-list-sqlite.ts';

/** What a migration must know of the database it runs on. */
export interface MigrationDialect {
  readonly bytesType: 'blob' | 'bytea';
  /** The types in which Better Auth keeps times and truth values in its own tables. */
  readonly timeType: 'date' | 'timestamptz';
  readonly booleanType: 'integer' | 'boolean';
  /** What keeps the list of tokens, and finds a text in it. */
  readonly tokenListSearch: readonly RawBuilder<unknown>[];
}

export const SQLITE_DIALECT: MigrationDialect = {
  bytesType: 'blob',
  timeType: 'date',
  booleanType: 'integer',
  tokenListSearch: tokenListSearchOnSqlite,
};

/** One forward step of the schema. It runs in a transaction of its own and is never edited once released. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  up(db: Kysely<never>, dialect: MigrationDialect): Promise<void>;
}
