import { escapeHtml } from './escape-html.ts';
import type { GuidePage } from './guide-page.ts';
import type { Rendered } from './render-markdown.ts';

/** Files of the build that every page loads, by their addresses. */
export interface FrameAssets {
  readonly theme: string;
  readonly script: string;
  readonly styles: readonly string[];
  readonly mark: string;
  readonly searchIndex: string;
}

const MARK =
  '<svg class="mark" viewBox="0 0 24 24" aria-hidden="true"><rect class="mark-ground" width="24" height="24" rx="6"/><g class="mark-key" fill="none" stroke-width="2.2" stroke-linecap="round"><circle cx="9.6" cy="12" r="3.9"/><path d="M13.6 12h5.2M17 12v2.4"/></g></svg>';
const MENU =
  '<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="M2 4h12M2 8h12M2 12h12"/></svg>';

/** The whole page: no script and no style stands in it, so that its policy can forbid them. */
export function framePage(
  page: GuidePage,
  { html, sections }: Rendered,
  pages: readonly GuidePage[],
  assets: FrameAssets,
): string {
  const main = `${pointer(page)}
          <article class="prose">
${html}          </article>
          ${neighbours(page, pages)}`;
  const parts = { title: page.title, page, main, beside: contents(sections) };
  return frame(parts, pages, assets);
}

/** What is shown for an address below `/docs` at which there is nothing. */
export function notFoundPage(pages: readonly GuidePage[], assets: FrameAssets): string {
  const links = pages
    .filter(({ group }, place) => pages.findIndex((other) => other.group === group) === place)
    .map((page) => `<li><a href="${page.url}">${escapeHtml(page.label)}</a></li>`);
  const main = `<article class="prose">
<h1 id="not-found">There is no such page</h1>
<p>The guide has nothing at this address. It may have moved, or the address has a slip.</p>
<p><button type="button" class="button" data-opens-search>Search the guide</button></p>
<p>Or begin with one of these:</p>
<ul>${links.join('')}</ul>
          </article>`;
  return frame({ title: 'There is no such page', page: undefined, main, beside: '' }, pages, assets);
}

interface FrameParts {
  readonly title: string;
  /** Undefined where there is none. */
  readonly page: GuidePage | undefined;
  readonly main: string;
  readonly beside: string;
}

function frame(
  { title, page, main, beside }: FrameParts,
  pages: readonly GuidePage[],
  assets: FrameAssets,
): string {
  const styles = assets.styles.map((style) => `<link rel="stylesheet" href="${style}">`).join('\n    ');
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${escapeHtml(title)} · Keyward guide</title>
    <link rel="icon" type="image/svg+xml" href="${assets.mark}">
    ${page === undefined ? '' : `<link rel="alternate" type="text/markdown" href="${page.url}.md">`}
    <script src="${assets.theme}"></script>
    ${styles}
    <script type="module" src="${assets.script}"></script>
  </head>
  <body data-search-index="${assets.searchIndex}">
    <div class="shell guide">
      <a class="skip" href="#main">Skip to content</a>
      <header class="rail" data-open="false">
        <div class="rail-top">
          <a class="rail-name guide-name" href="/docs/quick-start">${MARK}<span>Keyward guide</span></a>
          <button type="button" class="icon-button rail-toggle" aria-expanded="false" aria-controls="rail-menu" aria-label="Menu">${MENU}</button>
        </div>
        <div id="rail-menu" class="rail-menu">
          <div>
            <button type="button" class="rail-find" aria-haspopup="dialog">Search<span class="key" aria-hidden="true">/</span></button>
            <nav aria-label="Pages">${navigation(page, pages)}</nav>
          </div>
          <div class="account guide-foot">
            <label class="guide-theme"><span>Colours</span><select id="theme"><option value="system">System</option><option value="light">Light</option><option value="dark">Dark</option></select></label>
            <a class="rail-link" href="/">Open the console</a>
          </div>
        </div>
      </header>
      <div class="stage guide-stage">
        <main id="main" class="main guide-main" tabindex="-1">
          ${main}
        </main>
        ${beside}
      </div>
    </div>
  </body>
</html>
`;
}

function pointer({ url }: GuidePage): string {
  return `<div class="guide-pointer"><p>For programs and agents: <a href="${url}.md">this page as Markdown</a>, <a href="/llms.txt">the index</a>, <a href="/llms-full.txt">all pages</a>.</p><button type="button" class="button button-small" data-copy-page="${url}.md">Copy as Markdown</button></div>`;
}

function navigation(current: GuidePage | undefined, pages: readonly GuidePage[]): string {
  const groups = [...new Set(pages.map(({ group }) => group))];
  return groups
    .map((group) => {
      const links = pages
        .filter((page) => page.group === group)
        .map((page) => railLink(page, page === current));
      return `<div class="rail-group"><span class="rail-label">${escapeHtml(group)}</span>${links.join('')}</div>`;
    })
    .join('');
}

function railLink({ url, label }: GuidePage, isCurrent: boolean): string {
  const state = isCurrent ? ' active" aria-current="page' : '';
  return `<a class="rail-link${state}" href="${url}">${escapeHtml(label)}</a>`;
}

function contents(sections: Rendered['sections']): string {
  const parts = sections.filter(({ level }) => level === 2);
  if (parts.length < 2) return '';
  const links = parts.map(
    ({ anchor, heading }) => `<li><a href="#${anchor}">${escapeHtml(heading)}</a></li>`,
  );
  return `<nav class="guide-contents" aria-label="On this page"><p>On this page</p><ul>${links.join('')}</ul></nav>`;
}

function neighbours(page: GuidePage, pages: readonly GuidePage[]): string {
  const place = pages.indexOf(page);
  const link = (other: GuidePage | undefined, label: string) =>
    other === undefined
      ? ''
      : `<a class="guide-neighbour" href="${other.url}"><span class="meta">${label}</span>${escapeHtml(other.title)}</a>`;
  const links = link(pages[place - 1], 'Before') + link(pages[place + 1], 'Next');
  return `<nav class="guide-neighbours" aria-label="Neighbouring pages">${links}</nav>`;
}
