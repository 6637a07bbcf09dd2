/** Writes the guide as it is served, below `packages/server/guide`: the set-up script runs it when something changed. */
import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { bundleAssets } from './bundle-assets.ts';
import { readGuidePages } from './guide-page.ts';
import { linkTargets } from './link-targets.ts';
import { framePage, notFoundPage } from './page-frame.ts';
import { llmsFull, llmsIndex, markdownOf } from './plain-texts.ts';
import { renderMarkdown } from './render-markdown.ts';
import { searchIndex } from './search-index.ts';

const PACKAGE = 'packages/guide';
const OUTPUT = 'packages/server/guide';
const SPEC = 'spec/openapi.json';
const MARK = 'packages/console/src/mark.svg';

const pages = readGuidePages();
const bundle = await bundleAssets(PACKAGE, resolve(OUTPUT));
const pictures = new Map(
  globSync('docs/pictures/*').map((path) => [path, writeAsset(path, readFileSync(path))]),
);

const rendered = pages.map((page) => {
  const links = linkTargets(page, pages, pictures);
  return { page, links, ...renderMarkdown(page.markdown, links) };
});
const assets = {
  ...bundle,
  mark: writeAsset(MARK, readFileSync(MARK)),
  searchIndex: writeAsset('search.json', searchIndex(rendered)),
};
const texts = rendered.map(({ page, links }) => ({ url: page.url, markdown: markdownOf(page, links) }));
for (const { page, ...content } of rendered)
  write(`${page.url}.html`, framePage(page, content, pages, assets));
write('/not-found.html', notFoundPage(pages, assets));
for (const { url, markdown } of texts) write(`${url}.md`, markdown);
write('/llms.txt', llmsIndex(pages));
write('/llms-full.txt', llmsFull(texts));
const spec = readFileSync(SPEC, 'utf8');
write('/openapi.json', spec);
write('/openapi.yaml', stringify(JSON.parse(spec)));
rmSync(join(OUTPUT, 'manifest.json'));

function write(url: string, content: string | Buffer): void {
  const path = join(OUTPUT, url);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

/** Under a name that holds a digest of its content, so that it can be kept for ever. */
function writeAsset(name: string, content: string | Buffer): string {
  const digest = createHash('sha256').update(content).digest('base64url').slice(0, 8);
  const extension = extname(name);
  const url = `/docs/assets/${name.split('/').at(-1)?.slice(0, -extension.length)}-${digest}${extension}`;
  write(url, content);
  return url;
}
