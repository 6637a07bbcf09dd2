import type { Page } from 'playwright-core';

/** Goes on with Tab until the focus is on what is meant. */
export async function tabTo(page: Page, selector: string, text = ''): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    const isThere = await page.evaluate(
      ([where = '', what = '']) =>
        document.activeElement?.matches(where) === true &&
        (document.activeElement.textContent ?? '').includes(what),
      [selector, text],
    );
    if (isThere) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`no Tab leads to ${selector} ${text}`);
}

/** Opens the menu of a row by its key and chooses by the first letters. */
export async function chooseInMenu(page: Page, row: string, letters: string): Promise<void> {
  await page.getByRole('link', { name: row, exact: true }).focus();
  await page.keyboard.press('.');
  await focusIn(page, '[role=menuitem]');
  await page.keyboard.type(letters);
  await page.keyboard.press('Enter');
}

/** Waits until the focus is within it, and where it never comes says where it is. */
export async function focusIn(page: Page, selector: string, text = ''): Promise<void> {
  try {
    await page.waitForFunction(
      ([where = '', what = '']) =>
        document.activeElement?.closest(where) != null &&
        (document.activeElement.textContent ?? '').startsWith(what),
      [selector, text],
    );
  } catch {
    const there = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 300));
    throw new Error(`the focus is not in ${selector} ${text}, but on ${there}`);
  }
}
