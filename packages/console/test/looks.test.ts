import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { violationsByDay, violationsByDayAndNight } from './axe.ts';
import { openPage, serveConsole } from './open-page.ts';

import { seedMany, seedTeam, seedTokens } from './seed.ts';
import { seedShop } from './seed-shop.ts';

type Act = (page: Page) => Promise<unknown>;

const openMenu: Act = async (page) => {
  await page.getByLabel('Actions for ci-deploy').click();
  await page.getByRole('menu').waitFor();
};

const tryDenied: Act = async (page) => {
  await page.getByLabel('Action', { exact: true }).fill('viewRole');
  await page.getByLabel('Resource', { exact: true }).fill('member/ada');
  await page.getByText('Denied by default').waitFor();
};

/** Every route, and each dialog and menu open. */
const PLACES: readonly (readonly [name: string, path: string, act?: Act])[] = [
  ['home', '/'],
  ['tokens', '/tokens'],
  ['menu', '/tokens', openMenu],
  [
    'filter',
    '/tokens',
    async (page) => {
      await page.getByRole('button', { name: 'Type', exact: true }).click();
      await page.getByRole('menu').waitFor();
    },
  ],
  ['bulk', '/tokens', (page) => page.getByLabel('Select all on this page').check()],
  ['no match', '/tokens?q=nothing-like-this'],
  ['members', '/members'],
  ['invite', '/members/new', (page) => page.getByLabel('E-mail addresses').waitFor()],
  [
    'member',
    '/members',
    async (page) => {
      await page.getByRole('link', { name: 'Ada Lovelace' }).first().click();
      await page.getByRole('button', { name: 'Save role' }).waitFor();
    },
  ],
  [
    'replace',
    '/members',
    async (page) => {
      await page.getByRole('link', { name: 'Ada Lovelace' }).first().click();
      await page.getByRole('link', { name: 'Make a service token in place of ci-deploy' }).click();
      await page.getByLabel('This is a service token').waitFor();
    },
  ],
  ['roles', '/roles', (page) => page.locator('summary').first().click()],
  ['new role', '/roles/-/new', (page) => page.getByRole('button', { name: 'Add statement' }).waitFor()],
  ['role policy', '/roles/-/new?from=keyward-auditor', tryDenied],
  [
    'actions',
    '/roles/-/new?from=keyward-auditor',
    async (page) => {
      await page.getByRole('button', { name: 'Actions: viewAuditLog' }).click();
      await page.getByRole('option', { name: 'Every action' }).waitFor();
    },
  ],
  [
    'resource',
    '/roles/-/new?from=keyward-auditor',
    async (page) => {
      await page.getByRole('button', { name: 'Resource: team, team/*' }).click();
      await page.getByLabel('As it is written').waitFor();
    },
  ],
  [
    'role as JSON',
    '/roles/-/new?from=keyward-auditor',
    async (page) => {
      await page.getByLabel('JSON', { exact: true }).check();
      await page.locator('.cm-content').waitFor();
    },
  ],
  ['role', '/roles/keyward-verifier', (page) => page.getByRole('button', { name: 'Clone role' }).waitFor()],
  [
    'who can',
    '/who-can?type=acct&action=viewAuditLog&resource=acct',
    (page) => page.getByRole('region', { name: 'Tokens' }).getByText('Holder:').first().waitFor(),
  ],
  [
    'effective permissions',
    '/tokens/:id#permissions',
    async (page) => {
      await page.getByLabel('Search actions').fill('role/');
      await page.getByRole('button', { name: 'updatePolicy' }).click();
      await page.locator('.matrix .decision').waitFor();
    },
  ],
  ['teams', '/teams', (page) => page.getByRole('link', { name: 'Web shop' }).waitFor()],
  ['new team', '/teams/-/new', (page) => page.getByRole('button', { name: 'Add attribute' }).click()],
  [
    'team',
    '/teams/web',
    async (page) => {
      await page.getByRole('button', { name: 'Add members' }).click();
      await page.getByLabel('Who: search').fill('ada');
      await page.getByRole('button', { name: /^Ada Lovelace/ }).waitFor();
    },
  ],
  ['team roles', '/teams/web', (page) => page.getByRole('tab', { name: 'Roles' }).click()],
  [
    'delete team',
    '/teams/web',
    async (page) => {
      await page.getByRole('button', { name: 'Delete team' }).click();
      await page.getByRole('alertdialog').getByText('Ada Lovelace').waitFor();
    },
  ],
  ['quick start', '/quick-start', (page) => page.getByText(/of 4 steps done/).waitFor()],
  ['audit', '/audit'],
  ['audit entry', '/audit', (page) => page.locator('.timeline-line').first().click()],
  ['settings', '/settings'],
  [
    'limits',
    '/settings/limits',
    async (page) => {
      await page.getByLabel('Longest life').fill('20');
      await page.getByText('Would affect').waitFor();
    },
  ],
  [
    'resource types',
    '/settings/resource-types',
    (page) => page.getByRole('link', { name: 'order' }).waitFor(),
  ],
  [
    'new type',
    '/settings/resource-types/new',
    (page) => page.getByRole('button', { name: 'Save type' }).waitFor(),
  ],
  [
    'type',
    '/settings/resource-types/type/order',
    async (page) => {
      await page.getByRole('button', { name: 'Edit type' }).click();
      await page.getByLabel('Remove action changeOrder').click();
      await page.getByText('This cannot be saved yet').waitFor();
    },
  ],
  [
    'gateway routes',
    '/settings/gateway-routes',
    async (page) => {
      await page.getByRole('button', { name: 'Try', exact: true }).click();
      await page.getByText('No route speaks of it').waitFor();
    },
  ],
  [
    'route',
    '/settings/gateway-routes/edit/admin',
    (page) => page.getByLabel('Path', { exact: true }).nth(1).waitFor(),
  ],
  ['import', '/settings/gateway-routes/import', (page) => page.getByLabel('File', { exact: true }).waitFor()],
  ['authorization', '/settings/authorization'],
  ['create', '/tokens/new'],
  [
    'role',
    '/tokens/new',
    async (page) => {
      await page.getByRole('button', { name: 'Reader Role' }).click();
      await page.getByRole('listbox').waitFor();
    },
  ],
  [
    'policy',
    '/tokens/new?policy=W10',
    (page) => page.getByRole('button', { name: 'Add statement' }).waitFor(),
  ],
  ['token', '/tokens/:id', (page) => page.getByRole('tab', { name: 'Overview' }).waitFor()],
  ['usage', '/tokens/:id', (page) => page.getByRole('tab', { name: 'Usage' }).click()],
  ['permissions', '/tokens/:id', (page) => page.getByRole('tab', { name: 'Permissions' }).click()],
  ['activity', '/tokens/:id', (page) => page.getByRole('tab', { name: 'Activity' }).click()],
  ['clone', '/tokens/:id/clone', (page) => page.getByLabel('Name', { exact: true }).waitFor()],
  ['reset', '/tokens/:id/reset', (page) => page.getByRole('button', { name: 'Reset Token' }).click()],
  [
    'delete',
    '/tokens',
    async (page) => {
      await openMenu(page);
      await page.getByRole('menuitem', { name: 'Delete token' }).click();
      await page.getByRole('alertdialog').waitFor();
    },
  ],
  [
    'expiry',
    '/tokens',
    async (page) => {
      await openMenu(page);
      await page.getByRole('menuitem', { name: 'Change expiry' }).click();
      await page.getByRole('alertdialog').waitFor();
    },
  ],
  [
    'view',
    '/tokens',
    async (page) => {
      await page.getByRole('button', { name: 'View', exact: true }).click();
      await page.getByRole('menu').waitFor();
    },
  ],
  [
    'palette',
    '/tokens',
    async (page) => {
      await page.getByRole('link', { name: 'ci-deploy' }).waitFor();
      await page.keyboard.press('Control+k');
      await page.locator('.palette-input').fill('deploy');
      await page.getByRole('menuitem', { name: /ci-deploy/ }).waitFor();
    },
  ],
  ['edit permissions', '/tokens/:id#permissions', (page) => page.getByText('Edit permissions').click()],
  ['shortcuts', '/tokens', (page) => page.keyboard.press('?')],
  ['gone', `/tokens/${'f'.repeat(24)}`],
  [
    'secret',
    '/tokens/new?name=axe&role=reader',
    async (page) => {
      await page.getByRole('button', { name: 'Save token' }).click();
      await page.locator('[data-secret]').waitFor();
    },
  ],
];

test('17: axe finds nothing on any route and in any open dialog, by day and by night', async (t) => {
  const service = await serveConsole(t);
  const seeded = await seedTokens(service);
  await seedShop(service);
  await seedTeam(service);
  const id = seeded.get('ci-deploy')?._id ?? '';
  const page = await openPage(t, service, { colorScheme: 'light' });
  page.on('dialog', (dialog) => dialog.accept());
  const found: string[] = [];
  for (const [name, path, act] of PLACES) {
    await page.goto(service.url + path.replace(':id', id));
    await page.locator('h1, h2').first().waitFor({ state: 'attached' });
    const hasRows = path.startsWith('/tokens') && !path.startsWith('/tokens?q');
    if (hasRows) await page.locator('tr[data-token]').first().waitFor({ state: 'attached' });
    await act?.(page);
    found.push(...(await violationsByDayAndNight(page)).map((text) => `${name}: ${text}`));
  }
  for (const path of ['/login', '/invitation#x', '/activate?code=BBBB-BBBB', '/tokens/a/b/c']) {
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
  const service = await serveConsole(t);
  const seeded = await seedTokens(service);
  await seedShop(service);
  await seedTeam(service);
  const id = seeded.get('ci-deploy')?._id ?? '';
  const found: string[] = [];
  const page = await openPage(t, service, { viewport: NARROW, colorScheme: 'light' });
  page.on('dialog', (dialog) => dialog.accept());
  for (const [name, path, act] of [...PLACES, ['login', '/login'] as const]) {
    await page.goto(service.url + path.replace(':id', id));
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
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        shifts.push((entry as PerformanceEntry & { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(`${service.url}/tokens`, { waitUntil: 'commit' });
  assert.equal(await ground(), 'rgb(243, 245, 244)', 'before anything was loaded');
  await page.locator('tr[data-token]').first().waitFor();
  await page.waitForTimeout(400);
  const shifted = await page.evaluate(() =>
    (window as unknown as { shifts: number[] }).shifts.reduce((sum, value) => sum + value, 0),
  );
  assert.ok(shifted < 0.05, `layout shift ${shifted}`);
});
