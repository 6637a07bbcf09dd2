import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { openPage, serveConsole } from './open-page.ts';
import { seedMany, seedTokens } from './seed.ts';

const focusOn = (page: Page, label: string) =>
  page.waitForFunction((name) => document.activeElement?.getAttribute('aria-label') === name, label);

test('Escape and Tab close the menu of a row, change nothing, and leave the focus where it was opened', async (t) => {
  const service = await serveConsole(t);
  await seedTokens(service);
  const page = await openPage(t, service);
  const menu = page.getByRole('menu');
  const trigger = page.getByLabel('Actions for ci-deploy');
  for (const key of ['Escape', 'Tab', 'Shift+Tab']) {
    await trigger.focus();
    await page.keyboard.press('Enter');
    await menu.waitFor();
    await page.waitForFunction(() => document.activeElement?.matches('[role=menuitem]'));
    await page.keyboard.press(key);
    await menu.waitFor({ state: 'detached' });
    await focusOn(page, 'Actions for ci-deploy');
    assert.equal(await page.locator('.menu-underlay').count(), 0, `${key} leaves nothing above the page`);
    assert.equal(new URL(page.url()).pathname, '/tokens');
  }
});

test('scrolling the page closes the menu of a row, and leaves nothing that takes the next click', async (t) => {
  const service = await serveConsole(t);
  const seeded = await seedTokens(service);
  seedMany(service, 60);
  const page = await openPage(t, service);
  await page.getByLabel('Actions for ci-deploy').click();
  await page.getByRole('menu').waitFor();
  await page.mouse.move(400, 500);
  await page.mouse.wheel(0, 200);
  await page.getByRole('menu').waitFor({ state: 'detached' });
  await page.locator('.menu-underlay').waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'release-bot' }).click();
  await page.waitForURL(`**/tokens/${seeded.get('release-bot')?._id}`);
});

test('who has gone on to another row when a dialog closes is not called back', async (t) => {
  const service = await serveConsole(t);
  await seedTokens(service);
  const page = await openPage(t, service);
  await page.clock.install();
  await page.getByLabel('Actions for ci-deploy').click();
  await page.getByRole('menuitem', { name: 'Disable token' }).click();
  await page.getByRole('alertdialog').waitFor();
  const labels = await page.evaluateHandle(() => {
    const heard: string[] = [];
    const other = document.querySelector<HTMLElement>('[aria-label="Actions for metrics-export"]');
    addEventListener('focusin', ({ target }) => {
      heard.push((target as Element).getAttribute('aria-label') ?? '');
    });
    const watch = new MutationObserver(() => {
      if (document.querySelector('[role=alertdialog]')) return;
      watch.disconnect();
      other?.focus();
    });
    watch.observe(document.body, { childList: true, subtree: true });
    return heard;
  });
  await page.getByRole('alertdialog').getByRole('button', { name: 'Disable' }).click();
  await page.waitForFunction((heard) => heard.includes('Actions for metrics-export'), labels);
  // Whatever the dialog has put off is done now.
  await page.clock.runFor(5_000);
  const all = await labels.jsonValue();
  assert.deepEqual(all.slice(all.indexOf('Actions for metrics-export')), ['Actions for metrics-export']);
});

test('in the panel of a token Escape closes its menu, not the panel', async (t) => {
  const service = await serveConsole(t);
  const seeded = await seedTokens(service);
  const id = seeded.get('ci-deploy')?._id ?? '';
  const page = await openPage(t, service, { path: `/tokens/${id}` });
  const trigger = page.getByLabel('More actions for ci-deploy');
  for (const close of [
    () => page.keyboard.press('Escape'),
    () => page.keyboard.press('Tab'),
    () => page.mouse.click(20, 400),
  ]) {
    await trigger.click();
    await page.getByRole('menu').waitFor();
    await close();
    await page.getByRole('menu').waitFor({ state: 'detached' });
    assert.equal(new URL(page.url()).pathname, `/tokens/${id}`, 'the panel stays');
    await focusOn(page, 'More actions for ci-deploy');
  }
});
