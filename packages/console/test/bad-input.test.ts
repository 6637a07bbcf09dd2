import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { openPage, serveConsole } from './open-page.ts';
import { seedTokens } from './seed.ts';
import { writeJson } from './write-json.ts';

const GONE_BY = '2020-01-01';

/** The problem that stands in the field with this label, and that a screen reader is told with it. */
async function problemAt(page: Page, label: string, text: string | RegExp): Promise<void> {
  const field = page
    .locator('.field')
    .filter({ has: page.getByLabel(new RegExp(`^${label}( \\(optional\\))?$`)) });
  await field.locator('.field-problem').filter({ hasText: text }).first().waitFor();
}

async function hasFocus(field: Locator): Promise<void> {
  await field.and(field.page().locator(':focus')).waitFor();
}

async function chooseInMenu(page: Page, row: string, item: string): Promise<void> {
  await page.getByLabel(`Actions for ${row}`).click();
  await page.getByRole('menuitem', { name: item }).click();
}

test('each field of a new token says in words what is wrong with it, and a reload loses none', async (t) => {
  const service = await serveConsole(t);
  const page = await openPage(t, service, { path: '/tokens/new' });
  const name = page.getByLabel('Name', { exact: true });
  const save = page.getByRole('button', { name: 'Save token' });
  await name.fill('   ');
  await page.getByLabel('Date', { exact: true }).check();
  await page.getByLabel('Last day').fill(GONE_BY);
  await page.getByRole('button', { name: 'Reader Role' }).click();
  await page.getByRole('option', { name: 'Custom' }).click();
  await save.click();
  await problemAt(page, 'Name', 'Give the token a name');
  const summary = page.getByRole('region', { name: 'What to mend' });
  await summary.getByText('3 fields must be mended').waitFor();
  await hasFocus(summary);
  for (const [problem, field] of [
    ['The last day has gone by.', page.getByLabel('Last day')],
    ['Choose at least one role.', page.getByRole('group', { name: 'Roles' }).getByRole('checkbox').first()],
    ['Give the token a name', name],
  ] as const) {
    await page.locator('.field-problem', { hasText: problem }).waitFor();
    await summary.getByRole('button', { name: problem }).click();
    await hasFocus(field);
  }
  await page.getByLabel('Date', { exact: true }).check();
  await page.getByLabel('Last day').fill('2999-12-31');
  await page.getByLabel('Auditor (provided)').check();
  await save.click();
  // Of one alone the field itself has the focus.
  await summary.waitFor({ state: 'hidden' });
  await hasFocus(name);
  await name.fill('kept');
  await page.getByText('Allowed addresses and tags').click();
  await page.getByLabel('Tags').fill(`UPPER, a b, ${'x'.repeat(200)}`);
  await page.getByLabel('Last day').fill('2999-12-31');
  await save.click();
  await problemAt(page, 'Tags', /./);
  assert.deepEqual(service.query("select 1 from tokens where name = 'kept'"), []);
  await page.reload();
  assert.equal(await name.inputValue(), 'kept');
  assert.equal(await page.getByLabel('Last day').inputValue(), '2999-12-31');
  assert.match(await page.getByLabel('Tags').inputValue(), /^UPPER, a b, x/);
  assert.ok(await page.getByLabel('Auditor (provided)').isChecked());
});

test('a broken policy is told with its line before the token is saved, and survives a reload as it was typed', async (t) => {
  const service = await serveConsole(t);
  const seeded = await seedTokens(service);
  const id = seeded.get('ci-deploy')?._id;
  const broken = '[\n{"effect":"allow",\n"resources":["acct"]\n"actions":["*"]}]';
  for (const [path, begin, save] of [
    [
      '/tokens/new',
      async (page: Page) => page.getByLabel('Name', { exact: true }).fill('broken'),
      'Save token',
    ],
    [
      `/tokens/${id}#permissions`,
      async (page: Page) => page.getByRole('button', { name: 'Edit permissions' }).click(),
      'Save permissions',
    ],
  ] as const) {
    const page = await openPage(t, service, { path });
    await begin(page);
    await page.getByRole('button', { name: / Role$/ }).click();
    await page.getByRole('option', { name: 'Inline policy' }).click();
    await writeJson(page, broken);
    await page.getByText(/^Line \d/).waitFor();
    await page.getByRole('button', { name: save }).click();
    await page.locator('.field-problem').first().waitFor();
    await page.reload();
    await page.locator('.cm-content').waitFor();
    const kept = await page.locator('.cm-line').allInnerTexts();
    assert.equal(kept.join('\n'), broken, path);
    await page.getByText(/^Line \d/).waitFor();
  }
  assert.deepEqual(service.query("select 1 from tokens where name = 'broken'"), []);
});

test('a name and a description are refused at their field, and what was typed outlives a reload and is saved then', async (t) => {
  const service = await serveConsole(t);
  const seeded = await seedTokens(service);
  const id = seeded.get('ci-deploy')?._id;
  const page = await openPage(t, service, { path: `/tokens/${id}` });
  await page.getByRole('button', { name: 'Edit name' }).click();
  await page.getByLabel('New name').fill('  ');
  await page.keyboard.press('Enter');
  await problemAt(page, 'New name', 'Give the token a name');
  await page.getByLabel('New name').fill('half-typ');
  await page.getByRole('button', { name: 'Edit description' }).click();
  await page.getByLabel('New description').fill('what it is f');
  await page.reload();
  assert.equal(await page.getByLabel('New name').inputValue(), 'half-typ');
  assert.equal(await page.getByLabel('New description').inputValue(), 'what it is f');
  assert.deepEqual(
    service.query('select name, description from tokens where id = ?', id ?? '').map((row) => ({ ...row })),
    [{ name: 'ci-deploy', description: '' }],
  );
  await page.getByLabel('New name').press('Enter');
  await page.getByRole('heading', { name: 'half-typ' }).waitFor();
  await page.getByLabel('New description').press('Enter');
  await page.getByRole('button', { name: 'Edit description' }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Edit name' }).waitFor();
  assert.equal(await page.getByLabel('New name').count(), 0, 'what was saved is no draft any more');
});

test('an end that cannot be is refused at its field, for one token and for several, and changes nothing', async (t) => {
  const service = await serveConsole(t);
  await seedTokens(service);
  const settings = [{ op: 'replace', path: '/maximumTokenLifetimeDays', value: 100 }];
  assert.equal(
    (await service.api('/api/v2/account/settings', { method: 'PATCH', body: settings })).status,
    200,
  );
  const ends = () =>
    service.query('select id, expires_at from tokens order by id').map((row) => ({ ...row }));
  const before = ends();
  const page = await openPage(t, service);
  const dialog = page.getByRole('alertdialog');
  const change = dialog.getByRole('button', { name: 'Change expiry' });
  await chooseInMenu(page, 'metrics-export', 'Change expiry');
  await dialog.getByLabel('Date', { exact: true }).check();
  await dialog.getByLabel('Last day').fill('');
  await dialog.getByText('Choose the last day.').first().waitFor();
  await dialog.getByLabel('Last day').fill(GONE_BY);
  await dialog.locator('.field-problem').filter({ hasText: 'The last day has gone by.' }).waitFor();
  assert.equal(await change.getAttribute('aria-disabled'), 'true');
  await dialog.getByLabel('Last day').fill('2999-12-31');
  await change.click();
  await dialog.locator('.field-problem').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  for (const name of ['metrics-export', 'release-bot']) await page.getByLabel(`Select ${name}`).check();
  const bar = page.getByRole('region', { name: 'Selected tokens' });
  await bar.getByRole('button', { name: 'Change expiry' }).click();
  await dialog.getByLabel('Date', { exact: true }).check();
  await dialog.getByLabel('Last day').fill(GONE_BY);
  await dialog.locator('.field-problem').filter({ hasText: 'The last day has gone by.' }).waitFor();
  await change.click({ force: true });
  assert.equal(await change.getAttribute('aria-disabled'), 'true');
  assert.deepEqual(ends(), before);
});

test('the hours of a reset are whole and within what is allowed, and the name is typed exactly', async (t) => {
  const service = await serveConsole(t);
  const seeded = await seedTokens(service);
  const page = await openPage(t, service, { path: `/tokens/${seeded.get('release-bot')?._id}/reset` });
  await page.getByRole('button', { name: 'Reset Token' }).click();
  const dialog = page.getByRole('alertdialog');
  const hours = dialog.getByLabel('Hours to keep the old secret active');
  const reset = dialog.getByRole('button', { name: 'Reset' });
  await dialog.getByLabel('Type release-bot to confirm').fill('release-bot');
  for (const wrong of ['1.5', '-1', '', 'one', '721', '99999999999999999999']) {
    await hours.fill(wrong);
    await problemAt(page, 'Hours to keep the old secret active', /hours/i);
    assert.equal(await reset.getAttribute('aria-disabled'), 'true', wrong);
  }
  await hours.fill('2');
  for (const wrong of ['Release-bot', 'release-bot2', 'release']) {
    await dialog.getByLabel('Type release-bot to confirm').fill(wrong);
    await page.keyboard.press('Enter');
    assert.equal(await reset.getAttribute('aria-disabled'), 'true', wrong);
  }
  assert.equal(
    (await service.api('/api/v2/caller-identity', { as: seeded.get('release-bot')?.token ?? '' })).status,
    200,
  );
  assert.deepEqual(service.query("select 1 from audit_entries where action = 'resetAccessToken'"), []);
});

test('a passphrase that is too short, and a link that is used up, are said where somebody joins', async (t) => {
  const service = await serveConsole(t);
  const invited = await service.api('/api/v2/members', {
    method: 'POST',
    body: [{ email: 'new@example.com', role: 'reader' }],
  });
  const [{ _invitation }] = (await invited.json()).items;
  const link = new URL(_invitation.link, service.url);
  const page = await openPage(t, service, { path: link.pathname + link.hash, isSignedIn: false });
  await page.getByLabel('First name').fill('Grace');
  await page.getByLabel('Passphrase').fill('short');
  await page.getByText('7 more characters needed').waitFor();
  await page.getByRole('button', { name: 'Join' }).click();
  await page.waitForFunction(() => document.activeElement?.matches('input[type=password]:invalid'));
  await page.getByText('7 more characters needed').waitFor();
  assert.equal(await page.getByLabel('First name').inputValue(), 'Grace');
  await page.getByLabel('Passphrase').fill('correct horse battery staple');
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();

  await page.goto(`${service.url}${link.pathname}${link.hash}`);
  await page.reload();
  await page.goto('about:blank');
  await page.goto(`${service.url}${link.pathname}${link.hash}`);
  await page.getByLabel('Passphrase').fill('correct horse battery staple');
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByRole('alert').filter({ hasText: 'This link does not work any more.' }).waitFor();
});

test('the key of a team or role is refused at its field, in words, when it cannot be used and when another has it', async (t) => {
  const service = await serveConsole(t);
  const body = { key: 'night', name: 'Night' };
  assert.equal((await service.api('/api/v2/teams', { method: 'POST', body })).status, 201);
  const role = { ...body, policy: [] };
  assert.equal((await service.api('/api/v2/roles', { method: 'POST', body: role })).status, 201);
  for (const [path, save, made] of [
    ['/teams/-/new', 'Create team', 'Created the team Night'],
    ['/roles/-/new', 'Save role', 'Saved the role Night'],
  ] as const) {
    const page = await openPage(t, service, { path });
    const [name, key] = [page.getByLabel('Name', { exact: true }), page.getByLabel('Key', { exact: true })];
    const send = page.getByRole('button', { name: save }).last();
    await name.fill('Night');
    await key.fill('night shift');
    await send.click();
    await problemAt(page, 'Key', 'A key begins with a letter or digit');
    await hasFocus(key);
    await key.fill('night');
    await send.click();
    await problemAt(page, 'Key', 'Another has the key night already');
    await hasFocus(key);
    assert.equal(await name.inputValue(), 'Night');
    await key.fill('night-shift');
    await send.click();
    await page.getByText(made).first().waitFor();
  }
  const rows = (table: string) =>
    service.query(`select key from ${table} where key like 'night%' order by key`);
  for (const table of ['teams', 'roles'])
    assert.deepEqual(
      rows(table).map(({ key }) => key),
      ['night', 'night-shift'],
    );
});
