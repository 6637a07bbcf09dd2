import assert from 'node:assert/strict';
import { test } from 'node:test';
import { violationsByDayAndNight } from '../../console/test/axe.ts';
import { clipboard, openPage, serveConsole, traces } from '../../console/test/open-page.ts';

const guest = { isSignedIn: false, colorScheme: 'light' } as const;

test('a request of the reference is made with the token of the reader, which is nowhere but in the page', async (t) => {
  const service = await serveConsole(t);
  const path = '/docs/reference/identity';
  const page = await openPage(t, service, { ...guest, path });
  const section = page.locator('#getCallerIdentity ~ .code').first();
  await section.getByRole('button', { name: 'Try it' }).click();
  await page.getByRole('button', { name: 'Send request' }).click();
  await page.getByText('401 Unauthorized').waitFor();
  await page.getByRole('textbox', { name: 'Access token' }).fill(service.ownerSecret);
  await page.getByRole('button', { name: 'Send request' }).click();
  await page.getByText('200 OK').waitFor();
  await page.getByText('"tokenName": "First token"').waitFor();
  assert.deepEqual(await violationsByDayAndNight(page), []);
  await page.setViewportSize({ width: 320, height: 640 });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);

  const request = page.getByRole('textbox', { name: 'Request' });
  let asked = 0;
  await page.route(/elsewhere/, (route) => {
    asked++;
    return route.abort();
  });
  for (const line of ['GET //elsewhere.example/x', 'GET https://elsewhere.example/x', 'tokens']) {
    await request.fill(`${line}\nAuthorization: Bearer TOKEN`);
    await page.getByRole('button', { name: 'Send request' }).click();
    await page.getByText('The request was not made').waitFor();
  }
  assert.equal(asked, 0, 'the token goes to no other host');

  await page.goto(`${service.url}/docs/reference/teams`);
  assert.ok(!(await traces(page)).includes(service.ownerSecret), 'it is gone with the page');
  assert.ok(!service.logLines.join('').includes(service.ownerSecret));
});

test('the search finds a heading by its words and leads there, by keyboard alone', async (t) => {
  const service = await serveConsole(t);
  const page = await openPage(t, service, { ...guest, path: '/docs/tokens' });
  await page.keyboard.press('/');
  await page.keyboard.type('optimistic_locking');
  await page.getByText('Errors · optimistic_locking_error').waitFor();
  assert.deepEqual(await violationsByDayAndNight(page), []);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${service.url}/docs/errors#optimistic_locking_error`);
  await page.getByRole('button', { name: /^Search/ }).click();
  await page.keyboard.type('<img src=x onerror=alert(1)> zzzz');
  await page.getByText('0 places').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
});

test('a wrong address leads on by search and by links, in the look of the guide', async (t) => {
  const service = await serveConsole(t);
  const page = await openPage(t, service, { ...guest, path: '/docs/tokenz' });
  await page.getByRole('heading', { level: 1, name: 'There is no such page' }).waitFor();
  assert.deepEqual(await violationsByDayAndNight(page), []);
  await page.getByRole('button', { name: 'Search the guide' }).click();
  await page.keyboard.type('reset a token');
  await page.getByRole('dialog').getByRole('link').first().waitFor();
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 320, height: 640 });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  await page.getByRole('main').getByRole('link', { name: 'Quick start' }).click();
  await page.getByRole('heading', { level: 1, name: 'Quick start' }).waitFor();
});

test('code and whole pages are copied as they stand, commands name this service, and colours are those of the console', async (t) => {
  const service = await serveConsole(t);
  const permissions = ['clipboard-read', 'clipboard-write'];
  const page = await openPage(t, service, { ...guest, permissions, path: '/docs/quick-start' });
  await page.getByRole('button', { name: 'Copy as Markdown' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  const markdown = await (await fetch(`${service.url}/docs/quick-start.md`)).text();
  assert.equal(await clipboard(page), markdown);

  const block = page.locator('.code', { hasText: 'api/v2/setup' }).first();
  await block.hover();
  await block.getByRole('button', { name: 'Copy' }).click();
  await block.getByRole('button', { name: 'Copied' }).waitFor();
  const command = await clipboard(page);
  assert.ok(command.includes(`${service.url}/api/v2/setup`), command);
  assert.ok(!command.includes('127.0.0.1:8080'), command);

  await page.getByLabel('Colours').selectOption('dark');
  await page.goto(`${service.url}/login`);
  assert.equal(
    await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor),
    'rgb(15, 20, 18)',
  );
});
