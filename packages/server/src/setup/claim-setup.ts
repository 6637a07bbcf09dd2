import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { DEPLOYMENT } from '../storage/one-time-code-store.ts';
import { digestsOf, isSameDigest } from '../tokens/secret-digest.ts';
import { parseSecret } from '../tokens/token-format.ts';
import type { CallOrigin } from '../verification/caller.ts';
import { createFirstOwner, type FirstOwner } from './create-first-owner.ts';

/**
 * Makes the first owner for whoever holds the set-up code. The code works once, for an hour, and never again
 * after an owner exists.
 *
 * @throws Failure `unauthorized` for every reason alike: a wrong, used or expired code, or nothing left to set up
 */
export async function claimSetup(
  deployment: Deployment,
  code: string,
  owner: Omit<FirstOwner, 'passwordDigest' | 'neverExpires'>,
  origin: CallOrigin,
): ReturnType<typeof createFirstOwner> {
  const parsed = parseSecret(code);
  if (parsed?.kind !== 'code') throw refusal();
  const digests = digestsOf(deployment.pepper, parsed.secret);
  try {
    return await createFirstOwner(
      deployment,
      { ...owner, passwordDigest: null, neverExpires: false },
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

function refusal(): Failure {
  return new Failure('unauthorized', 'Invalid set-up code', {
    hint: 'the code is printed when the server starts on an empty store, works once and for one hour; restart the server for a new one',
  });
}
