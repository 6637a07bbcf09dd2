import type { Migration } from './migration.ts';

/** Long lists of a tag, and of what nobody uses, are gone through in their order by an index alone. */
export const orderedTags: Migration = {
  number: 14,
  name: 'ordered tags',
  up: (db, { orderTags }) => orderTags(db),
};
