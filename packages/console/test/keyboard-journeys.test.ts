import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { chooseInMenu, focusIn, tabTo } from './by-keyboard.ts';
import { PASSWORD } from './console-service.ts';
import { openPage, serveConsole } from './open-page.ts';
import { seedTokens } from './seed.ts';

const DAY_MS = 86_400_000;

const said = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text }).waitFor();

test('the first run by the set-up code needs no mouse, from the code to the list with the first token', async (t) => {
  const service = await serveConsole(t, { setUp: false });
  const page = await openPage(t, service, { path: '/welcome', isSignedIn: false });
  await focusIn(page, 'input[name=code]');
  await page.keyboard.type(service.setupCode ?? '');
  await page.keyboard.press('Tab');
  await page.keyboard.type('grace@example.com');
  await page.keyboard.press('Tab');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await focusIn(page, 'input[name=organization]');
  await page.keyboard.type('Acme');
  await page.keyboard.press('Enter');
  await focusIn(page, '[role=dialog] input');
  await page.keyboard.press('Enter');
  await page.locator('[data-secret]').waitFor();
  await tabTo(page, 'button', 'I have saved it');
  await page.keyboard.press('Enter');
  await focusIn(page, '[role=alertdialog]');
  await tabTo(page, '[role=alertdialog] button', 'Discard the secret');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'my-first-token' }).waitFor();
  await focusIn(page, 'main');
});

test('changing the expiry, resetting and ending the old secret need no mouse, and each leaves the focus where it began', async (t) => {
  const service = await serveConsole(t);
  await seedTokens(service);
  const page = await openPage(t, service);
  const stored = () => service.query("select * from tokens where name = 'metrics-export'")[0];
  const rowMenu = '[aria-label="Actions for metrics-export"]';
  await page.getByRole('link', { name: 'metrics-export' }).waitFor();

  await chooseInMenu(page, 'metrics-export', 'Change');
  await focusIn(page, '[role=alertdialog]');
  await page.keyboard.press('Escape');
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });
  await focusIn(page, rowMenu);

  await chooseInMenu(page, 'metrics-export', 'Change');
  await focusIn(page, '[role=alertdialog]');
  await tabTo(page, '[role=alertdialog] input[type=radio]');
  await page.keyboard.press('ArrowRight');
  await tabTo(page, '[role=alertdialog] button', 'Change expiry');
  await page.keyboard.press('Enter');
  await said(page, 'Changed the expiry of metrics-export');
  assert.ok(Number(stored()?.expires_at) > Date.now() + 300 * DAY_MS, 'a year, not 90 days');
  await focusIn(page, rowMenu);

  await chooseInMenu(page, 'metrics-export', 'Reset');
  await focusIn(page, '[role=dialog], [role=alertdialog]');
  // It can be used once the token is loaded.
  await page.locator('.sheet-foot .button-primary:not([aria-disabled])').waitFor();
  await tabTo(page, '.sheet-foot button', 'Reset');
  await page.keyboard.press('Enter');
  await focusIn(page, '[role=alertdialog] input');
  await page.keyboard.type('metrics-export');
  await page.keyboard.press('Enter');
  await page.locator('[data-secret]').waitFor();
  await tabTo(page, 'button', 'I have saved it');
  await page.keyboard.press('Enter');
  await focusIn(page, '[role=alertdialog]');
  await tabTo(page, '[role=alertdialog] button', 'Discard the secret');
  await page.keyboard.press('Enter');
  await page.locator('.sheet').waitFor({ state: 'detached' });
  await focusIn(page, rowMenu);

  await page.getByRole('link', { name: 'metrics-export', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'Old secrets' }).waitFor();
  await tabTo(page, 'button', 'End it now');
  await page.keyboard.press('Enter');
  await focusIn(page, 'button', 'End the old secret');
  await tabTo(page, 'button', 'Keep it');
  await page.keyboard.press('Enter');
  await focusIn(page, 'button', 'End it now');
  await page.keyboard.press('Enter');
  await focusIn(page, 'button', 'End the old secret');
  await page.keyboard.press('Enter');
  await said(page, 'Ended the old secret');
  await page.getByRole('region', { name: 'Old secrets' }).waitFor({ state: 'detached' });
  await focusIn(page, '[role=dialog]');
  await page.keyboard.press('Escape');
  await page.locator('.sheet').waitFor({ state: 'detached' });
  await focusIn(page, rowMenu);
});

test('the filters, the tokens that are selected and the command palette need no mouse', async (t) => {
  const service = await serveConsole(t);
  await seedTokens(service);
  const page = await openPage(t, service);
  await page.getByRole('link', { name: 'metrics-export' }).waitFor();
  for (const [name, letters, chosen] of [
    ['Status', 'Any', 'any'],
    ['Type', 'Personal', 'personal'],
    ['Role', 'Reader', 'reader'],
  ] as const) {
    await tabTo(page, '.filter-button', name);
    await page.keyboard.press('Enter');
    await focusIn(page, '[role^=menuitem]');
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await focusIn(page, 'button', name);
    await page.keyboard.press('Enter');
    await focusIn(page, '[role^=menuitem]');
    await page.keyboard.type(letters);
    await page.keyboard.press('Enter');
    await focusIn(page, 'button', `${name}: ${chosen}`);
  }
  await tabTo(page, '[aria-label="Clear role"]');
  await page.keyboard.press('Enter');
  await focusIn(page, 'button', 'Role');

  for (const name of ['ci-deploy', 'metrics-export']) {
    await page.getByRole('link', { name, exact: true }).focus();
    await page.keyboard.press('x');
  }
  await page.getByText('2 tokens selected').waitFor();
  await tabTo(page, '.bulk button', 'Disable');
  await page.keyboard.press('Enter');
  await focusIn(page, '[role=alertdialog]');
  await focusIn(page, 'button', 'Disable');
  await page.keyboard.press('Enter');
  await said(page, 'Disabled 2 tokens');
  assert.equal(service.query('select id from tokens where disabled_at is not null').length, 2);
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });
  await focusIn(page, 'tr[data-token]');

  await page.keyboard.press('ControlOrMeta+k');
  await focusIn(page, '.palette input');
  await page.keyboard.press('Escape');
  await page.locator('.palette').waitFor({ state: 'detached' });
  await focusIn(page, 'tr[data-token]');
  await page.keyboard.press('ControlOrMeta+k');
  await focusIn(page, '.palette input');
  await page.keyboard.type('release-bot');
  await page.locator('.palette').getByRole('menuitem', { name: 'release-bot' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('heading', { name: 'release-bot' }).waitFor();
  await focusIn(page, '[role=dialog]');
});
