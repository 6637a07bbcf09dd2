import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { violationsByDayAndNight } from '../../console/test/axe.ts';
import { openPage, serveConsole } from '../../console/test/open-page.ts';
import { GUIDE_DIRECTORY } from '../../server/src/index.ts';

/** The pages of the reference are made alike: one stands for the others. */
const pages = globSync('docs/**/*.html', { cwd: GUIDE_DIRECTORY })
  .map((path) => `/${path.replace(/\.html$/, '')}`)
  .filter((path) => !path.startsWith('/docs/reference/') || path.endsWith('/access-tokens'))
  .sort();

const NARROW = { width: 320, height: 640 };
const WIDE = { width: 1280, height: 800 };

/** What every page has, and more of what a page has already, needs no second look; axe needs seconds for it. */
const thinOut = (page: Page, isFirst: boolean) =>
  page.evaluate((keepsRail) => {
    if (!keepsRail) document.querySelector('.rail')?.replaceChildren();
    const more = 'tr:nth-child(n + 6), .prose > :nth-child(n + 24), .guide-contents li:nth-child(n + 6)';
    for (const part of document.querySelectorAll(more)) part.remove();
  }, isFirst);

test('axe finds nothing on any page of the guide, by day and by night, and none is wider than 320 px', async (t) => {
  const service = await serveConsole(t);
  const page = await openPage(t, service, { isSignedIn: false, path: '/docs', colorScheme: 'light' });
  const found: string[] = [];
  for (const path of pages) {
    await page.goto(service.url + path);
    await page.setViewportSize(NARROW);
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (wide > 0) found.push(`${path}: ${wide} px too wide at 320 px`);
    await page.setViewportSize(WIDE);
    await thinOut(page, path === pages[0]);
    found.push(...(await violationsByDayAndNight(page)).map((text) => `${path}: ${text}`));
  }
  assert.deepEqual(found, []);
  assert.ok(pages.length > 30, `${pages.length} pages`);
});
