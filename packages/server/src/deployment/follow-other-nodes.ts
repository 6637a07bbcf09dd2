import type { NumberedChange } from '../storage/change-log-store.ts';
import { followChanges } from '../verification/follow-changes.ts';
import type { Deployment } from './deployment.ts';

const LONGEST_INTERVAL_MS = 1_000;
const SYNCS_IN_A_LEASE = 5;

/**
 * Keeps memory true to what other nodes change, as long as there may be any; answers when it has caught up, or could not.
 *
 * @param watch.onChanges is told of what was changed elsewhere or here, once it is out of memory
 * @returns ends it
 */
export async function followOtherNodes(
  { store: { feed }, revocationLog, maxStalenessMs }: Deployment,
  watch: {
    readonly onChanges: (changes: readonly NumberedChange[]) => void;
    readonly onFailure: (error: unknown) => void;
  },
): Promise<() => Promise<void>> {
  if (feed === undefined || revocationLog === undefined) return async () => undefined;
  const everyMs = Math.min(LONGEST_INTERVAL_MS, maxStalenessMs / SYNCS_IN_A_LEASE);
  const { first, stop } = followChanges(revocationLog, feed, { everyMs, ...watch });
  await first;
  return stop;
}
