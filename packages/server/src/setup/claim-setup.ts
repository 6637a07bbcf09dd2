import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { digestNewPassword } from '../members/digest-new-password.ts';
import { DEPLOYMENT } from '../storage/one-time-code-store.ts';
import { digestsOf, isSameDigest, type SecretDigest } from '../tokens/secret-digest.ts';
import { parseSecret } from '../tokens/token-format.ts';
import type { CallOrigin } from '../verification/caller.ts';
import { createFirstOwner, type FirstOwner } from './create-first-owner.ts';

/**
 * Makes the first owner for whoever holds the set-up code. The code works once, for an hour, and never again
 * after an owner exists.
 *
 * @param password with which the owner can sign in; without one they need a password link first
 * @throws Failure `unauthorized` for every reason alike: a wrong, used or expired code, or nothing left to set up
 */
export async function claimSetup(
  deployment: Deployment,
  code: string,
  owner: Omit<FirstOwner, 'passwordDigest' | 'neverExpires'>,
  password: string | undefined,
  origin: CallOrigin,
): ReturnType<typeof createFirstOwner> {
  const parsed = parseSecret(code);
  if (parsed?.kind !== 'code') throw refusal();
  const digests = digestsOf(deployment.pepper, parsed.secret);
  if (password !== undefined) await requireLikelySetupCode(deployment, digests);
  const passwordDigest = password === undefined ? null : await digestNewPassword('password', password);
  try {
    return await createFirstOwner(
      deployment,
      { ...owner, passwordDigest, neverExpires: false },
      { system: 'set-up code', ...origin },
      async (changes, nowMs) => {
        const expected = await changes.oneTimeCodes.findCode('setup', DEPLOYMENT);
        const isRight = digests.some((digest) => expected && isSameDigest(expected.digest, digest));
        if (!isRight || expected === undefined || nowMs >= expected.expiresAt) throw refusal();
      },
    );
  } catch (error) {
    throw error instanceof Failure && error.code === 'conflict' ? refusal() : error;
  }
}

/** Keeps strangers from the slow digest of a password; the transaction decides. */
async function requireLikelySetupCode(
  { store }: Deployment,
  digests: readonly SecretDigest[],
): Promise<void> {
  for (const digest of digests) {
    if (await store.hasCode('setup', digest)) return;
  }
  throw refusal();
}

function refusal(): Failure {
  return new Failure('unauthorized', 'Invalid set-up code', {
    hint: 'the code is printed when the server starts on an empty store, works once and for one hour; restart the server for a new one',
  });
}
