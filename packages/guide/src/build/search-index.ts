import MiniSearch from 'minisearch';
import { SEARCH_OPTIONS } from '../page/search-options.ts';
import type { GuidePage } from './guide-page.ts';
import type { Section } from './render-markdown.ts';

const EXCERPT_LENGTH = 120;

/** The index of every section of every page, as text. */
export function searchIndex(
  pages: readonly { readonly page: GuidePage; readonly sections: readonly Section[] }[],
): string {
  const search = new MiniSearch(SEARCH_OPTIONS);
  for (const { page, sections } of pages) {
    for (const { anchor, heading, level, text } of sections) {
      const plain = text.replace(/\s+/g, ' ').trim();
      search.add({
        id: level === 1 ? page.url : `${page.url}#${anchor}`,
        title: page.title,
        heading,
        text: plain,
        excerpt: plain.slice(0, EXCERPT_LENGTH),
      });
    }
  }
  return JSON.stringify(search);
}
