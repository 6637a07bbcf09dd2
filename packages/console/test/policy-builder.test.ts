import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { openPage, serveConsole } from './open-page.ts';
import { writeJson } from './write-json.ts';

const FLAG = 'proj/web:env/production:flag/checkout';
const TOGGLES = [
  { effect: 'allow', resources: ['proj/*'], actions: ['viewProject'] },
  { effect: 'allow', resources: ['proj/*:env/production:flag/*'], actions: ['updateOn'] },
];

/** The policy as the JSON side of the builder has it. */
async function shownJson(page: Page): Promise<unknown> {
  await page.getByLabel('JSON', { exact: true }).check();
  await page.locator('.cm-line').first().waitFor();
  return JSON.parse((await page.locator('.cm-line').allInnerTexts()).join('\n'));
}

test('15: the JSON is the policy of the builder, an edit of it changes the words, and a try names the statement that denies', async (t) => {
  const service = await serveConsole(t);
  const page = await openPage(t, service, { path: '/roles/-/new' });
  await page.getByText('It allows nothing yet. Start from one of these, or add a statement.').waitFor();
  await page.getByRole('button', { name: 'Toggle flags in production' }).click();
  await page.getByRole('listitem', { name: 'Statement 2' }).waitFor();
  assert.deepEqual(await shownJson(page), TOGGLES);

  const words = page.getByLabel('In words');
  const deny = { effect: 'deny', resources: [FLAG], actions: ['updateOn'] };
  await writeJson(page, [...TOGGLES, deny]);
  await words.getByText('flag checkout').waitFor();
  const trying = page.getByRole('region', { name: 'Try a request' });
  await trying.getByLabel('Action').fill('updateOn');
  await trying.getByLabel('Resource').fill(FLAG);
  await trying.getByText('Denied', { exact: true }).waitFor();
  await trying
    .getByText(/statement 3/)
    .first()
    .waitFor();
  await trying.getByLabel('Resource').fill('proj/web:env/production:flag/other');
  await trying.getByText('Allowed', { exact: true }).waitFor();
  await trying.getByLabel('Resource').fill('proj/web:env/staging:flag/other');
  await trying.getByText('Denied by default', { exact: true }).waitFor();
});

test('statements are turned, negated, duplicated, moved and removed, and the JSON says the same', async (t) => {
  const service = await serveConsole(t);
  const page = await openPage(t, service, { path: '/roles/-/new' });
  await page.getByRole('button', { name: 'Toggle flags in production' }).click();
  const more = (number: number) => page.getByRole('button', { name: `More for statement ${number}` });
  const statement = (number: number) => page.getByRole('listitem', { name: `Statement ${number}` });
  await more(2).click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await statement(3).getByRole('button', { name: 'Allow; press to deny' }).click();
  await statement(3).getByRole('button', { name: 'Deny; press to allow' }).waitFor();
  await more(3).click();
  await page.getByRole('menuitem', { name: 'Move up' }).click();
  await statement(2).getByRole('button', { name: 'Deny; press to allow' }).waitFor();
  await more(1).click();
  await page.getByRole('menuitem', { name: 'Move down' }).click();
  await statement(1).getByRole('button', { name: 'Deny; press to allow' }).waitFor();
  await more(3).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await statement(3).waitFor({ state: 'detached' });

  await statement(1).getByRole('button', { name: /^In: / }).click();
  await page.getByLabel('Everything but these').check();
  await page.getByRole('button', { name: 'Done' }).click();
  await statement(1).getByText('on everything but').waitFor();
  const [view, toggle] = TOGGLES;
  assert.deepEqual(await shownJson(page), [
    { effect: 'deny', notResources: toggle?.resources, actions: toggle?.actions },
    view,
  ]);
});

test('the JSON editor completes actions and resources stage by stage, folds, and puts in order what is left', async (t) => {
  const service = await serveConsole(t);
  const page = await openPage(t, service, { path: '/roles/-/new' });
  const options = page.locator('.cm-tooltip-autocomplete');
  const take = async (label: string) => {
    await options.getByRole('option').filter({ hasText: label }).first().click();
    await options.waitFor({ state: 'detached' });
  };
  await writeJson(page, '[{"effect":"allow","resources":["proj/web:env/production');
  await page.keyboard.type(':');
  await page.keyboard.press('Control+Space');
  await options.getByRole('option').filter({ hasText: 'segment/' }).waitFor();
  assert.equal(await options.getByText('proj/', { exact: true }).count(), 0, 'no project in an environment');
  await take('flag/');
  await page.keyboard.insertText('*"],"actions":["');
  await page.keyboard.press('Control+Space');
  await options.getByRole('option').filter({ hasText: 'updateOn' }).waitFor();
  assert.equal(await options.getByText('viewTeam', { exact: true }).count(), 0, 'no action of another type');
  await take('updateOn');
  await page.keyboard.insertText('"]}]');
  assert.equal(await page.locator('.cm-line').count(), 1, 'it stays as it is typed while it is written');

  await page.getByLabel('Name', { exact: true }).focus();
  await page.waitForFunction(() => document.querySelectorAll('.cm-line').length > 5);
  assert.deepEqual(await shownJson(page), [
    { effect: 'allow', resources: ['proj/web:env/production:flag/*'], actions: ['updateOn'] },
  ]);
  await page.locator('.cm-foldGutter [title="Fold line"]').first().click();
  await page.locator('.cm-foldPlaceholder').waitFor();
});
