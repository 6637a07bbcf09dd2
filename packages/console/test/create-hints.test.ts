import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addMember } from './add-member.ts';
import { openPage, serveConsole } from './open-page.ts';
import { seedTokens } from './seed.ts';

test('1.4: a life without end is warned of, and a name that another token has leads to it; both are allowed', async (t) => {
  const service = await serveConsole(t);
  const other = (await seedTokens(service)).get('ada-laptop');
  const page = await openPage(t, service, { path: '/tokens/new' });
  await page.getByRole('radio', { name: 'Never' }).check({ force: true });
  await page.getByText('a leaked secret stays valid').waitFor();
  const asked = page.waitForResponse((response) => response.url().includes('q=ada-lapto&'));
  await page.getByLabel('Name', { exact: true }).fill('ada-lapto');
  const { items: found } = await (await asked).json();
  assert.ok(
    found.some(({ name }: { name: string }) => name === 'ada-laptop'),
    'found by a part of its name',
  );
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  assert.equal(await page.getByText('has that name too').count(), 0, 'a part of a name is no name');
  await page.getByLabel('Name', { exact: true }).fill('ada-laptop');
  const hint = page.getByText('has that name too');
  await hint.waitFor();
  assert.equal(await hint.getByRole('link').getAttribute('href'), `/tokens/${other?._id}`);
  await page.getByRole('button', { name: /^Save token/ }).click();
  await page.getByRole('button', { name: 'Copy secret' }).waitFor();
  const { items } = await (await service.api('/api/v2/tokens?q=ada-laptop')).json();
  assert.equal(items.length, 2);
});

test('the command line and the guide are one step away where there is no token yet', async (t) => {
  const service = await serveConsole(t);
  service.query('update tokens set deleted_at = 1');
  const page = await openPage(t, service, { path: '/tokens' });
  await page.getByText('No tokens yet').waitFor();
  assert.equal(await page.getByRole('link', { name: 'use the CLI' }).getAttribute('href'), '/docs/cli');
  await page.keyboard.press('Control+k');
  await page.locator('.palette-input').fill('guide');
  await page.locator('.palette').getByRole('menuitem', { name: 'Guide' }).waitFor();
  await page.locator('.palette-input').fill('resetting');
  await page.locator('.palette').getByRole('menuitem', { name: 'Resetting API access tokens' }).waitFor();
  const opened = page.context().waitForEvent('page');
  await page.keyboard.press('Enter');
  const guide = await opened;
  await guide.getByRole('heading', { level: 1, name: 'Resetting API access tokens' }).waitFor();
});

test('1.4: beside the role stands how much it may do, and whether that is beyond the viewer', async (t) => {
  const service = await serveConsole(t);
  await addMember(service, 'grace@example.com', { role: 'writer' });
  const owner = await openPage(t, service, { path: '/tokens/new' });
  await owner
    .getByText(/^Reader can do \d+ of \d+ actions\. You are Owner, so none of them is beyond you\.$/)
    .waitFor();
  const writer = await openPage(t, service, {
    path: '/tokens/new?name=nightly&role=admin',
    email: 'grace@example.com',
  });
  await writer.getByText(/^Admin can do \d+ of \d+ actions\. Beyond your own role, Writer\.$/).waitFor();
  await writer.getByRole('button', { name: /Role$/ }).click();
  await writer.getByRole('option', { name: /^Writer/ }).click();
  await writer
    .getByText(/^Writer can do \d+ of \d+ actions\. You are Writer, so none of them is beyond you\.$/)
    .waitFor();
});
