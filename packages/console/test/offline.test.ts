import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { violationsByDayAndNight } from './axe.ts';
import { openPage, serveConsole } from './open-page.ts';
import { PLACES } from './places.ts';
import { seedTokens } from './seed.ts';
import { serviceOfPlaces } from './service-of-places.ts';
import { writeJson } from './write-json.ts';

const SAID = 'You are offline';

/** Where somebody reads who has this open: the topmost panel or dialog, or else the page. Menus cover neither. */
const saidInFront = (page: Page) =>
  page.waitForFunction((said) => {
    const layers = document.querySelectorAll('.sheet, .dialog');
    const front = [...layers].at(-1) ?? document.querySelector('main')?.parentElement;
    return front?.textContent?.includes(said);
  }, SAID);

test('18: on every page and in every panel and dialog it is said that the browser is offline, and what stood there stays', async (t) => {
  const { service, addressOf } = await serviceOfPlaces(t);
  const page = await openPage(t, service);
  page.on('dialog', (dialog) => dialog.accept());
  const wrong: string[] = [];
  for (const [name, path, act] of PLACES) {
    await page.goto(addressOf(path));
    await page.locator('h1, h2').first().waitFor({ state: 'attached' });
    await act?.(page);
    await page.context().setOffline(true);
    await saidInFront(page).catch(() => wrong.push(name));
    await page.context().setOffline(false);
    await page.getByText(SAID).first().waitFor({ state: 'detached' });
  }
  for (const path of [
    '/login',
    '/invitation#x',
    '/password#x',
    '/activate?code=BBBB-BBBB',
    '/tokens/a/b/c',
  ]) {
    await page.goto(service.url + path);
    await page.locator('h1').first().waitFor();
    await page.context().setOffline(true);
    await saidInFront(page).catch(() => wrong.push(path));
    await page.context().setOffline(false);
    await page.getByText(SAID).first().waitFor({ state: 'detached' });
  }
  assert.deepEqual(wrong, []);
});

test('18: a page or panel that is opened offline says that it cannot be loaded; the console stays, and Retry brings it', async (t) => {
  const service = await serveConsole(t);
  await seedTokens(service);
  const page = await openPage(t, service, { path: '/settings' });
  const alert = page.getByRole('alert').filter({ hasText: 'Keyward cannot be reached' });
  const open = async (start: string, openIt: () => Promise<unknown>) => {
    await page.goto(service.url + start);
    await page.locator('#main h1').waitFor();
    // What is fetched beforehand, at the sight of a link, would be there offline too.
    await page.mouse.move(0, 0);
    await page.waitForLoadState('networkidle');
    await page.context().setOffline(true);
    await openIt();
    await alert.getByRole('button', { name: 'Retry' }).click();
    await page.getByText('Keyward still cannot be reached').waitFor();
    assert.ok(page.url().startsWith(service.url), 'the console is still there');
    await page.getByText(SAID).first().waitFor({ state: 'attached' });
    await page.context().setOffline(false);
    await alert.getByRole('button', { name: 'Retry' }).click();
    await alert.waitFor({ state: 'detached' });
  };
  const leadTo = (name: string) => () =>
    page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name, exact: true })
      .focus()
      .then(() => page.keyboard.press('Enter'));
  for (const [name, title] of [
    ['Home g h', 'Home'],
    ['Members g m', 'Members'],
    ['Roles g r', 'Roles'],
    ['Audit log g a', 'Audit log'],
    ['Policies and limits', 'Policies and limits'],
    ['Quick start', 'Quick start'],
  ] as const) {
    await open('/settings', leadTo(name.replace(/ g .$/, '')));
    await page.getByRole('heading', { name: title, level: 1, exact: true }).waitFor();
  }
  await open('/tokens', async () => {
    await page.getByRole('link', { name: 'ci-deploy' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'This panel cannot be shown' }).waitFor();
    assert.deepEqual(await violationsByDayAndNight(page), []);
  });
  await page.getByRole('tab', { name: 'Overview' }).waitFor();
  await open('/tokens', () => page.keyboard.press('c'));
  await page.getByLabel('Name', { exact: true }).waitFor();
});

test('18: what was typed offline is kept, and saved once there is a network again', async (t) => {
  const service = await serveConsole(t);
  const page = await openPage(t, service, { path: '/tokens/new' });
  await page.getByLabel('Name', { exact: true }).fill('typed-offline');
  await page.getByRole('button', { name: 'Reader Role' }).click();
  await page.getByRole('option', { name: 'Inline policy' }).click();
  await page.getByRole('button', { name: 'Add statement' }).waitFor();
  await page.context().setOffline(true);
  await page.getByLabel('JSON', { exact: true }).check();
  await page.getByRole('dialog').getByText(SAID).waitFor();
  await page.context().setOffline(false);
  await page.locator('.cm-content').waitFor();
  assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'typed-offline');
  await writeJson(page, '[{"effect":"allow","resources":["acct"],"actions":["viewAuditLog"]}]');
  await page.context().setOffline(true);
  const save = page.getByRole('button', { name: 'Save token' });
  await save.click();
  await page.getByText('The token was not made. Keyward cannot be reached.').waitFor();
  assert.deepEqual(service.query("select 1 from tokens where name = 'typed-offline'"), []);
  await page.context().setOffline(false);
  await save.click();
  await page.locator('[data-secret]').waitFor();
  await page.getByRole('button', { name: 'Copy secret' }).click();
  const [made] = (await (await service.api('/api/v2/tokens?q=typed-offline')).json()).items;
  assert.deepEqual(made.inlineRole[0].actions, ['viewAuditLog']);
});
