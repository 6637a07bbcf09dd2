import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { focusIn, tabTo } from './by-keyboard.ts';
import { openPage, serveConsole } from './open-page.ts';
import { writeJson } from './write-json.ts';

const more = (number: number) => `button[aria-label="More for statement ${number}"]`;

/** Opens the menu of the button that has the focus, and chooses by the first letters. */
async function choose(page: Page, letters: string): Promise<void> {
  await page.keyboard.press('Enter');
  await focusIn(page, '[role=menuitem]');
  await page.keyboard.type(letters);
  await focusIn(page, '[role=menuitem]', letters);
  await page.keyboard.press('Enter');
  await page.locator('[role=menu]').waitFor({ state: 'detached' });
}

/** What the statements allow, in their order. */
const actionsOf = async (page: Page) =>
  (await page.locator('.statement').allInnerTexts()).map((text) => /updateOn|viewProject|.$/.exec(text)?.[0]);

test('by keyboard alone the focus follows a statement that is moved or duplicated, and of a removed one goes to the next', async (t) => {
  const service = await serveConsole(t);
  const page = await openPage(t, service, { path: '/roles/-/new' });
  await page.getByText('Toggle flags in production').waitFor();
  await tabTo(page, 'button', 'Toggle flags in production');
  await page.keyboard.press('Enter');
  await tabTo(page, more(2));
  assert.deepEqual(await actionsOf(page), ['viewProject', 'updateOn']);
  await choose(page, 'Move up');
  await focusIn(page, more(1));
  assert.deepEqual(await actionsOf(page), ['updateOn', 'viewProject']);
  await choose(page, 'Duplicate');
  await focusIn(page, more(2));
  assert.deepEqual(await actionsOf(page), ['updateOn', 'updateOn', 'viewProject']);
  await choose(page, 'Move down');
  await focusIn(page, more(3));
  assert.deepEqual(await actionsOf(page), ['updateOn', 'viewProject', 'updateOn']);
  await choose(page, 'Move up');
  await focusIn(page, more(2));
  await choose(page, 'Remove');
  await focusIn(page, more(2));
  assert.deepEqual(await actionsOf(page), ['updateOn', 'viewProject']);
  await choose(page, 'Remove');
  await focusIn(page, 'button', 'Add statement');
  assert.deepEqual(await actionsOf(page), ['updateOn']);
});

test('the focus follows a statement also to the next page of a long policy, and back', async (t) => {
  const service = await serveConsole(t);
  const page = await openPage(t, service, { path: '/roles/-/new' });
  await writeJson(
    page,
    Array.from({ length: 51 }, (_, at) => ({
      effect: 'allow',
      resources: [`proj/p${at}`],
      actions: ['viewProject'],
    })),
  );
  await page.getByLabel('Builder', { exact: true }).check();
  await page.locator(more(50)).focus();
  await choose(page, 'Move down');
  await focusIn(page, more(51));
  assert.equal(await page.locator('.statement').count(), 1);
  await page.getByRole('listitem', { name: 'Statement 51' }).getByText('p49').waitFor();
  await choose(page, 'Move up');
  await focusIn(page, more(50));
});
