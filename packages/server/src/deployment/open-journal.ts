import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { journalChanges } from '../journal/journal-changes.ts';
import { RevocationJournal } from '../journal/revocation-journal.ts';
import { openJournalFile } from '../storage/journal-file.ts';
import type { Store } from '../storage/store.ts';

/** The changes of other nodes are in the journal after this time at the latest. */
const FOLLOW_EVERY_MS = 1_000;

/** The store with the revocation journal that a setting names, or without. @throws ConfigRefused, StorageUnavailable */
export async function openJournal(
  { revocationJournal }: Pick<Config, 'revocationJournal'>,
  store: Store,
  clock: Clock,
): Promise<{ readonly store: Store; close(): Promise<void> }> {
  if (revocationJournal === undefined) return { store, close: async () => undefined };
  const journal = await RevocationJournal.open(openJournalFile(revocationJournal), store, clock);
  const follow = () => journal.catchUp().catch(() => undefined);
  const timer = setInterval(follow, FOLLOW_EVERY_MS).unref();
  return {
    store: journalChanges(store, journal),
    close() {
      clearInterval(timer);
      return follow();
    },
  };
}
