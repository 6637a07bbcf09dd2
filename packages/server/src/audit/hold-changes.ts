import type { Store } from '../storage/store.ts';
import type { AuditBacklog } from './audit-backlog.ts';

/**
 * The store as use cases see it: nothing is changed while refusals cannot be written to the audit log. It stands
 * before the store itself, so that no change can forget to ask.
 */
export function holdChanges(store: Store, backlog: AuditBacklog): Store {
  const held: Pick<Store, 'change'> = {
    async change(clock, work) {
      await backlog.requireWritable();
      return store.change(clock, work);
    },
  };
  return Object.assign(Object.create(store), held);
}
