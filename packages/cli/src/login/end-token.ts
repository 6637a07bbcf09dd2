import type { ClientFlags } from '../client/client-flags.ts';
import { programFetch } from '../client/program-fetch.ts';
import type { AccessSecret } from '../profile/credentials.ts';

const MS_PER_SECOND = 1000;

export type End = 'ended' | 'refused' | 'not answered';

/** Asks a service to end a token by its own secret, once, and says what it did: nothing that goes wrong with that is an error. */
export async function endToken(url: string, accessToken: AccessSecret, flags: ClientFlags): Promise<End> {
  const { createKeyward } = await import('@keyward/sdk');
  const { oauth } = createKeyward({
    url,
    accessToken,
    timeoutMs: flags.timeout * MS_PER_SECOND,
    maxRetries: 0,
    fetch: programFetch(flags),
  });
  return oauth.revoke(accessToken).then(
    () => 'ended',
    // A 401 says that it worked no more.
    ({ status }: { readonly status?: number }) =>
      status === 401 ? 'ended' : status === 403 || status === 400 ? 'refused' : 'not answered',
  );
}
