import { Marked, type Tokens } from 'marked';
import { escapeHtml } from './escape-html.ts';
import { headingAnchor } from './heading-anchor.ts';
import { highlight } from './highlight.ts';
import type { LinkTargets } from './link-targets.ts';

/** What stands below one heading, as plain text. */
export interface Section {
  readonly anchor: string;
  readonly heading: string;
  readonly level: number;
  readonly text: string;
}

export interface Rendered {
  readonly html: string;
  /** The first is that of the title. */
  readonly sections: readonly Section[];
}

/** Headings of generated pages may name their anchor: `## Create an access token {#postToken}`. */
const NAMED_ANCHOR = / \{#([\w-]+)\}$/;

/** Raw HTML is shown as it stands; a link to what is no page names the file. */
export function renderMarkdown(markdown: string, links: LinkTargets): Rendered {
  const sections: { anchor: string; heading: string; level: number; texts: string[] }[] = [];
  const used = new Map<string, number>();
  const ofHeadings = new WeakSet<object>();
  const marked = new Marked({
    gfm: true,
    walkTokens: (token) => {
      if (token.type === 'code') sections.at(-1)?.texts.push(token.text);
      const isText = (token.type === 'text' && token.tokens === undefined) || token.type === 'codespan';
      if (isText && !ofHeadings.has(token)) sections.at(-1)?.texts.push(token.text);
      if (token.type !== 'heading') return;
      for (const part of token.tokens ?? []) ofHeadings.add(part);
      const [, named] = NAMED_ANCHOR.exec(token.text) ?? [];
      const heading = token.text.replace(NAMED_ANCHOR, '').replace(/[`*]/g, '');
      const plain = named ?? headingAnchor(heading);
      const count = used.get(plain) ?? 0;
      used.set(plain, count + 1);
      const anchor = count === 0 ? plain : `${plain}-${count}`;
      sections.push({ anchor, heading, level: token.depth, texts: [] });
    },
  });
  let headings = 0;
  marked.use({
    renderer: {
      html: ({ text }) => escapeHtml(text),
      heading({ tokens, depth }) {
        const anchor = sections[headings++]?.anchor ?? '';
        const inside = this.parser.parseInline(tokens).replace(NAMED_ANCHOR, '');
        if (depth === 1) return `<h1 id="${anchor}">${inside}</h1>\n`;
        const link = `<a class="anchor" href="#${anchor}" aria-label="Link to this section">#</a>`;
        return `<h${depth} id="${anchor}">${inside}${link}</h${depth}>\n`;
      },
      code: ({ text, lang = '' }) => codeBlock(text, lang.split(' ')[0] ?? ''),
      link({ href, tokens }) {
        const inside = this.parser.parseInline(tokens);
        const address = links(href);
        if (address === undefined) return `${inside} (<code>${escapeHtml(href)}</code> in the repository)`;
        return `<a href="${escapeHtml(address)}">${inside}</a>`;
      },
      image: ({ href, text }) =>
        `<img src="${escapeHtml(links(href) ?? href)}" alt="${escapeHtml(text)}" loading="lazy">`,
      table(token) {
        const head = token.header.map(
          (cell) => `<th scope="col">${this.parser.parseInline(cell.tokens)}</th>`,
        );
        const row = (cells: Tokens.TableCell[]) =>
          `<tr>${cells.map((cell) => `<td>${this.parser.parseInline(cell.tokens)}</td>`).join('')}</tr>`;
        const label = escapeHtml(sections[headings - 1]?.heading ?? 'Table');
        return `<div class="table" role="region" tabindex="0" aria-label="Table: ${label}"><table><thead><tr>${head.join('')}</tr></thead><tbody>${token.rows.map(row).join('')}</tbody></table></div>\n`;
      },
    },
  });
  const html = marked.parse(withoutStatusLists(markdown), { async: false });
  return { html, sections: sections.map(({ texts, ...section }) => ({ ...section, text: texts.join(' ') })) };
}

/** `404. There is no …` is a status and a sentence; Markdown takes it for the 404th item of a list. */
function withoutStatusLists(markdown: string): string {
  return markdown.replace(/^(\d{3})\. /gm, '$1\\. ');
}

function codeBlock(code: string, language: string): string {
  const name = language === '' ? 'text' : language;
  return `<div class="code"><pre tabindex="0"><code class="language-${escapeHtml(name)}">${highlight(code, language)}</code></pre></div>\n`;
}

/** Markdown with its links changed, where there is something to change them to; code stays as it is. */
export function withLinks(markdown: string, change: (target: string) => string | undefined): string {
  return markdown.replace(
    /^```[\s\S]*?^```|`[^`\n]*`|\]\(([^)\s]+)\)/gm,
    (whole, target: string | undefined) => (target === undefined ? whole : `](${change(target) ?? target})`),
  );
}
