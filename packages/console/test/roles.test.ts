import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addMember } from './add-member.ts';
import { openPage, serveConsole } from './open-page.ts';
import { writeJson } from './write-json.ts';

/** Flags are seen by the base role: what cannot be seen cannot be changed. */
const TOGGLER = { key: 'toggler', name: 'Toggler', basePermissions: 'reader' };
const TOGGLES = [{ effect: 'allow', resources: ['proj/web:env/production:flag/*'], actions: ['updateOn'] }];

test('a role is made, with a key of its name; a mistake in its policy is shown and stores nothing', async (t) => {
  const service = await serveConsole(t);
  const page = await openPage(t, service, { path: '/roles' });
  await page.getByRole('button', { name: 'Create role' }).click();
  const form = page.getByRole('form', { name: 'Role' });
  await form.getByRole('button', { name: 'Save role' }).click();
  await form.getByText('Give the role a name.').waitFor();
  await form.getByLabel('Name', { exact: true }).fill('Night Export (EU)');
  assert.equal(await form.getByLabel('Key').inputValue(), 'night-export-eu');
  await writeJson(page, '[{');
  await form.getByRole('button', { name: 'Save role' }).click();
  await form.getByText('This is no JSON list yet.').waitFor();
  await writeJson(page, [{ effect: 'allow', resources: ['nothing/*'], actions: ['*'] }]);
  await form.getByRole('button', { name: 'Save role' }).click();
  await form.getByText('The role was not saved').waitFor();
  assert.equal((await service.api('/api/v2/roles/night-export-eu')).status, 404);
  await writeJson(page, TOGGLES);
  await form.getByRole('button', { name: 'Save role' }).click();
  await page.getByRole('heading', { name: 'Night Export (EU)' }).waitFor();
  const saved = await (await service.api('/api/v2/roles/night-export-eu')).json();
  assert.deepEqual(saved.policy, TOGGLES);
});

test('before a role is changed it says what is gained and lost, and who else is changed', async (t) => {
  const service = await serveConsole(t);
  await service.api('/api/v2/roles', {
    method: 'POST',
    body: { ...TOGGLER, policy: TOGGLES },
  });
  await addMember(service, 'grace@example.com', { customRoles: ['toggler'] });
  const page = await openPage(t, service, { path: '/roles/toggler' });
  await page.locator('.statements').getByText('updateOn').waitFor();
  await page.getByRole('button', { name: 'Edit role' }).click();
  await page.getByText('Also changes 1 member').waitFor();
  const more = [{ ...TOGGLES[0], actions: ['updateOn', 'updateRules'] }];
  await writeJson(page, more);
  const difference = page.getByLabel('What changes');
  await difference.getByText('updateRules').first().waitFor();
  assert.equal(await difference.getByText('Lost').count(), 0);
  await page.getByRole('button', { name: 'Save role' }).click();
  await page.getByText('Saved the role Toggler').waitFor();
  assert.deepEqual((await (await service.api('/api/v2/roles/toggler')).json()).policy, more);
});

test('a role that somebody holds is deleted by its name; provided ones are cloned, not edited', async (t) => {
  const service = await serveConsole(t);
  await service.api('/api/v2/roles', {
    method: 'POST',
    body: { ...TOGGLER, policy: TOGGLES },
  });
  await addMember(service, 'grace@example.com', { customRoles: ['toggler'] });
  const page = await openPage(t, service, { path: '/roles' });
  await page.getByRole('row', { name: /Toggler/ }).click();
  await page.getByRole('button', { name: 'Delete role' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByText('It is taken from 1 member').waitFor();
  await page.keyboard.press('Enter');
  assert.equal((await service.api('/api/v2/roles/toggler')).status, 200, 'not without its name');
  await dialog.getByLabel('Type Toggler to confirm').fill('Toggler');
  await page.keyboard.press('Enter');
  await page.getByText('Deleted the role Toggler').waitFor();
  assert.equal((await service.api('/api/v2/roles/toggler')).status, 404);

  await page.getByRole('row', { name: /Auditor/ }).click();
  await page.locator('button[aria-disabled=true]', { hasText: 'Edit role' }).waitFor();
  await page.getByRole('button', { name: 'Clone role' }).click();
  await page.getByRole('heading', { name: 'Clone Auditor' }).waitFor();
  assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'Copy of Auditor');
  await page.getByRole('button', { name: 'Save role' }).click();
  await page.getByRole('heading', { name: 'Copy of Auditor' }).waitFor();
});

test('a token that holds a role opens in a tab of its own, beside the draft of the role', async (t) => {
  const service = await serveConsole(t);
  await service.api('/api/v2/roles', { method: 'POST', body: { ...TOGGLER, policy: TOGGLES } });
  const body = { name: 'Night switch', customRoleIds: ['toggler'], serviceToken: true };
  const { _id } = await (await service.api('/api/v2/tokens', { method: 'POST', body })).json();
  const page = await openPage(t, service, { path: '/roles/toggler/edit' });
  const form = page.getByRole('form', { name: 'Role' });
  await form.getByLabel('Name', { exact: true }).fill('Toggler at night');
  const opened = page.context().waitForEvent('page');
  await page.getByRole('link', { name: 'Night switch' }).click();
  const beside = await opened;
  await beside.getByRole('heading', { name: 'Night switch' }).waitFor();
  assert.equal(new URL(beside.url()).pathname, `/tokens/${_id}`);
  assert.equal(new URL(page.url()).pathname, '/roles/toggler/edit');
  assert.equal(await form.getByLabel('Name', { exact: true }).inputValue(), 'Toggler at night');
});

test('a field that one may not change is shown with its reason, and the others are saved', async (t) => {
  const service = await serveConsole(t);
  await service.api('/api/v2/roles', { method: 'POST', body: { ...TOGGLER, policy: TOGGLES } });
  const allow = (...actions: readonly string[]) => ({ effect: 'allow', resources: ['role/*'], actions });
  const namer = { key: 'namer', name: 'Namer', basePermissions: 'reader' };
  await service.api('/api/v2/roles', {
    method: 'POST',
    body: { ...namer, policy: [allow('updateName', 'updateDescription')] },
  });
  await addMember(service, 'grace@example.com', { customRoles: ['namer'] });
  const page = await openPage(t, service, { path: '/roles/toggler', email: 'grace@example.com' });
  await page.getByRole('button', { name: 'Edit role' }).click();
  const base = page.getByLabel('Starts from');
  await base.waitFor();
  assert.equal(await base.getAttribute('readonly'), '');
  assert.equal(await base.inputValue(), 'Reader');
  await page.getByText('Needs `updateBasePermissions`, which your role does not allow').waitFor();
  const policy = page.getByLabel('Policy');
  await policy.getByText('Needs `updatePolicy`, which your role does not allow').waitFor();
  await policy.getByText('updateOn').first().waitFor();
  assert.equal(await policy.getByRole('button').count(), 0);
  await page.getByLabel('Description').fill('Who switches flags');
  await page.getByRole('button', { name: 'Save role' }).click();
  await page.getByText('Saved the role Toggler').waitFor();
  const saved = await (await service.api('/api/v2/roles/toggler')).json();
  assert.equal(saved.description, 'Who switches flags');
  assert.deepEqual(saved.policy, TOGGLES);
});

test('a role and a team whose key is `new` are opened like any other', async (t) => {
  const service = await serveConsole(t);
  const body = { key: 'new', name: 'Newcomers', policy: TOGGLES };
  assert.equal((await service.api('/api/v2/roles', { method: 'POST', body })).status, 201);
  const team = { key: 'new', name: 'New people' };
  assert.equal((await service.api('/api/v2/teams', { method: 'POST', body: team })).status, 201);
  const page = await openPage(t, service, { path: '/roles' });
  await page.getByRole('link', { name: 'Newcomers' }).click();
  await page.getByRole('heading', { name: 'Newcomers' }).waitFor();
  await page.getByRole('button', { name: 'Edit role' }).click();
  await page.getByRole('heading', { name: 'Edit Newcomers' }).waitFor();
  await page.goto(`${service.url}/teams`);
  await page.getByRole('link', { name: 'New people' }).click();
  await page.getByRole('heading', { name: 'New people' }).waitFor();
  await page.getByText('Nobody belongs to it.').waitFor();
});

test('each base role may do, action by action, what the service decides for it', async (t) => {
  const service = await serveConsole(t);
  const decided = new Map<string, Set<string>[]>();
  for (const [index, role] of ['reader', 'writer', 'admin', 'owner'].entries()) {
    const body = { subject: { member: { role } } };
    const answer = await service.api('/api/v2/policies/permissions', { method: 'POST', body });
    // A type that stands at several places has an entry for each.
    for (const { type, permissions } of (await answer.json()).items)
      for (const { action, extent } of permissions) {
        const extents =
          decided.get(`${type} ${action}`) ?? Array.from({ length: 4 }, () => new Set<string>());
        extents[index]?.add(extent);
        decided.set(`${type} ${action}`, extents);
      }
  }
  const page = await openPage(t, service, { path: '/roles' });
  await page.locator('.matrix').first().waitFor();
  const shown = await page.locator('.matrix').evaluateAll((matrices) =>
    matrices.flatMap((matrix) =>
      [...matrix.querySelectorAll('tbody tr')].map((row) => ({
        key: `${matrix.querySelector('code')?.textContent} ${row.querySelector('th')?.textContent}`,
        may: [...row.querySelectorAll('td')].map((cell) => cell.textContent === 'Yes'),
      })),
    ),
  );
  assert.ok(shown.length > 300, `${shown.length} actions`);
  assert.deepEqual(
    shown.map(({ key, may }) => [key, ...may.map((is) => (is ? 'all' : 'none'))]),
    shown.map(({ key }) => [key, ...(decided.get(key) ?? []).map((extents) => [...extents].join())]),
  );
  assert.deepEqual(
    new Set(shown.map(({ may }) => may.indexOf(true))),
    new Set([0, 1, 2, 3]),
    'each role may do something that the one before may not',
  );
});

test('a change of a role names the tokens that it changes, the first fourteen of many', async (t) => {
  const service = await serveConsole(t);
  await service.api('/api/v2/roles', { method: 'POST', body: { ...TOGGLER, policy: TOGGLES } });
  const names = Array.from({ length: 16 }, (_, index) => `night-${String(index).padStart(2, '0')}`);
  for (const name of names) {
    const body = { name, customRoleIds: ['toggler'], serviceToken: true };
    assert.equal((await service.api('/api/v2/tokens', { method: 'POST', body })).status, 201);
  }
  await service.api('/api/v2/tokens', { method: 'POST', body: { name: 'another', role: 'reader' } });
  const page = await openPage(t, service, { path: '/roles/toggler/edit' });
  await page.getByText('Also changes 16 tokens').waitFor();
  const holders = page.locator('.holder-tokens');
  await holders.getByText('and 2 more').waitFor();
  const shown = await holders.getByRole('link').allInnerTexts();
  assert.equal(new Set(shown).size, 14);
  assert.ok(
    shown.every((name) => names.includes(name)),
    shown.join(),
  );
});

test('the four rules of a policy stand above its statements, in the builder and as JSON', async (t) => {
  const service = await serveConsole(t);
  const page = await openPage(t, service, { path: '/roles/-/new' });
  for (const mode of ['JSON', 'Builder']) {
    await page.getByLabel(mode, { exact: true }).check();
    for (const rule of [
      'What is not mentioned is denied.',
      'A deny beats every allow of this policy;',
      'across roles the more permissive one wins.',
      'The order of statements has no effect.',
    ])
      await page.locator('.policy-main .help').first().getByText(rule).waitFor();
  }
});
