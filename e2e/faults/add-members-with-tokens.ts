import { openPostgresStore } from '../../packages/server/src/storage/postgres.ts';
import { readPepperText } from '../../packages/server/src/tokens/pepper-text.ts';
import { digestSecret } from '../../packages/server/src/tokens/secret-digest.ts';
import { lastFourOf, mintSecret } from '../../packages/server/src/tokens/token-format.ts';
import { addMember, secretOf, tokenOf, writeToken } from '../../packages/server/test/store-suite/fixtures.ts';
import type { MemberWithToken } from './cluster-load.ts';

/** Members who each have a token of their own, made below the API: each would need an invitation, a password and a session. */
export async function addMembersWithTokens(
  databaseUrl: string,
  pepperText: string,
  count: number,
): Promise<MemberWithToken[]> {
  const store = await openPostgresStore(databaseUrl, Date.now(), { maxConnections: 2 });
  try {
    const [summary] = await store.reads.accounts.listAccounts();
    const account = summary && (await store.reads.accounts.findAccount(summary.id));
    if (account === undefined) throw new Error('the deployment has no account');
    const pepper = readPepperText(pepperText);
    const made: MemberWithToken[] = [];
    for (let number = 1; number <= count; number++) {
      const email = `member-${number}@example.com`;
      const member = await addMember(store, account, { email, role: 'reader' });
      const secret = mintSecret('kw', 'personal');
      const token = tokenOf(member, { lastFour: lastFourOf(secret) });
      const stored = { ...secretOf(token), digest: digestSecret(pepper, secret), pepperId: pepper.id };
      await store.change({ now: Date.now }, (changes) => writeToken(changes, token, stored));
      made.push({ memberId: member.id, secret });
    }
    return made;
  } finally {
    await store.close();
  }
}
