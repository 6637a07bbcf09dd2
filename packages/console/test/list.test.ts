import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { inviteMany } from './invite-many.ts';
import { openPage, serveConsole } from './open-page.ts';
import { seedTokens, seedUsage, useAfterEnd } from './seed.ts';

const names = (page: Page) => page.locator('.row-link').allTextContents();
const headings = (page: Page) => page.locator('.group th').allTextContents();

test('an untouched list begins with what needs somebody; each token stands in it once', async (t) => {
  const service = await serveConsole(t);
  const seeded = await seedTokens(service);
  useAfterEnd(service, seeded.get('old-jenkins')?._id ?? '', Date.now() - 3_600_000);
  const page = await openPage(t, service);
  await page.getByText('Needs attention').waitFor();
  assert.deepEqual(await headings(page), ['Needs attention', 'By last use']);
  assert.deepEqual((await names(page)).slice(0, 4), [
    'old-jenkins',
    'ci-deploy',
    'release-bot',
    'terraform-prod',
  ]);
  assert.match(await page.locator('tr[data-token] .mono').first().innerText(), /^kwp_…\w{4}$/);
  assert.equal(new Set(await names(page)).size, (await names(page)).length, 'none stands there twice');
  assert.equal(await page.locator('th[aria-sort=descending]').count(), 0, 'it is in no order of one column');

  await page.getByRole('button', { name: 'Last used' }).click();
  await page.locator('th[aria-sort=descending]').filter({ hasText: 'Last used' }).waitFor();
  await page.getByText('Needs attention').waitFor({ state: 'detached' });
  assert.deepEqual((await names(page)).slice(0, 2), ['release-bot', 'terraform-prod']);

  const requests = page.getByRole('button', { name: 'Requests, 30 d' });
  await requests.click();
  await page.locator('th[aria-sort=descending]').filter({ hasText: 'Requests' }).waitFor();
  await requests.click();
  await page.locator('th[aria-sort=ascending]').filter({ hasText: 'Requests' }).waitFor();
  await requests.click();
  await page.getByText('Needs attention').waitFor();
  assert.equal(new URL(page.url()).search, '', 'as it was at first');
});

test('a press beside the open menu of a row closes it, does nothing else and goes back to its row', async (t) => {
  const service = await serveConsole(t);
  await seedTokens(service);
  const page = await openPage(t, service);
  for (const name of ['ci-deploy', 'release-bot']) await page.getByLabel(`Select ${name}`).check();
  const trigger = page.getByLabel('Actions for ci-deploy');
  const clear = await page.getByRole('button', { name: 'Clear', exact: true }).boundingBox();
  const link = await page.getByRole('link', { name: 'terraform-prod' }).boundingBox();
  for (const place of [clear, link]) {
    await trigger.click();
    await page.getByRole('menu').waitFor();
    await page.mouse.click((place?.x ?? 0) + 5, (place?.y ?? 0) + 5);
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await page.getByText('2 tokens selected').waitFor();
    assert.equal(new URL(page.url()).pathname, '/tokens');
    assert.ok(await trigger.evaluate((element) => element === document.activeElement));
  }
});

test('columns and the height of rows are chosen, and stay chosen', async (t) => {
  const service = await serveConsole(t);
  await seedTokens(service);
  const page = await openPage(t, service);
  const columns = () => page.locator('thead th').allInnerTexts();
  const rowHeight = () =>
    page
      .locator('tr[data-token]')
      .first()
      .evaluate((row) => row.getBoundingClientRect().height);
  assert.equal(Math.round(await rowHeight()), 52);
  await page.getByRole('button', { name: 'View', exact: true }).click();
  for (const name of ['Created', 'API version', 'Owner'])
    await page.getByRole('menuitemcheckbox', { name }).click();
  await page.getByRole('menuitemradio', { name: 'Compact' }).click();
  await page.keyboard.press('Escape');
  const chosen = [
    'Select all on this page',
    'Name',
    'Access',
    'Last used',
    'Requests, 30 d',
    'Created',
    'API version',
    'Expires',
    'Actions',
  ];
  assert.deepEqual(
    (await columns()).map((text) => text.trim()),
    chosen,
  );
  assert.equal(Math.round(await rowHeight()), 40);
  await page.reload();
  await page.locator('tr[data-token]').first().waitFor();
  assert.deepEqual(
    (await columns()).map((text) => text.trim()),
    chosen,
  );
  assert.equal(Math.round(await rowHeight()), 40);
  await page.getByRole('button', { name: 'Created' }).click();
  await page.waitForURL(/sort=-creationDate/);
});

test('what is selected is exported, on this page and others, without what was deleted meanwhile', async (t) => {
  const service = await serveConsole(t);
  const seeded = await seedTokens(service);
  const page = await openPage(t, service, { path: '/tokens?limit=25&status=active' });
  const choose = (name: string) => page.getByRole('checkbox', { name: `Select ${name}` }).click();
  for (const name of ['ci-deploy', 'release-bot', 'metrics-export']) await choose(name);
  await page.getByRole('button', { name: 'Type', exact: true }).click();
  await page.getByRole('menuitemradio', { name: 'Service' }).click();
  await page.getByRole('link', { name: 'ci-deploy' }).waitFor({ state: 'detached' });
  const gone = seeded.get('metrics-export')?._id;
  assert.equal((await service.api(`/api/v2/tokens/${gone}`, { method: 'DELETE' })).status, 204);
  const bar = page.getByRole('region', { name: 'Selected tokens' });
  await bar.getByText('3 tokens selected').waitFor();
  const downloading = page.waitForEvent('download');
  await bar.getByRole('button', { name: 'Export CSV' }).click();
  const text = await readFile(await (await downloading).path(), 'utf8');
  const names = text
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .map((row) => row.split(',')[1]);
  assert.deepEqual(names, ['ci-deploy', 'release-bot']);
  for (const { token } of seeded.values()) assert.ok(!text.includes(token));
  await page.getByRole('status').filter({ hasText: 'Exported 2 tokens' }).waitFor();
});

test('the list is exported as it is searched: every page of it, no formula, no secret', async (t) => {
  const service = await serveConsole(t);
  const seeded = await seedTokens(service);
  seedUsage(service, seeded.get('release-bot')?._id ?? '', 1);
  const name = '=HYPERLINK("http://a"),x';
  await service.api('/api/v2/tokens', { method: 'POST', body: { name, role: 'reader', serviceToken: true } });
  const page = await openPage(t, service, { path: '/tokens?type=service' });
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  const download = await downloading;
  assert.match(download.suggestedFilename(), /^access-tokens-\d{4}-\d\d-\d\d\.csv$/);
  const text = await readFile(await download.path(), 'utf8');
  const [head = '', ...rows] = text.trimEnd().split('\r\n');
  assert.match(head, /^id,name,description,status,type,owner,access/);
  assert.equal(rows.length, 4);
  assert.ok(
    rows.every((row) => row.includes(',service,')),
    'only what the list shows',
  );
  assert.ok(text.includes(`"'=HYPERLINK(""http://a""),x"`), 'a spreadsheet reads it as text');
  const bot = rows.find((row) => row.includes('release-bot')) ?? '';
  assert.match(
    bot,
    /,\d{4}-\d\d-\d\dT[\d:.]+Z,203\.0\.113\.7,[1-9]\d*,/,
    'times are whole, requests counted',
  );
  for (const { token } of seeded.values()) assert.ok(!text.includes(token));
  await page.getByRole('status').filter({ hasText: 'Exported 4 tokens' }).waitFor();
});

test('Ctrl-K finds tokens, pages and actions from anywhere, by keyboard alone; a secret is not searched for', async (t) => {
  const service = await serveConsole(t);
  const seeded = await seedTokens(service);
  const page = await openPage(t, service, { path: '/' });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const open = async () => {
    await page.keyboard.press('Control+k');
    await page.waitForFunction(() => document.activeElement?.matches('.palette-input'));
  };
  await open();
  await page.keyboard.type('terraf');
  await page.getByRole('menuitem', { name: 'terraform-prod' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'terraform-prod' }).waitFor();
  await page.keyboard.press('Control+k');
  assert.equal(await page.locator('.palette').count(), 0, 'above a panel it stays closed');
  await page.keyboard.press('Escape');
  await page.locator('.sheet').waitFor({ state: 'detached' });

  await page.getByRole('searchbox', { name: 'Search tokens' }).focus();
  await open();
  const secret = seeded.get('ci-deploy')?.token ?? '';
  await page.keyboard.insertText(secret);
  await page.getByText('A secret is looked up in the search box').waitFor();
  assert.equal(await page.locator('.palette-input').inputValue(), '');
  assert.ok(!asked.some((url) => url.includes(secret)));
  await page.keyboard.type('create');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Create an access token' }).waitFor();
});

test('home shows what needs somebody with the act at hand, and what the organization calls', async (t) => {
  const service = await serveConsole(t);
  const seeded = await seedTokens(service);
  const id = (name: string) => seeded.get(name)?._id ?? '';
  useAfterEnd(service, id('old-jenkins'), Date.now() - 3_600_000);
  for (const [index, name] of ['ci-deploy', 'release-bot'].entries()) seedUsage(service, id(name), index, 30);
  const page = await openPage(t, service, { path: '/' });
  const usage = page.getByRole('region', { name: 'Requests in 30 days' });
  const counts = await Promise.all(
    ['ci-deploy', 'release-bot'].map(async (name) => {
      const { usage: one } = await (await service.api(`/api/v2/tokens/${id(name)}?include=usage`)).json();
      const sum = (days: number[]) => days.reduce((all, count) => all + count, 0);
      return [sum(one.allowed), sum(one.denied) + sum(one.refused)] as const;
    }),
  );
  const allowed = counts.reduce((sum, [one]) => sum + one, 0);
  const refused = counts.reduce((sum, [, one]) => sum + one, 0);
  const words = (count: number) => count.toLocaleString('en');
  await usage.getByText(`${words(allowed + refused)} requests, ${words(refused)} of them refused`).waitFor();
  await usage.getByText('As a table').click();
  assert.equal(await usage.locator('tbody tr').count(), 30);

  const ended = page.getByRole('region', { name: 'Ended, and still called' });
  await ended.getByRole('link', { name: 'old-jenkins' }).waitFor();
  await page
    .getByRole('region', { name: 'Older than 180 days' })
    .getByRole('button', { name: 'Reset token' })
    .waitFor();
  await page
    .getByRole('region', { name: 'Expire within 7 days' })
    .getByRole('button', { name: 'Change expiry' })
    .click();
  await page.getByRole('alertdialog', { name: /expiry/i }).waitFor();
});

test('the tokens of any of many members are found, by keyboard alone, and the address brings them back', async (t) => {
  const service = await serveConsole(t);
  const seeded = await seedTokens(service);
  const _id = await inviteMany(service);
  const given = seeded.get('ada-laptop')?._id ?? '';
  service.query('update tokens set member_id = ? where id = ?', _id, given);
  service.query('update token_list set member_id = ? where token_id = ?', _id, given);
  const page = await openPage(t, service, { path: '/tokens?status=all' });
  await page.getByRole('link', { name: 'metrics-export' }).waitFor();
  await page.getByRole('button', { name: 'Owner', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.locator('input:focus').waitFor();
  await page.keyboard.type('zim');
  await page.getByRole('button', { name: 'Zora Zimmer' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Owner: Zora Zimmer' }).waitFor();
  await page.getByRole('link', { name: 'metrics-export' }).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'ada-laptop' }).waitFor();
  assert.deepEqual(await names(page), ['ada-laptop']);
  await page.reload();
  await page.getByRole('button', { name: 'Owner: Zora Zimmer' }).waitFor();
  await page.getByRole('link', { name: 'ada-laptop' }).waitFor();
  assert.deepEqual(await names(page), ['ada-laptop']);
  await page.getByRole('button', { name: 'Clear owner' }).click();
  await page.getByRole('link', { name: 'metrics-export' }).waitFor();
  await page.getByRole('button', { name: 'Owner', exact: true }).click();
  await page
    .getByRole('textbox', { name: 'Owner' })
    .or(page.getByRole('searchbox', { name: 'Owner' }))
    .fill('me');
  await page.getByRole('button', { name: 'Me', exact: true }).click();
  await page.getByRole('link', { name: 'ada-laptop' }).waitFor({ state: 'detached' });
  assert.equal(new URL(page.url()).searchParams.get('owner'), 'me');
});

test('the usage of a token is seen for a week and for thirty days, in bars and in a table', async (t) => {
  const service = await serveConsole(t);
  const id = (await seedTokens(service)).get('ci-deploy')?._id ?? '';
  seedUsage(service, id, 1, 3);
  const { usage } = await (await service.api(`/api/v2/tokens/${id}?include=usage`)).json();
  const page = await openPage(t, service, { path: `/tokens/${id}` });
  await page.getByRole('tab', { name: 'Usage' }).click();
  const panel = page.getByRole('tabpanel');
  for (const days of [30, 7]) {
    await panel.getByLabel(`${days} days`).check();
    const last = [usage.allowed, usage.denied, usage.refused].map((counts) => counts.slice(-days));
    const total = last.flat().reduce((sum: number, count: number) => sum + count, 0);
    await panel
      .getByRole('img', { name: new RegExp(`^${total.toLocaleString('en')} requests since `) })
      .waitFor();
    const busy = last[0].filter((_: number, index: number) => last.some((counts) => counts[index] > 0));
    assert.equal(await panel.locator('tbody tr').count(), busy.length);
  }
});
