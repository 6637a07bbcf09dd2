import type { Deployment } from '../deployment/deployment.ts';
import { DEPLOYMENT } from '../storage/one-time-code-store.ts';
import { digestSecret } from '../tokens/secret-digest.ts';
import { type BearerToken, DEFAULT_TOKEN_PREFIX, mintSecret } from '../tokens/token-format.ts';

const SETUP_CODE_LIFE_MS = 3_600_000;

/**
 * On an empty store, makes the one-time code that lets the first owner in, good for one hour; a code made earlier
 * ends. On a store with an account there is nothing to set up, and the answer is undefined.
 */
export async function issueSetupCode({ store, clock, pepper }: Deployment): Promise<BearerToken | undefined> {
  if (await store.reads.accounts.hasAccount()) return undefined;
  const code = mintSecret(DEFAULT_TOKEN_PREFIX, 'code');
  await store.change(clock, async (changes, nowMs) => {
    await changes.oneTimeCodes.replaceCode('setup', DEPLOYMENT, {
      digest: digestSecret(pepper, code),
      expiresAt: nowMs + SETUP_CODE_LIFE_MS,
    });
    changes.recordChange({ accountId: null, kind: 'one_time_code', id: DEPLOYMENT });
  });
  return code;
}
