import type { Options } from 'minisearch';

/** The index is made and read with the same options. */
export const SEARCH_OPTIONS: Options = {
  fields: ['heading', 'title', 'text'],
  storeFields: ['title', 'heading', 'excerpt'],
  searchOptions: {
    boost: { heading: 4, title: 2 },
    prefix: true,
    fuzzy: (term: string) => (term.length > 4 ? 0.2 : false),
    combineWith: 'AND',
  },
};
