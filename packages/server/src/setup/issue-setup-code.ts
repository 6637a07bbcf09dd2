import type { Deployment } from '../deployment/deployment.ts';
import { digestSecret } from '../tokens/secret-digest.ts';
import { type BearerToken, DEFAULT_TOKEN_PREFIX, mintSecret } from '../tokens/token-format.ts';

const SETUP_CODE_LIFE_MS = 3_600_000;

/**
 * On an empty store, makes the one-time code that lets the first owner in, good for one hour; a code made earlier
 * ends. On a store with an account there is nothing to set up, and the answer is undefined.
 */
export async function issueSetupCode({ store, clock, pepper }: Deployment): Promise<BearerToken | undefined> {
  if (await store.reads.accounts.hasAccount()) return undefined;
  const code = mintSecret(DEFAULT_TOKEN_PREFIX, 'setup');
  await store.change(clock, async (changes, nowMs) => {
    await changes.setupCodes.replaceSetupCode(digestSecret(pepper, code), nowMs + SETUP_CODE_LIFE_MS);
    changes.recordChange({ accountId: null, kind: 'setup_code', id: 'setup_code' });
  });
  return code;
}
