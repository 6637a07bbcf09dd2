import { join, normalize } from 'node:path';
import type { GuidePage } from './guide-page.ts';

/**
 * Where a link leads that stands in the Markdown of a page: an address, with an ending for programs that read Markdown, or undefined for
 * what is in the repository and no page. What is nowhere, `npm run check` has found.
 */
export type LinkTargets = (target: string, ending?: '' | '.md') => string | undefined;

export function linkTargets(
  { source }: GuidePage,
  pages: readonly GuidePage[],
  assets: ReadonlyMap<string, string>,
): LinkTargets {
  const urls = new Map(pages.flatMap((page) => (page.source === undefined ? [] : [[page.source, page.url]])));
  return (target, ending = '') => {
    if (/^(?:https?:|mailto:|[#/])/.test(target)) return target;
    const [path = '', anchor] = target.split('#');
    const file = normalize(join(source ?? '', '..', path));
    const url = urls.get(file);
    if (url === undefined) return assets.get(file);
    return `${url}${ending}${anchor === undefined ? '' : `#${anchor}`}`;
  };
}
