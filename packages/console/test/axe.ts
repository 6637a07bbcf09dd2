import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Every rule, as the page is now. */
export async function violationsByDay(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return violations(page, RULES);
}

/** Every rule, by day and by night. */
export async function violationsByDayAndNight(page: Page): Promise<string[]> {
  const byDay = await violationsByDay(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  const byNight = await violations(page, RULES);
  await page.emulateMedia({ colorScheme: 'light' });
  return [...byDay, ...byNight.map((text) => `dark: ${text}`)];
}

async function violations(page: Page, rules: readonly string[]): Promise<string[]> {
  return page.evaluate(async (only) => {
    const { axe } = window as unknown as {
      axe: {
        run(
          options: object,
        ): Promise<{ violations: { id: string; nodes: { html: string; any: { message: string }[] }[] }[] }>;
      };
    };
    const { violations: found } = await axe.run({ runOnly: only });
    return found.flatMap(({ id, nodes }) =>
      nodes.map(({ html, any }) => `${id}: ${html.slice(0, 160)} ${any[0]?.message ?? ''}`),
    );
  }, rules);
}
