import { existsSync } from 'node:fs';
import { join, normalize } from 'node:path';
import type { GuidePage } from './guide-page.ts';

/** Where links of a page lead. */
export interface LinkTargets {
  /** The address on the site of a link as it stands in Markdown. */
  addressOf(target: string): string;
  /** The same for a program that reads Markdown. */
  markdownAddressOf(target: string): string;
}

/** @throws Error from its methods for a link that leads to nothing of the site */
export function linkTargets(
  page: GuidePage,
  pages: readonly GuidePage[],
  assets: ReadonlyMap<string, string>,
): LinkTargets {
  const urls = new Map(pages.flatMap(({ source, url }) => (source === undefined ? [] : [[source, url]])));
  const resolve = (target: string, extension: string): string => {
    if (/^(?:https?|mailto):|^#/.test(target)) return target;
    if (target.startsWith('/')) return target;
    const [path = '', anchor] = target.split('#');
    const file = normalize(join(page.source ?? '', '..', path));
    const url = urls.get(file);
    const asset = assets.get(file);
    if (url !== undefined) return `${url}${extension}${anchor === undefined ? '' : `#${anchor}`}`;
    if (asset !== undefined) return asset;
    const what = existsSync(file) ? 'is no page: put it into `navigation.json`' : 'does not exist';
    throw new Error(`${page.source}: the link \`${target}\` leads to \`${file}\`, which ${what}`);
  };
  return {
    addressOf: (target) => resolve(target, ''),
    markdownAddressOf: (target) => resolve(target, '.md'),
  };
}
