import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseInMenu, focusIn, tabTo } from './by-keyboard.ts';
import { OWNER, PASSWORD } from './console-service.ts';
import { openPage, serveConsole } from './open-page.ts';
import { seedTokens } from './seed.ts';

test('signing in, making, renaming, giving other rights, disabling, cloning and deleting need no mouse', async (t) => {
  const service = await serveConsole(t);
  await seedTokens(service);
  const page = await openPage(t, service, { path: '/login', isSignedIn: false });
  const stored = (name: string) => service.query('select * from tokens where name = ?', name)[0];
  await focusIn(page, 'input[type=email]');
  await page.keyboard.type(OWNER);
  await page.keyboard.press('Tab');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Home' }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await page.getByRole('link', { name: 'ci-deploy' }).waitFor();

  await page.keyboard.press('c');
  await focusIn(page, '[role=dialog] input');
  await page.keyboard.type('by-hand');
  await tabTo(page, 'summary');
  await page.keyboard.press('Enter');
  await tabTo(page, 'input[placeholder^="203"]');
  await page.keyboard.type('10.0.0.0/8');
  await page.keyboard.press('Control+Enter');
  await page.locator('[data-secret]').waitFor();
  await tabTo(page, 'button', 'I have saved it');
  await page.keyboard.press('Enter');
  const question = page.getByRole('alertdialog');
  await question.waitFor();
  await tabTo(page, '[role=alertdialog] button', 'Discard the secret');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'by-hand' }).waitFor();
  assert.equal(stored('by-hand')?.role, 'reader');

  await chooseInMenu(page, 'by-hand', 'Edit');
  await focusIn(page, '.edit-line input');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('renamed');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'renamed' }).waitFor();
  await tabTo(page, '[role=tab]', 'Overview');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await tabTo(page, 'button', 'Edit permissions');
  await page.keyboard.press('Enter');
  await tabTo(page, '.select-button', 'Reader');
  await page.keyboard.press('Enter');
  await page.getByRole('listbox').waitFor();
  await page.keyboard.type('Writer');
  await page.keyboard.press('Enter');
  await tabTo(page, 'button', 'Save permissions');
  await page.keyboard.press('Enter');
  await page.getByRole('status').filter({ hasText: 'Saved the permissions of renamed' }).waitFor();
  assert.equal(stored('renamed')?.role, 'writer');
  await page.keyboard.press('Escape');
  await page.locator('.sheet').waitFor({ state: 'detached' });

  await chooseInMenu(page, 'renamed', 'Disable');
  await focusIn(page, '[role=alertdialog]');
  await tabTo(page, '[role=alertdialog] button', 'Disable');
  await page.keyboard.press('Enter');
  await page.getByRole('status').filter({ hasText: 'Disabled renamed' }).waitFor();
  assert.notEqual(stored('renamed')?.disabled_at, null);

  await chooseInMenu(page, 'ci-deploy', 'Clone');
  await focusIn(page, '[role=dialog] input');
  await page.keyboard.press('Enter');
  await page.locator('[data-secret]').waitFor();
  await page.keyboard.press('Escape');
  await focusIn(page, '[role=alertdialog]');
  await tabTo(page, '[role=alertdialog] button', 'Discard the secret');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Copy of ci-deploy' }).waitFor();

  for (const name of ['Copy of ci-deploy', 'metrics-export']) {
    await page.getByRole('link', { name, exact: true }).focus();
    await page.keyboard.press('x');
  }
  await page.getByText('2 tokens selected').waitFor();
  await tabTo(page, '.bulk button', 'Delete');
  await page.keyboard.press('Enter');
  await focusIn(page, '[role=alertdialog] input');
  await page.keyboard.type('2');
  await page.keyboard.press('Enter');
  await page.getByRole('status').filter({ hasText: 'Deleted 2 tokens' }).waitFor();
  assert.notEqual(stored('metrics-export')?.deleted_at, null);
});

/** What can be used by hand and is in nobody's care: arrow keys lead through menus and tabs. */
const OPERABLE =
  'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]:not([tabindex="-1"])';

test('17: Tab leads to everything that can be used, shows where it is, and is held by an open panel alone', async (t) => {
  const service = await serveConsole(t);
  await seedTokens(service);
  const page = await openPage(t, service);
  for (const [path, scope] of [
    ['/', 'body'],
    ['/tokens', 'body'],
    ['/tokens/new', '[role=dialog]'],
  ] as const) {
    await page.goto(service.url + path);
    await page.locator('h1').first().waitFor({ state: 'attached' });
    if (path !== '/') await page.locator('tr[data-token]').first().waitFor({ state: 'attached' });
    await page.locator(`${scope} button:visible`).first().waitFor();
    await page.waitForLoadState('networkidle');
    const expected = await page.evaluate(
      ([where = '', what = '']) =>
        [...document.querySelectorAll<HTMLElement>(`${where} :is(${what})`)].filter((element, index) => {
          element.dataset.operable = String(index);
          const isGrouped =
            element instanceof HTMLInputElement && element.type === 'radio' && !element.checked;
          const isOut = element.tabIndex < 0 || element.matches(':disabled') || isGrouped;
          return (
            !isOut && element.checkVisibility() && element.closest('[inert], [aria-hidden=true]') === null
          );
        }).length,
      [scope, OPERABLE],
    );
    const reached = new Set<string>();
    const unseen: string[] = [];
    for (let presses = 0; presses < expected * 2 + 10; presses++) {
      await page.keyboard.press('Tab');
      const { id, isSeen, html, isWithin } = await page.evaluate((where) => {
        const element = document.activeElement as HTMLElement;
        // A control that is drawn by another element shows its focus there.
        const drawn = [element, element.nextElementSibling, element.parentElement, element.closest('label')];
        const isRinged = (one: Element | null | undefined) => {
          if (!one) return false;
          const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
          return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
        };
        return {
          id: element.dataset.operable,
          isSeen: drawn.some(isRinged),
          html: element.outerHTML.slice(0, 120),
          isWithin: element === document.body || element.closest(where) !== null,
        };
      }, scope);
      assert.ok(isWithin, `${path}: the focus left the panel for ${html}`);
      if (id === undefined) continue;
      if (reached.has(id)) break;
      reached.add(id);
      if (!isSeen) unseen.push(html);
    }
    assert.deepEqual(unseen, [], `${path}: shown nowhere`);
    assert.equal(reached.size, expected, `${path}: everything is reached once before the first again`);
  }
});
