import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addMember } from './add-member.ts';
import { openPage, serveConsole } from './open-page.ts';
import { seedTokens } from './seed.ts';

const LIMITS = '/settings/limits';

test('each limit says how many tokens it would affect before it is saved, and leads to them; nothing is stored until then', async (t) => {
  const service = await serveConsole(t);
  await seedTokens(service);
  const settings = async () => (await service.api('/api/v2/account/settings')).json();
  const before = await settings();
  const page = await openPage(t, service, { path: LIMITS });
  const save = page.getByRole('button', { name: 'Save settings' });
  assert.equal(await save.getAttribute('aria-disabled'), 'true');
  await page.getByLabel('Longest life').fill('a year');
  await page.getByText('Give a whole number from 1 to 3650.').waitFor();
  await page.getByLabel('Longest life').fill('30');
  await page.getByText('Would affect 5 tokens: they have a longer life').waitFor();
  await page.getByLabel('Most service tokens').fill('1');
  await page.getByText('Would affect 2 tokens: they are beyond the limit').waitFor();
  await page.getByLabel('Disable idle tokens after').fill('28');
  await page.getByText('Would affect 1 token: they were neither used nor changed').waitFor();
  assert.deepEqual(await settings(), before);

  const idle = page.waitForEvent('popup');
  await page.getByRole('link', { name: 'Show them, the first one' }).click();
  const idleRows = (await idle).locator('tr[data-token]');
  await idleRows.first().waitFor();
  assert.match(await idleRows.first().innerText(), /metrics-export/);
  await (await idle).getByRole('button', { name: 'Unused for: 28d' }).waitFor();
  await page.getByLabel('Disable idle tokens after').fill('');

  const list = page.waitForEvent('popup');
  await page.getByRole('link', { name: 'Show them, the first 5' }).click();
  const rows = (await list).locator('tr[data-token]');
  await rows.first().waitFor();
  const shown = (await rows.locator('.cell-expiry').allInnerTexts()).slice(0, 6);
  assert.ok(
    shown.slice(0, 5).every((text) => /Never|days|month/.test(text)),
    shown.join(),
  );
  assert.match(shown[5] ?? '', /28 d/, 'the next one is within the limit');

  await page.getByLabel('Default life').fill('90');
  await page.getByText('`defaultTokenLifetimeDays` is longer').waitFor();
  await page.getByLabel('Default life').fill('7');
  await page.getByLabel('Comment for the audit log').fill('as the auditors asked');
  await save.click();
  await page.getByText('Saved the settings').waitFor();
  const changed = { maximumTokenLifetimeDays: 30, serviceTokenLimit: 1, defaultTokenLifetimeDays: 7 };
  assert.deepEqual(await settings(), { ...before, ...changed });
  const [entry] = (await (await service.api('/api/v2/auditlog?limit=1')).json()).items;
  assert.equal(entry.comment, 'as the auditors asked');
});

test('who may not change the settings sees them, and why', async (t) => {
  const service = await serveConsole(t);
  await addMember(service, 'grace@example.com', { role: 'writer' });
  const page = await openPage(t, service, { path: LIMITS, email: 'grace@example.com' });
  await page.getByText('You can look, and not change').waitFor();
  assert.equal(await page.getByLabel('Most service tokens').inputValue(), '200');
  await page.getByLabel('Custom roles').click({ force: true });
  assert.equal(await page.getByLabel('Custom roles').isChecked(), true);
  const save = page.getByRole('button', { name: 'Save settings' });
  assert.equal(await save.getAttribute('aria-disabled'), 'true');
});

test('a save sends only what was changed in the form: what somebody else saved meanwhile stays', async (t) => {
  const service = await serveConsole(t);
  const page = await openPage(t, service, { path: LIMITS });
  await page.getByLabel('Longest life').waitFor();
  const patch = [{ op: 'replace', path: '/maximumTokenLifetimeDays', value: 30 }];
  const theirs = await service.api('/api/v2/account/settings', { method: 'PATCH', body: patch });
  assert.equal(theirs.status, 200, await theirs.text());
  // The page reads the settings again, as it does when somebody comes back to it.
  const read = page.waitForResponse((response) => response.url().endsWith('/account/settings'));
  await page.clock.setFixedTime(Date.now() + 600_000);
  await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
  await (await read).finished();
  await page.getByLabel('Most service tokens').fill('7');
  await page.getByRole('button', { name: 'Save settings' }).click();
  await page.getByText('Saved the settings').waitFor();
  const { maximumTokenLifetimeDays, serviceTokenLimit } = await (
    await service.api('/api/v2/account/settings')
  ).json();
  assert.deepEqual([maximumTokenLifetimeDays, serviceTokenLimit], [30, 7]);
  assert.equal(await page.getByLabel('Longest life').inputValue(), '30');
});

test('the page of a token says when the settings will disable it, and the list takes the filter away', async (t) => {
  const service = await serveConsole(t);
  const tokens = await seedTokens(service);
  const patch = [{ op: 'replace', path: '/disableIdleTokensAfterDays', value: 30 }];
  const set = await service.api('/api/v2/account/settings', { method: 'PATCH', body: patch });
  assert.equal(set.status, 200, await set.text());
  const id = tokens.get('metrics-export')?._id;
  const page = await openPage(t, service, { path: `/tokens/${id}` });
  await page.getByText(/^Disabled after .* unless it is used or changed\.$/).waitFor();
  await page.goto(`${service.url}/tokens?unusedFor=28d`);
  await page.locator('tr[data-token]').first().waitFor();
  await page.getByRole('button', { name: 'Clear unused for' }).click();
  await page.waitForURL((url) => !url.search.includes('unusedFor'));
  const disabled = [{ op: 'replace', path: '/disabled', value: true }];
  await service.api(`/api/v2/tokens/${id}`, { method: 'PATCH', body: disabled });
  await page.goto(`${service.url}/tokens/${id}`);
  await page.getByText('Disabled', { exact: true }).first().waitFor();
  await page.getByText('unless it is used').waitFor({ state: 'detached' });
});
