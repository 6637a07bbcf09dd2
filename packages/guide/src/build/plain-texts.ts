import type { GuidePage } from './guide-page.ts';
import type { LinkTargets } from './link-targets.ts';
import { withLinks } from './render-markdown.ts';

const SUMMARY =
  'Keyward is an access-token service that you run yourself: it issues bearer tokens to people and programs, checks each call by its token, and records every change.';

/** The Markdown of a page as it is served, with a line at the top that leads to the others. */
export function markdownOf(page: GuidePage, links: LinkTargets): string {
  const pointer =
    '> For programs and agents: [/llms.txt](/llms.txt) lists every page, [/llms-full.txt](/llms-full.txt) holds them all, and any page is Markdown with `.md` after its address.';
  const text = withLinks(page.markdown, (target) => links(target, '.md')).replace(/ \{#[\w-]+\}$/gm, '');
  return `${pointer}\n\n${text}`;
}

/** The index by the convention of llmstxt.org: a title, a summary, and links with what they lead to. */
export function llmsIndex(pages: readonly GuidePage[]): string {
  const groups = [...new Set(pages.map(({ group }) => group))];
  const lists = groups.map((group) => {
    const lines = pages
      .filter((page) => page.group === group)
      .map((page) => `- [${page.title}](${page.url}.md): ${firstSentence(page.markdown)}`);
    return `## ${group}\n\n${lines.join('\n')}\n`;
  });
  const machine =
    '## For programs\n\n- [OpenAPI as JSON](/openapi.json): the description of the API\n- [OpenAPI as YAML](/openapi.yaml): the same\n- [All pages](/llms-full.txt): the whole guide as one text\n';
  return `# Keyward\n\n> ${SUMMARY}\n\n${lists.join('\n')}\n${machine}`;
}

export function llmsFull(pages: readonly { readonly url: string; readonly markdown: string }[]): string {
  return pages.map(({ url, markdown }) => `<!-- ${url} -->\n\n${markdown.trim()}\n`).join('\n');
}

/** What a page begins with, without links and marks. */
export function firstSentence(markdown: string): string {
  const paragraph = markdown.split('\n\n').find((part) => /^[A-Za-z[`]/.test(part)) ?? '';
  const plain = paragraph.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('\n', ' ');
  return /^.+?[.:](?= |$)/.exec(plain)?.[0].replace(/:$/, '.') ?? plain;
}
