import { StorageUnavailable, type Store } from '../storage/store.ts';
import type { RevocationJournal } from './revocation-journal.ts';

/**
 * The store with a journal: a change is acknowledged once it is in the journal, and none is begun while the journal cannot be
 * written. A change that was committed just before the journal failed is answered as unavailable; it is made, and stands in
 * the journal as soon as that can be written.
 */
export function journalChanges(store: Store, journal: RevocationJournal): Store {
  let isBehind = false;
  async function catchUp(): Promise<void> {
    isBehind = true;
    await journal.catchUp();
    isBehind = false;
  }

  const journaled: Pick<Store, 'change' | 'isSuperseded'> = {
    async change(clock, work) {
      if (journal.isSuperseded) throw new StorageUnavailable('another copy of the data goes on');
      if (isBehind) await catchUp();
      const result = await store.change(clock, work);
      await catchUp();
      return result;
    },
    isSuperseded: () => journal.isSuperseded,
  };
  return Object.assign(Object.create(store), journaled);
}
