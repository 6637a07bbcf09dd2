import postgres from 'postgres';
import { newObjectId } from '../../packages/server/src/object-id.ts';
import { digestSecret, type Pepper } from '../../packages/server/src/tokens/secret-digest.ts';
import { type BearerToken, lastFourOf, mintSecret } from '../../packages/server/src/tokens/token-format.ts';

const ROWS_AT_ONCE = 1_000;

/** Tokens of the owner with secrets that work, straight into the tables of PostgreSQL. */
export async function fillPostgresSecrets(
  url: string,
  pepper: Pepper,
  accountId: string,
  count: number,
): Promise<readonly BearerToken[]> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  const [owner] = await sql`select id from members where account_id = ${accountId} limit 1`;
  const secrets: BearerToken[] = [];
  while (secrets.length < count) {
    const made = Array.from({ length: Math.min(ROWS_AT_ONCE, count - secrets.length) }, () => ({
      id: newObjectId(),
      secret: mintSecret('kw', 'personal'),
    }));
    await sql`insert into tokens ${sql(
      made.map(({ id, secret }, index) => ({
        id,
        account_id: accountId,
        kind: 'personal',
        member_id: String(owner?.id),
        name: `token ${secrets.length + index}`,
        description: '',
        role: 'reader',
        default_api_version: 20240415,
        created_at: 1,
        modified_at: 1,
        version: 1,
        last_four: lastFourOf(secret),
      })),
    )}`;
    await sql`insert into token_secrets ${sql(
      made.map(({ id, secret }) => ({
        id: newObjectId(),
        account_id: accountId,
        token_id: id,
        digest: digestSecret(pepper, secret),
        pepper_id: pepper.id,
        prefix: 'kw',
        last_four: lastFourOf(secret),
        created_at: 1,
      })),
    )}`;
    secrets.push(...made.map(({ secret }) => secret));
  }
  await sql`analyze`;
  await sql.end();
  return secrets;
}
