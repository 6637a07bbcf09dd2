import type { Kysely } from 'kysely';
import { addPostgresAuditSearch } from '../postgres-audit-search.ts';
import { addAuditSearch } from '../sqlite-audit-search.ts';
import { viewTokenListOnPostgres } from './0006-token-list-postgres.ts';
import { buildTokenListOnSqlite } from './0006-token-list-sqlite.ts';
import { indexListsOnPostgres } from './0011-list-indexes-postgres.ts';
import { indexListsOnSqlite } from './0011-list-indexes-sqlite.ts';
import { shortenListsOnSqlite } from './0014-shorter-lists-sqlite.ts';
import { tellSizesOnSqlite } from './0016-sizes-sqlite.ts';
import {
  indexRequestsOnPostgres,
  listRequestsOnPostgres,
  viewTokenDaysOnPostgres,
} from './0018-requests-postgres.ts';
import {
  indexRequestsOnSqlite,
  listRequestsOnSqlite,
  viewTokenDaysOnSqlite,
} from './0018-requests-sqlite.ts';

/** What a migration must know of the database it runs on. */
export interface MigrationDialect {
  readonly bytesType: 'blob' | 'bytea';
  /** The types in which Better Auth keeps times and truth values in its own tables. */
  readonly timeType: 'date' | 'timestamptz';
  readonly booleanType: 'integer' | 'boolean';
  /** Text that is sorted by its code points, whatever the language of the database. */
  readonly sortedTextType: 'text' | 'text collate "C"';
  /** A whole number of 64 bits that may be the key of a table. */
  readonly keyType: 'integer' | 'bigint';
  /** Whether nodes of an earlier version may write beside the one that migrates. */
  readonly hasOtherNodes: boolean;
  /** Makes the texts of audit entries searchable, those that are there and those that will be. */
  readonly addAuditSearch: (db: Kysely<never>) => Promise<void>;
  /** Makes what lists of tokens read: one row for each token that was not deleted. */
  readonly buildTokenList: (db: Kysely<never>) => Promise<void>;
  /** Leads the searches, lists and counts of a large account to their rows. */
  readonly indexLists: (db: Kysely<never>) => Promise<void>;
  /** Keeps the tokens of a tag in the order in which they were made, and how many members there are. */
  readonly shortenLists: (db: Kysely<never>) => Promise<void>;
  /** Says how large tables grow, to a database that does not count by itself. */
  readonly tellSizes: (db: Kysely<never>) => Promise<void>;
  /** Says in lists how often each token was called. */
  readonly listRequests: (db: Kysely<never>) => Promise<void>;
  /** Keeps lists of tokens in that order. */
  readonly indexRequests: (db: Kysely<never>) => Promise<void>;
  /** Shows the days of all tokens as rows of `token_days`. */
  readonly viewTokenDays: (db: Kysely<never>) => Promise<void>;
}

export const SQLITE_DIALECT: MigrationDialect = {
  bytesType: 'blob',
  timeType: 'date',
  booleanType: 'integer',
  sortedTextType: 'text',
  keyType: 'integer',
  hasOtherNodes: false,
  addAuditSearch,
  buildTokenList: buildTokenListOnSqlite,
  indexLists: indexListsOnSqlite,
  shortenLists: shortenListsOnSqlite,
  tellSizes: tellSizesOnSqlite,
  listRequests: listRequestsOnSqlite,
  indexRequests: indexRequestsOnSqlite,
  viewTokenDays: viewTokenDaysOnSqlite,
};

export const POSTGRES_DIALECT: MigrationDialect = {
  bytesType: 'bytea',
  timeType: 'timestamptz',
  booleanType: 'boolean',
  sortedTextType: 'text collate "C"',
  keyType: 'bigint',
  hasOtherNodes: true,
  addAuditSearch: addPostgresAuditSearch,
  buildTokenList: viewTokenListOnPostgres,
  indexLists: indexListsOnPostgres,
  // Its indexes serve as they are.
  shortenLists: async () => undefined,
  tellSizes: async () => undefined,
  listRequests: listRequestsOnPostgres,
  indexRequests: indexRequestsOnPostgres,
  viewTokenDays: viewTokenDaysOnPostgres,
};

/** One forward step of the schema. It runs in a transaction of its own and is never edited once released. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  up(db: Kysely<never>, dialect: MigrationDialect): Promise<void>;
}
