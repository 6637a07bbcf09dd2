import type { Store } from '../storage/store.ts';
import type { FellowWorkers } from './fellow-workers.ts';

/**
 * The store of a worker: a change is acknowledged once it is out of the memory of every other worker of the node.
 *
 * It stands right on the database: whoever is told of a commit is told in the turn in which `change` resolves, so what is under way
 * then holds it.
 */
export function tellFellows(store: Store, fellows: Pick<FellowWorkers, 'tell'>): Store {
  const underWay = new Set<Promise<void>>();
  store.onChange((entities) => {
    const telling = fellows.tell(entities);
    underWay.add(telling);
    void telling.then(() => underWay.delete(telling));
  });

  const telling: Pick<Store, 'change'> = {
    async change(clock, work) {
      const result = await store.change(clock, work);
      await Promise.all(underWay);
      return result;
    },
  };
  return Object.assign(Object.create(store), telling);
}
