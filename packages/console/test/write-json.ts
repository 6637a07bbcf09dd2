import type { Page } from 'playwright-core';

/** Puts a text, or a policy as JSON, in the place of what the policy editor holds. */
export async function writeJson(page: Page, policy: unknown): Promise<void> {
  await page.getByLabel('JSON', { exact: true }).check();
  await page.locator('.cm-content').click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(typeof policy === 'string' ? policy : JSON.stringify(policy));
}
