/** The guide as it was built: whole, without a dead link, and with nothing in a page that its policy would stop. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { FAILURE_CODES, GUIDE_DIRECTORY } from '../packages/server/src/index.ts';

interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly 'x-keyward-access': { readonly needs: readonly { readonly action: string }[] };
}

const SPEC: { paths: Record<string, Record<string, Operation>>; components: { schemas: object } } =
  JSON.parse(readFileSync('spec/openapi.json', 'utf8'));
const navigation: { pages: { source: string }[] }[] = JSON.parse(
  readFileSync('packages/guide/navigation.json', 'utf8'),
);
const read = (url: string) => readFileSync(join(GUIDE_DIRECTORY, url), 'utf8');
const pages = globSync('docs/**/*.html', { cwd: GUIDE_DIRECTORY })
  .map((path) => `/${path.replace(/\.html$/, '')}`)
  .sort();
const pageText = new Map(pages.map((url) => [url, read(`${url}.html`)]));

function attributes(html: string, name: string): string[] {
  return [...html.matchAll(new RegExp(` ${name}="([^"]*)"`, 'g'))].map(([, value = '']) => value);
}

test('every document is a page of the navigation, but for the records of decisions', () => {
  const listed = navigation.flatMap((group) => group.pages.map(({ source }) => source));
  assert.equal(new Set(listed).size, listed.length, 'no page is listed twice');
  const documents = globSync(['docs/**/*.md', 'examples/**/*.mjs'], { exclude: ['docs/adr/**'] });
  assert.deepEqual(documents.filter((path) => !listed.includes(path)).sort(), []);
});

test('every link of every page leads to something of this service that is there, to its heading too', () => {
  const dead: string[] = [];
  let links = 0;
  for (const [url, html] of [...pageText, ['/not-found', read('/not-found.html')] as const]) {
    const ids = attributes(html, 'id');
    assert.equal(new Set(ids).size, ids.length, `${url} has no id twice`);
    for (const target of [...attributes(html, 'href'), ...attributes(html, 'src')]) {
      links++;
      if (target === '/' || /^(https:|mailto:)/.test(target)) continue;
      const [path = '', anchor] = target.split('#');
      const there = path === '' ? html : pageText.get(path);
      const isFile = there !== undefined || (path.startsWith('/') && existsSync(join(GUIDE_DIRECTORY, path)));
      if (!isFile || (anchor !== undefined && !there?.includes(` id="${anchor}"`)))
        dead.push(`${url}: ${target}`);
    }
  }
  assert.deepEqual(dead, []);
  assert.ok(links > 1_000, `${links} links`);
});

test('no script, style or handler stands in a page, and nothing is fetched from another host', () => {
  for (const [url, html] of [...pageText, ['/not-found', read('/not-found.html')] as const]) {
    assert.doesNotMatch(html, /<style|<iframe|<object|<base| style="| on[a-z]+="|javascript:/, url);
    for (const [script] of html.matchAll(/<script[^>]*>[^<]*/g))
      assert.match(script, /^<script (type="module" )?src="\/docs\/assets\/[\w-]+\.js">$/, url);
    for (const source of attributes(html, 'src')) assert.match(source, /^\/docs\/assets\//, url);
  }
});

test('every page is there as Markdown, whose links lead on, and both indexes name every page', () => {
  const index = read('/llms.txt');
  const full = read('/llms-full.txt');
  for (const [url, html] of pageText) {
    const markdown = read(`${url}.md`);
    assert.match(markdown, /^> For programs and agents: \[\/llms\.txt\]/, url);
    const [, title = ''] = /^# (.+)$/m.exec(markdown) ?? [];
    assert.ok(html.includes(`<title>${title.replaceAll('&', '&amp;')} · `), url);
    assert.ok(html.includes(`data-copy-page="${url}.md"`), url);
    assert.ok(index.includes(`](${url}.md): `), url);
    assert.ok(full.includes(markdown.trim()), url);
    const prose = markdown.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');
    for (const [, target = ''] of prose.matchAll(/\]\((\/[^)\s#]*)[^)\s]*\)/g))
      assert.ok(
        target === '/' || existsSync(join(GUIDE_DIRECTORY, target)) || pageText.has(target),
        `${url}: ${target}`,
      );
  }
});

test('the reference has each operation with what it needs, and each schema, and no other', () => {
  const operations = Object.values(SPEC.paths).flatMap((methods) => Object.values(methods));
  const found = new Set<string>();
  for (const [url, html] of pageText) {
    if (!url.startsWith('/docs/reference/') || url.endsWith('/schemas')) continue;
    const sections = html.split(/<h2 id="/).slice(1);
    for (const section of sections) {
      const [, id = ''] = /^(\w+)"/.exec(section) ?? [];
      const operation = operations.find(({ operationId }) => operationId === id);
      assert.ok(operation, `${url} has no operation ${id} to tell of`);
      found.add(id);
      for (const { action } of operation['x-keyward-access'].needs)
        assert.ok(section.includes(`<code>${action}</code>`), `${id} needs ${action}`);
    }
  }
  assert.deepEqual([...found].sort(), operations.map(({ operationId }) => operationId).sort());
  const schemas = attributes(pageText.get('/docs/reference/schemas')?.split('<h1')[1] ?? '', 'id').slice(1);
  const known = Object.keys(SPEC.components.schemas);
  assert.deepEqual(schemas.filter((id) => !/^(main|rail-menu|theme)$/.test(id)).sort(), known.sort());
  assert.deepEqual(JSON.parse(read('/openapi.json')), SPEC);
  assert.deepEqual(parse(read('/openapi.yaml')), SPEC);
});

test('each error code has its place on the page of errors', () => {
  const ids = attributes(pageText.get('/docs/errors') ?? '', 'id');
  for (const code of FAILURE_CODES) assert.ok(ids.includes(code), code);
});
