import type { Migration } from './migration.ts';

/** Members, roles and teams with given ids are found by their ids, however many an account has. */
export const sizes: Migration = {
  number: 16,
  name: 'sizes',
  up: (db, { tellSizes }) => tellSizes(db),
};
