import type { Keyward } from '@keyward/sdk';
import { resolveTarget, type Target } from '../profile/resolve-target.ts';
import type { ChangeFlags } from './client-flags.ts';
import { DRY_RUN, fetchWithoutChanges } from './dry-run.ts';
import { programFetch } from './program-fetch.ts';
import { Refusal } from './refusal.ts';

const MS_PER_SECOND = 1000;

/** A client of the service that the flags, the environment and the profile name. @throws Refusal */
export async function connect(flags: ChangeFlags): Promise<Keyward> {
  return connectTo(resolveTarget(flags), flags);
}

/** The SDK is loaded only now. @throws Refusal */
export async function connectTo({ url, accessToken }: Target, flags: ChangeFlags): Promise<Keyward> {
  if (accessToken === undefined) {
    throw new Refusal(
      'not_signed_in',
      `there is no access token for \`${url}\``,
      'run `keyward login`, or set KEYWARD_ACCESS_TOKEN',
    );
  }
  const { createKeyward, KeywardError } = await import('@keyward/sdk');
  const send = programFetch(flags);
  return createKeyward({
    url,
    accessToken,
    timeoutMs: flags.timeout * MS_PER_SECOND,
    fetch:
      flags.dryRun === true
        ? fetchWithoutChanges(send, (call) => {
            throw new KeywardError('this is a dry run', { code: DRY_RUN, cause: call });
          })
        : send,
  });
}
