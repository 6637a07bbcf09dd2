import type { DatabaseSync } from 'node:sqlite';
import type { SecretDigest } from '../tokens/secret-digest.ts';
import {
  findSecretOwnerStatement,
  type SecretOwnerRow,
  SQLITE_STATEMENT,
  secretOwnerFromRow,
} from './secret-owner-row.ts';
import type { SqliteParameter } from './sqlite-connection.ts';
import type { SecretOwner } from './token-store.ts';

/**
 * The look-up of a verification, by a statement that is prepared once: building and compiling a query costs ten times
 * what running it does. The row is made here from its values: the objects of `node:sqlite` are dictionaries, and reading one costs as
 * much as finding it.
 */
export function secretLookUp(database: DatabaseSync) {
  const find = database.prepare(findSecretOwnerStatement(SQLITE_STATEMENT));
  const columnNames = () => find.columns().map(({ name }) => name);
  let names = columnNames();
  find.setReturnArrays(true);

  return (digest: SecretDigest): SecretOwner | undefined => {
    const values = find.get(digest) as unknown as readonly SqliteParameter[] | undefined;
    if (values === undefined) return undefined;
    // SQLite prepares anew what a new column changes: under the old names it would move all values behind it, rights among them.
    if (values.length !== names.length) names = columnNames();
    const row: Record<string, SqliteParameter> = {};
    for (let index = 0; index < names.length; index++) row[names[index] ?? ''] = values[index] ?? null;
    return secretOwnerFromRow(row as unknown as SecretOwnerRow);
  };
}
