import { isWholeToken, readOfOneMoment } from '../roles/read-of-one-moment.ts';
import type { SecretDigest } from '../tokens/secret-digest.ts';
import type { PostgresClient } from './postgres-client.ts';
import { translatePostgresFailure } from './postgres-failure.ts';
import {
  findSecretOwnerStatement,
  POSTGRES_STATEMENT,
  type SecretOwnerRow,
  secretOwnerFromRow,
} from './secret-owner-row.ts';
import type { SecretOwner } from './token-store.ts';
import { withinDeadline } from './within-deadline.ts';

const DEADLINE_MS = 3_000;

/** The look-up of a verification, by a statement that the server prepares once for each connection. */
export function postgresSecretLookUp(client: PostgresClient) {
  const find = findSecretOwnerStatement(POSTGRES_STATEMENT);

  async function read(digest: SecretDigest, asker: AbortSignal): Promise<SecretOwner | undefined> {
    try {
      const [row] = await client.run<SecretOwnerRow>(find, [digest], asker);
      return row && secretOwnerFromRow(row);
    } catch (error) {
      throw translatePostgresFailure(error);
    }
  }

  /** One statement sees one moment. Roles that are not those the rows name were written by something else than Keyward. */
  const readWhole = (digest: SecretDigest, asker: AbortSignal) =>
    readOfOneMoment(
      () => read(digest, asker),
      (owner) => owner === undefined || isWholeToken(owner),
    );

  return (digest: SecretDigest) => {
    const asker = new AbortController();
    return withinDeadline(readWhole(digest, asker.signal), DEADLINE_MS, () => asker.abort());
  };
}
