import type { Migration } from './migration.ts';

/** Long lists of a tag, of what nobody uses, and of members are gone through and counted without a look at their rows. */
export const shorterLists: Migration = {
  number: 14,
  name: 'shorter lists',
  up: (db, { shortenLists }) => shortenLists(db),
};
