import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { type ConsoleService, OWNER, PASSWORD, startConsole } from './console-service.ts';

let browser: Promise<Browser> | undefined;
let openPages = 0;

export interface PageOptions extends BrowserContextOptions {
  readonly email?: string;
  /** Where to begin; without an e-mail nobody is signed in. */
  readonly path?: string;
  readonly isSignedIn?: boolean;
}

/** A service with its pages, ended with the test. */
export async function serveConsole(
  t: TestContext,
  options?: Parameters<typeof startConsole>[0],
): Promise<ConsoleService> {
  const service = await startConsole(options);
  t.after(() => service.close());
  return service;
}

/**
 * A fresh profile with somebody signed in. At the end of the test nothing may have gone wrong in the page by itself: no
 * error, nothing that its policy refused, nothing asked of another host.
 */
export async function openPage(
  t: TestContext,
  service: ConsoleService,
  options: PageOptions = {},
): Promise<Page> {
  const { email = OWNER, path = '/tokens', isSignedIn = true, ...rest } = options;
  browser ??= launchChromium();
  const context = await (await browser).newContext({ reducedMotion: 'reduce', ...rest });
  openPages++;
  const faults: string[] = [];
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) faults.push(message.text());
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(service.url) && !/^(blob|data|about):/.test(url))
      faults.push(`asked another host: ${url}`);
  });
  t.after(async () => {
    await context.close();
    openPages--;
    if (openPages === 0) {
      await (await browser)?.close();
      browser = undefined;
    }
    assert.deepEqual(faults, []);
  });
  if (isSignedIn) {
    await page.goto(`${service.url}/login?next=${encodeURIComponent(path)}`);
    await signIn(page, email);
    await page.locator('#main h1').waitFor();
  } else {
    await page.goto(service.url + path);
  }
  return page;
}

export async function signIn(page: Page, email: string): Promise<void> {
  await page.getByLabel('Work email').fill(email);
  await page.getByLabel('Passphrase').fill(PASSWORD);
  await page.getByLabel('Passphrase').press('Enter');
}

/** What the clipboard holds. */
export function clipboard(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText());
}

/** Everything that a page has anywhere that outlives what it shows. */
export function traces(page: Page): Promise<string> {
  return page.evaluate(() =>
    [
      document.documentElement.outerHTML,
      [...document.querySelectorAll('input, textarea')]
        .map((field) => (field as HTMLInputElement).value)
        .join(),
      JSON.stringify({ ...localStorage }),
      JSON.stringify({ ...sessionStorage }),
      JSON.stringify(history.state),
      location.href,
      document.title,
      document.cookie,
      performance
        .getEntries()
        .map(({ name }) => name)
        .join(),
    ].join('\n'),
  );
}
