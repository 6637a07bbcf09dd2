import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { clipboard, openPage, serveConsole, traces } from './open-page.ts';
import { seedTokens } from './seed.ts';

const SECRET = /^kw[ps]_[0-9A-Za-z]{36}$/;
const CLIPBOARD = ['clipboard-read', 'clipboard-write'];

async function shownSecret(page: Page): Promise<string> {
  const secret = await page.locator('[data-secret]').innerText();
  assert.match(secret, SECRET);
  return secret;
}

const copyAndLeave = async (page: Page) => {
  await page.getByRole('button', { name: 'Copy secret' }).click();
  await page.getByText('Secret copied').waitFor();
  await page.getByRole('button', { name: 'I have saved it' }).click();
};

test('4, 6: a token is made in the eight steps of the documents, its first request is seen, and its secret is nowhere afterwards', async (t) => {
  const service = await serveConsole(t);
  const page = await openPage(t, service, { path: '/', permissions: CLIPBOARD });
  const answers: string[] = [];
  page.on('response', async (response) => {
    if (response.request().method() === 'GET') answers.push(await response.text().catch(() => ''));
  });

  await page.getByRole('link', { name: 'Organization settings' }).click();
  await page.getByRole('navigation').getByRole('link', { name: 'Authorization' }).click();
  await page.getByRole('button', { name: 'Create token' }).first().click();
  await page.getByRole('heading', { name: 'Create an access token' }).waitFor();
  await page.getByLabel('Name', { exact: true }).fill('ci-deploy');
  await page.getByRole('button', { name: 'Reader Role' }).click();
  await page.getByRole('option', { name: 'Writer' }).click();
  await page.getByRole('button', { name: /API version/ }).click();
  await page.getByRole('option', { name: '20220603' }).click();
  await page.getByLabel('This is a service token').check();
  await page.getByRole('button', { name: 'Save token' }).click();

  const secret = await shownSecret(page);
  await page.waitForFunction(() => document.activeElement?.textContent === 'Copy');
  await page.getByText('Waiting for the first request').waitFor();
  const used = await service.api('/api/v2/caller-identity', { as: secret });
  assert.equal(used.status, 200);
  await page.getByText(/Received \d\d:\d\d:\d\d from 127\.0\.0\.1/).waitFor({ timeout: 3_000 });

  await page.getByRole('button', { name: 'Copy secret' }).click();
  assert.equal(await clipboard(page), secret);
  await page.getByRole('button', { name: 'I have saved it' }).click();
  await page.getByRole('link', { name: 'ci-deploy' }).waitFor();
  assert.equal(new URL(page.url()).pathname, '/settings/authorization');
  assert.ok(!(await traces(page)).includes(secret), 'nothing of the page holds the secret');
  assert.ok(!answers.join('').includes(secret), 'no GET answered the secret');
  const kept = JSON.stringify([service.query('select * from audit_entries'), service.logLines]);
  assert.ok(
    kept.includes('ci-deploy') && !kept.includes(secret),
    'no audit entry and no line of the log has it',
  );
  await page.reload();
  await page.getByText(`…${secret.slice(-4)}`).waitFor();
  assert.ok(!(await traces(page)).includes(secret));

  const [made] = (await (await service.api('/api/v2/tokens?q=ci-deploy')).json()).items;
  assert.deepEqual(
    [made.role, made.serviceToken, made.defaultApiVersion],
    ['writer', true, 20220603],
    'the token is as it was asked for',
  );
});

test('2, 5: by keyboard a name and Enter make a token; an uncopied secret is not left without a question', async (t) => {
  const service = await serveConsole(t);
  const page = await openPage(t, service, { permissions: CLIPBOARD });
  await page.getByRole('link', { name: 'First token' }).waitFor();
  await page.keyboard.press('c');
  await page.getByLabel('Name', { exact: true }).waitFor();
  await page.keyboard.type('by-keyboard');
  await page.keyboard.press('Enter');
  const secret = await shownSecret(page);

  const question = page.getByRole('alertdialog', { name: 'You haven’t copied it' });
  for (const leave of [
    () => page.keyboard.press('Escape'),
    () => page.mouse.click(300, 300),
    () => page.getByRole('button', { name: 'I have saved it' }).click(),
    () => page.goBack(),
  ]) {
    await leave();
    await question.waitFor();
    await page.getByRole('button', { name: 'Go back' }).click();
    await question.waitFor({ state: 'hidden' });
    assert.equal(await shownSecret(page), secret);
  }
  const closing = page.waitForEvent('dialog').then((dialog) => dialog.dismiss());
  await page.close({ runBeforeUnload: true });
  await closing;

  await page.getByRole('button', { name: 'Copy secret' }).click();
  await page.getByText('Secret copied').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('[data-secret]').waitFor({ state: 'detached' });
  assert.equal(await question.count(), 0, 'after copying nothing asks');
});

test('waiting for a first request ends with the token; a secret that nobody copied leaves the page with the session', async (t) => {
  const service = await serveConsole(t);
  const page = await openPage(t, service, { path: '/tokens/new', permissions: CLIPBOARD });
  const create = async (name: string) => {
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.keyboard.press('Enter');
    return shownSecret(page);
  };
  await create('deleted');
  await page.getByText('Waiting for the first request').waitFor();
  const [deleted] = service.query("select id from tokens where name = 'deleted'");
  await service.api(`/api/v2/tokens/${deleted?.id}`, { method: 'DELETE' });
  await page.getByText('The first request cannot be shown here.').waitFor({ timeout: 20_000 });
  await copyAndLeave(page);

  const setHidden = (isHidden: boolean) =>
    page.evaluate((value) => {
      Object.defineProperty(document, 'hidden', { value, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, isHidden);
  let streams = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/events')) streams++;
  });
  await page.getByRole('button', { name: 'Create token' }).first().click();
  await setHidden(true);
  const secret = await create('left-open');
  await page.getByText('Waiting for the first request').waitFor();
  assert.equal(streams, 0, 'nobody waits before a page that is hidden');
  const opened = page.waitForRequest(/\/events$/);
  await setHidden(false);
  await opened;
  service.query('delete from auth_session');
  await page.getByText('Your session has ended. Sign in again.').waitFor({ timeout: 20_000 });
  assert.ok(!(await traces(page)).includes(secret), 'nothing of the page holds the secret');
});

test('11: a token is reset in the seven steps of the documents; both secrets work until the old one is ended', async (t) => {
  const service = await serveConsole(t);
  const seeded = await seedTokens(service);
  const old = seeded.get('release-bot');
  assert.ok(old);
  const page = await openPage(t, service, { path: '/', permissions: CLIPBOARD });

  await page.getByRole('link', { name: 'Organization settings' }).click();
  await page.getByRole('navigation').getByRole('link', { name: 'Authorization' }).click();
  await page.getByRole('button', { name: 'Actions for release-bot' }).click();
  await page.getByRole('menuitem', { name: 'Reset token' }).click();
  await page.getByRole('button', { name: 'Reset Token' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Reset token?' });
  const hours = dialog.getByLabel('Hours to keep the old secret active');
  assert.equal(await hours.inputValue(), '24', 'a day is the default');
  await hours.fill('1.5');
  await dialog.getByText('Enter whole hours').first().waitFor();
  await hours.fill('5');
  const confirm = dialog.getByLabel('Type release-bot to confirm');
  await confirm.fill('release-bo');
  await confirm.press('Enter');
  assert.equal(await dialog.getByRole('button', { name: 'Reset' }).getAttribute('aria-disabled'), 'true');
  await confirm.fill('release-bot');
  await dialog.getByRole('button', { name: 'Reset' }).click();

  const secret = await shownSecret(page);
  assert.notEqual(secret, old.token);
  await page.getByText(/The old secret works until/).waitFor();
  const status = async (as: string) => (await service.api('/api/v2/caller-identity', { as })).status;
  assert.deepEqual([await status(secret), await status(old.token)], [200, 200], 'both work');
  await copyAndLeave(page);

  await page.getByText('Old secret: 5 h left').waitFor();
  await page.getByRole('link', { name: 'release-bot' }).click();
  await page.getByRole('button', { name: 'End it now' }).click();
  await page.getByRole('button', { name: 'End the old secret' }).click();
  await page.getByText('Ended the old secret').waitFor();
  assert.deepEqual([await status(secret), await status(old.token)], [200, 401], 'the old one is over');
});

test('10: a token is reset by keyboard alone', async (t) => {
  const service = await serveConsole(t);
  await seedTokens(service);
  const page = await openPage(t, service);
  await page.getByRole('link', { name: 'ci-deploy' }).focus();
  await page.keyboard.press('.');
  await page.getByRole('menu').waitFor();
  await page.keyboard.type('Reset');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Reset Token' }).waitFor();
  await page.waitForFunction(
    () =>
      document.activeElement?.matches('button:not([aria-disabled])') &&
      document.activeElement.textContent === 'Reset Token',
  );
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.matches('[role=alertdialog] input'));
  await page.keyboard.type('ci-deploy');
  await page.keyboard.press('Enter');
  await shownSecret(page);
});

test('13: a clone has the same access and a secret of its own, two clicks away', async (t) => {
  const service = await serveConsole(t);
  const seeded = await seedTokens(service);
  const page = await openPage(t, service, { permissions: CLIPBOARD });
  await page.getByRole('button', { name: 'Actions for terraform-prod' }).click();
  await page.getByRole('menuitem', { name: 'Clone token' }).click();
  await page.getByLabel('Name', { exact: true }).waitFor();
  assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'Copy of terraform-prod');
  await page.getByRole('button', { name: 'Save token' }).click();
  const secret = await shownSecret(page);
  await copyAndLeave(page);
  const one = seeded.get('terraform-prod');
  assert.notEqual(secret, one?.token);
  const read = async (q: string) => (await (await service.api(`/api/v2/tokens?q=${q}`)).json()).items;
  const all = await read('terraform-prod');
  const [copy] = all.filter(({ name }: { name: string }) => name.startsWith('Copy'));
  const [original] = all.filter(({ name }: { name: string }) => name === 'terraform-prod');
  assert.deepEqual(copy.inlineRole, original.inlineRole);
  assert.equal(copy.serviceToken, true);
  assert.notEqual(copy._id, original._id);
});

test('12: deleting a token that is in use needs its name, one that is not two clicks; both calls get 401', async (t) => {
  const service = await serveConsole(t);
  const seeded = await seedTokens(service);
  const page = await openPage(t, service);
  const status = async (name: string) =>
    (await service.api('/api/v2/caller-identity', { as: seeded.get(name)?.token ?? '' })).status;
  assert.equal(await status('metrics-export'), 200);
  service.query("update tokens set last_used_at = null where name = 'metrics-export'");

  await page.getByRole('button', { name: 'Actions for ci-deploy' }).click();
  await page.getByRole('menuitem', { name: 'Delete token' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByText('Calls with it get 401 Unauthorized').waitFor();
  await dialog.getByRole('button', { name: 'Delete' }).click({ force: true });
  assert.equal(await status('ci-deploy'), 200, 'without the name nothing happens');
  await dialog.getByLabel('Type ci-deploy to confirm').fill('ci-deploy');
  await page.keyboard.press('Enter');
  await page.getByText('Deleted ci-deploy').waitFor();
  await page.getByRole('link', { name: 'ci-deploy' }).waitFor({ state: 'detached' });
  assert.equal(await status('ci-deploy'), 401);
  await page.waitForFunction(() => document.activeElement?.matches('[data-row-menu]'));

  await page.getByRole('button', { name: 'Actions for datadog-sync' }).click();
  await page.getByRole('menuitem', { name: 'Disable token' }).click();
  await dialog.getByRole('button', { name: 'Disable' }).click();
  await page.getByText('Disabled datadog-sync').waitFor();
  assert.equal(await status('datadog-sync'), 401);
});
