import { setTimeout as sleep } from 'node:timers/promises';
import type { Deployment } from '../deployment/deployment.ts';
import type { SecretUse } from '../storage/token-store.ts';
import type { AccessToken, TokenUse } from '../tokens/access-token.ts';

const LOOK_MS = 500;
/** Uses on other nodes are known once those have written them. */
const LOOK_IN_STORE_EVERY = 6;
const ASK_FELLOWS_EVERY = 2;

export interface WatchedUse extends TokenUse {
  /** Whether it was one of the older secrets. */
  readonly isSuperseded: boolean;
}

/**
 * The uses of a token, newer than the one before: from the memory of this process and of its fellow workers, and from the store
 * for those of other nodes. Between them undefined, as a sign of life. Ends with the signal.
 *
 * @param find reads the token at each look into the store, for somebody who still may see it
 * @throws what `find` throws: nothing is told after that
 */
export async function* watchTokenUse(
  { usage, store, clock, fellows }: Deployment,
  { accountId, id }: AccessToken,
  find: () => Promise<AccessToken>,
  signal: AbortSignal,
): AsyncGenerator<WatchedUse | undefined> {
  const { tokens } = store.reads;
  let latestAt = 0;
  for (let look = 0; !signal.aborted; look++) {
    const isStoreDue = look % LOOK_IN_STORE_EVERY === 0;
    const isAskDue = look % ASK_FELLOWS_EVERY === 0;
    const elsewhere = isAskDue ? await fellows?.lastUseOf(id) : undefined;
    const remembered = newerOf(usage.lastUseOf(id), elsewhere);
    const isNew = remembered !== undefined && remembered.at > latestAt;
    if (isStoreDue || isNew) {
      const [found, older] = await Promise.all([
        find(),
        tokens.listPreviousSecrets(accountId, [id], clock.now()),
      ]);
      const stored = found.lastUse;
      const use = stored !== null && stored.at > (remembered?.at ?? 0) ? stored : remembered;
      if (use !== undefined && use.at > latestAt) {
        latestAt = use.at;
        const isSuperseded =
          use === remembered
            ? older.some((secret) => secret.id === remembered.secretId)
            : older.some(({ lastUsedAt }) => lastUsedAt === use.at);
        yield { at: use.at, address: use.address, agent: use.agent, isSuperseded };
      } else if (isStoreDue) {
        yield undefined;
      }
    }
    await sleep(LOOK_MS, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

function newerOf(one: SecretUse | undefined, other: SecretUse | undefined): SecretUse | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return other.at > one.at ? other : one;
}
