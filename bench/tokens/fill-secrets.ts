import { DatabaseSync } from 'node:sqlite';
import { newObjectId } from '../../packages/server/src/object-id.ts';
import { digestSecret, type Pepper } from '../../packages/server/src/tokens/secret-digest.ts';
import { type BearerToken, lastFourOf, mintSecret } from '../../packages/server/src/tokens/token-format.ts';
import { listLater } from './list-later.ts';

/** Tokens of the owner with secrets that work, straight into the tables. */
export async function fillSecrets(
  path: string,
  pepper: Pepper,
  accountId: string,
  count: number,
): Promise<readonly BearerToken[]> {
  const database = new DatabaseSync(path);
  database.exec('pragma busy_timeout = 10000');
  const owner = database.prepare('select id from members where account_id = ? limit 1').get(accountId);
  const token = database.prepare(
    `insert into tokens (id, account_id, kind, member_id, name, description, role, default_api_version, created_at, modified_at, version, last_four)
     values (?, ?, 'personal', ?, ?, '', 'reader', 20240415, 1, 1, 1, ?)`,
  );
  const secretRow = database.prepare(
    `insert into token_secrets (id, account_id, token_id, digest, pepper_id, prefix, last_four, created_at)
     values (?, ?, ?, ?, ?, 'kw', ?, 1)`,
  );
  const secrets: BearerToken[] = [];
  await listLater(database, () => {
    for (let index = 0; index < count; index++) {
      const secret = mintSecret('kw', 'personal');
      const id = newObjectId();
      const lastFour = lastFourOf(secret);
      token.run(id, accountId, String(owner?.id), `token ${index}`, lastFour);
      secretRow.run(newObjectId(), accountId, id, digestSecret(pepper, secret), pepper.id, lastFour);
      secrets.push(secret);
    }
  });
  return secrets;
}
