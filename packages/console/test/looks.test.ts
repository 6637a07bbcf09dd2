import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { violationsByDay, violationsByDayAndNight } from './axe.ts';
import { consoleRoutes } from './console-routes.ts';
import { openPage, serveConsole } from './open-page.ts';
import { PLACES } from './places.ts';
import { seedMany, seedTokens } from './seed.ts';
import { serviceOfPlaces } from './service-of-places.ts';

const SOURCES = fileURLToPath(new URL('../src', import.meta.url));

/** What layers are made of. */
const PARTS_OF_LAYERS = ['controls/sheet.tsx', 'controls/confirm-dialog.tsx', 'controls/confirm-by-name.tsx'];
/** What stands in place of a panel that could not be fetched: `offline.test.ts` looks at it. */
const WITHOUT_NETWORK = ['shell/page-problem.tsx'];

/** Pages that a place reaches by a click from another. */
const OPENED_BY_CLICK = ['/members/$id/replace/$tokenId'];

/** The parts of the console that open above the page, and a place where each is open. */
const LAYERS: Readonly<Record<string, string>> = {
  'create-token/clone-sheet.tsx': 'clone',
  'create-token/create-sheet.tsx': 'create',
  'controls/filter-shape.tsx': 'filter',
  'controls/select.tsx': 'role of a token',
  'end-token/bulk-dialog.tsx': 'delete several',
  'end-token/delete-dialog.tsx': 'delete',
  'end-token/expiry-dialog.tsx': 'expiry',
  'end-token/status-dialog.tsx': 'disable',
  'gateway-routes/import-sheet.tsx': 'import',
  'gateway-routes/route-sheet.tsx': 'delete route',
  'members/invite-sheet.tsx': 'invite',
  'members/invited-list.tsx': 'invited',
  'members/member-sheet.tsx': 'member',
  'members/remove-dialog.tsx': 'remove member',
  'members/replace-token-sheet.tsx': 'replace',
  'policy/actions-picker.tsx': 'actions',
  'policy/resource-picker.tsx': 'resource',
  'policy/statement-card.tsx': 'statement menu',
  'reset-token/reset-dialog.tsx': 'reset',
  'reset-token/reset-sheet.tsx': 'reset',
  'resource-types/delete-type-dialog.tsx': 'delete type',
  'resource-types/new-type-sheet.tsx': 'new type',
  'resource-types/type-sheet.tsx': 'type',
  'rights/member-rights-sheet.tsx': 'rights of a member',
  'roles/delete-role-dialog.tsx': 'delete role',
  'roles/role-sheet.tsx': 'role',
  'secret/secret-step.tsx': 'uncopied secret',
  'shell/command-palette.tsx': 'palette',
  'shell/shortcut-sheet.tsx': 'shortcuts',
  'teams/delete-team-dialog.tsx': 'delete team',
  'teams/new-team-sheet.tsx': 'new team',
  'teams/team-sheet.tsx': 'team',
  'token/gone-token.tsx': 'gone',
  'token/token-sheet.tsx': 'token',
  'tokens/row-menu.tsx': 'menu',
  'tokens/view-menu.tsx': 'view',
};

/** Behind no sign-in, or by themselves. */
const OPEN_PLACES = ['/login', '/invitation#x', '/password#x', '/activate?code=BBBB-BBBB', '/tokens/a/b/c'];

test('17: every route of the console and whatever opens above a page is among the places that are looked at', async () => {
  const addresses = [...PLACES.map(([, path]) => path), ...OPEN_PLACES, '/welcome'];
  const seen = addresses.map((path) => path.split(/[?#]/)[0] ?? '');
  const missing = (await consoleRoutes()).filter((route) => {
    const shape = new RegExp(`^${route.replaceAll(/\$\w+/g, '(?!new$)[^/]+')}$`);
    return !seen.some((path) => shape.test(path)) && !OPENED_BY_CLICK.includes(route);
  });
  assert.deepEqual(missing, [], 'routes at no place');
  const files = (await readdir(SOURCES, { recursive: true })).filter((path) => path.endsWith('.tsx'));
  const texts = await Promise.all(
    files.map(async (path) => [path, await readFile(join(SOURCES, path), 'utf8')] as const),
  );
  const layers = texts
    .filter(
      ([path, text]) =>
        ![...PARTS_OF_LAYERS, ...WITHOUT_NETWORK].includes(path) &&
        /<(Sheet|ConfirmDialog|ConfirmByName|Popover|Modal)\b/.test(text),
    )
    .map(([path]) => path);
  assert.deepEqual(
    Object.keys(LAYERS).toSorted(),
    layers.toSorted(),
    'what opens above a page is in `LAYERS`',
  );
  const names = PLACES.map(([name]) => name);
  assert.deepEqual(
    Object.values(LAYERS).filter((name) => !names.includes(name)),
    [],
  );
  assert.equal(new Set(names).size, names.length, 'each place has a name of its own');
});

test('17: axe finds nothing on any route and in any open dialog, by day and by night', async (t) => {
  const { service, addressOf } = await serviceOfPlaces(t);
  const page = await openPage(t, service, { colorScheme: 'light' });
  page.on('dialog', (dialog) => dialog.accept());
  const found: string[] = [];
  for (const [name, path, act] of PLACES) {
    await page.goto(addressOf(path));
    await page.locator('h1, h2').first().waitFor({ state: 'attached' });
    const hasRows = path.startsWith('/tokens') && !path.startsWith('/tokens?q');
    if (hasRows) await page.locator('tr[data-token]').first().waitFor({ state: 'attached' });
    await act?.(page);
    found.push(...(await violationsByDayAndNight(page)).map((text) => `${name}: ${text}`));
  }
  for (const path of OPEN_PLACES) {
    await page.goto(service.url + path);
    await page.locator('h1').first().waitFor();
    found.push(...(await violationsByDayAndNight(page)).map((text) => `${path}: ${text}`));
  }
  const fresh = await serveConsole(t, { setUp: false });
  const first = await openPage(t, fresh, { path: '/', isSignedIn: false, colorScheme: 'light' });
  await first.getByRole('heading', { name: 'Create the owner' }).waitFor();
  found.push(...(await violationsByDayAndNight(first)).map((text) => `/welcome: ${text}`));
  assert.deepEqual(found, []);
});

/** What is left of 1280 by 1024 px at 400 % (WCAG 1.4.10). */
const NARROW = { width: 320, height: 256 };

test('17: at 320 px, which is 400 %, nothing is wider than the page and axe finds nothing; only the table scrolls, in its frame', async (t) => {
  const { service, addressOf } = await serviceOfPlaces(t);
  const found: string[] = [];
  const page = await openPage(t, service, { viewport: NARROW, colorScheme: 'light' });
  page.on('dialog', (dialog) => dialog.accept());
  for (const [name, path, act] of [...PLACES, ['login', '/login'] as const]) {
    await page.goto(addressOf(path));
    await page.locator('h1, h2').first().waitFor({ state: 'attached' });
    await act?.(page);
    const wide = await page.evaluate(() => {
      const parts = document.querySelectorAll('html, .sheet-content, .dialog, .palette');
      return Math.max(...[...parts].map((part) => part.scrollWidth - part.clientWidth));
    });
    if (wide > 0) found.push(`${name}: ${wide} px too wide`);
    const squeezed = await page.evaluate(() =>
      [...document.querySelectorAll('.sheet-content > *')]
        .filter((part) => part.scrollHeight > part.clientHeight + 1 && !part.matches('.editor, dl'))
        .map((part) => part.outerHTML.slice(0, 80)),
    );
    found.push(...squeezed.map((text) => `${name}: squeezed ${text}`));
    found.push(...(await violationsByDay(page)).map((text) => `${name}: ${text}`));
  }
  assert.deepEqual(found, []);
});

test('18, 19: colours follow the system from the first paint, a choice stays, and nothing moves when data comes', async (t) => {
  const service = await serveConsole(t);
  await seedTokens(service);
  seedMany(service, 1_284);
  const page = await openPage(t, service, { colorScheme: 'dark', path: '/' });
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  assert.equal(await ground(), 'rgb(15, 20, 18)');
  await page.getByLabel('Light').check();
  assert.equal(await ground(), 'rgb(243, 245, 244)');
  await page.addInitScript(() => {
    const shifts: PerformanceEntryList = [];
    const observer = new PerformanceObserver((list) => {
      shifts.push(...list.getEntries());
    });
    observer.observe({ type: 'layout-shift', buffered: true });
    Object.assign(window, { allShifts: () => [...shifts, ...observer.takeRecords()] });
  });
  await page.goto(`${service.url}/tokens`, { waitUntil: 'commit' });
  assert.equal(await ground(), 'rgb(243, 245, 244)', 'before anything was loaded');
  await page.locator('tr[data-token]').first().waitFor();
  await page.waitForFunction(
    () =>
      document.querySelector('[data-loading]') === null &&
      [...document.querySelectorAll('.health-count')].every((count) => /\d/.test(count.textContent ?? '')),
  );
  const shifted = await page.evaluate(async () => {
    await document.fonts.ready;
    // Whatever came last is painted with the first frame and counted by the second.
    for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame);
    const { allShifts } = window as unknown as { allShifts: () => readonly { readonly value: number }[] };
    return allShifts().reduce((sum, { value }) => sum + value, 0);
  });
  assert.ok(shifted < 0.05, `layout shift ${shifted}`);
});
