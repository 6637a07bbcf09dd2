import type { ResourceType } from '../app/keyward.ts';

/** `Name, tags, views, critical` */
export function selectorWords({ nameless, tags, views, flags }: ResourceType): string {
  const words = [!nameless && 'name', tags && 'tags', views && 'views', ...flags];
  const said = words.filter((word) => word !== false).join(', ');
  return said === '' ? 'Nothing' : said.charAt(0).toUpperCase() + said.slice(1);
}
