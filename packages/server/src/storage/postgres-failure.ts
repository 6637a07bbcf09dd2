import { DatabaseAway, StorageUnavailable, UniqueViolation } from './store.ts';

const UNIQUE_VIOLATION = '23505';

/**
 * Errors after which a later try may succeed: lost connections (class 08), a server without room (53), that is shut down or
 * that cancels (57), a lock or deadlock (55P03, 40), a standby, which takes no session of ours and no writes (25001, 25006), a
 * transaction that was idle too long (25P03), a plan that is void since a newer node changed the columns (0A000), and a login or right that was taken away meanwhile (28, 3D000, 42501). PostgreSQL,
 * appendix A.
 */
const UNAVAILABLE = /^(?:08...|0A000|53...|57...|55P03|40...|25001|25006|25P03|28...|3D000|42501|58...)$/;

/** Those of the client itself, which has no server to ask. */
const CLIENT_CODES =
  /^(?:CONNECTION_|CONNECT_TIMEOUT|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|EADDRNOTAVAIL|ENOENT)/;

/** A server that is shut down, starts, or has no room for one more session. */
const AWAY = /^(?:08...|57P0[123]|53300)$/;

/** Turns an error of PostgreSQL into one of the store's; others come back as they are. The message never holds a value. */
export function translatePostgresFailure(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === UNIQUE_VIOLATION) return new UniqueViolation(violatedColumn(error), error);
  if (!UNAVAILABLE.test(code) && !CLIENT_CODES.test(code)) return error;
  const Unavailable = AWAY.test(code) || CLIENT_CODES.test(code) ? DatabaseAway : StorageUnavailable;
  return new Unavailable(`the database cannot do its work now (${code})`, { cause: error });
}

/** PostgreSQL says `Key (account_id, key)=(…) already exists.`: the last column is the one that a caller chose. */
function violatedColumn(error: unknown): string {
  const { detail } = error as { readonly detail?: string };
  return /^Key \((?:.*, )?"?(\w+)"?\)=/.exec(detail ?? '')?.[1] ?? 'unknown';
}
