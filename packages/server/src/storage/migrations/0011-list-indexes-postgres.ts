/** Part of a released migration: never edited. */
import type { Kysely } from 'kysely';

export async function indexListsOnPostgres(_db: Kysely<never>): Promise<void> {}
