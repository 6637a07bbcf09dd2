import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addMember } from './add-member.ts';
import { clipboard, openPage, serveConsole } from './open-page.ts';

async function memberOf(service: Awaited<ReturnType<typeof serveConsole>>, email: string) {
  const { items } = await (
    await service.api(`/api/v2/members?filter=email:${encodeURIComponent(email)}`)
  ).json();
  return items[0];
}

test('several are invited at once, or none; whose mail was not sent gets a link that works', async (t) => {
  const service = await serveConsole(t);
  const page = await openPage(t, service, {
    path: '/members',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await page.getByRole('button', { name: 'Invite members' }).click();
  const box = page.getByLabel('E-mail addresses');
  await box.fill('grace@example.com, not-an-address');
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  await page.getByText('“not-an-address” is no e-mail address.').waitFor();
  await box.fill('grace@example.com\nADA@example.com');
  await page.getByRole('button', { name: 'Invite 2 members' }).click();
  await page.getByText('Nobody was invited').waitFor();
  assert.equal(await memberOf(service, 'grace@example.com'), undefined, 'with one refused, none is stored');
  assert.equal(await box.inputValue(), 'grace@example.com\nADA@example.com', 'nothing typed is lost');

  await box.fill('Grace Hopper <grace@example.com>, alan@example.com, GRACE@example.com');
  await page.getByRole('button', { name: 'Reader Role' }).click();
  await page.getByRole('option', { name: 'Writer' }).click();
  await page.getByRole('button', { name: 'Invite 2 members' }).click();
  await page.getByRole('heading', { name: 'Invited 2 members' }).waitFor();
  const copy = page.getByRole('button', { name: 'Copy link link of alan@example.com' });
  await copy.click();
  const link = await clipboard(page);
  assert.equal(new URL(link).origin, service.url);
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('row', { name: /alan@example\.com Invited Writer/ }).waitFor();
  assert.equal((await memberOf(service, 'alan@example.com')).role, 'writer');

  const invited = await openPage(t, service, { path: '/login', isSignedIn: false });
  await invited.goto(link);
  await invited.getByLabel('Passphrase').fill('a long enough passphrase');
  await invited.keyboard.press('Enter');
  await invited.getByRole('button', { name: 'Sign in' }).waitFor();
  await invited.getByLabel('Work email').fill('alan@example.com');
  await invited.getByLabel('Passphrase').fill('a long enough passphrase');
  await invited.keyboard.press('Enter');
  await invited.getByRole('heading', { name: 'Home' }).waitFor();
});

test('a role is changed in place: a base role, or custom roles instead', async (t) => {
  const service = await serveConsole(t);
  await addMember(service, 'grace@example.com', { role: 'reader' });
  const { _id } = await memberOf(service, 'grace@example.com');
  const page = await openPage(t, service, { path: `/members/${_id}` });
  const form = page.getByRole('form', { name: 'Role' });
  await form.getByRole('button', { name: 'Reader Role' }).click();
  await page.getByRole('option', { name: 'Admin' }).click();
  await form.getByRole('button', { name: 'Save role' }).click();
  await page.getByText('Saved the role of').waitFor();
  assert.equal((await memberOf(service, 'grace@example.com')).role, 'admin');
  await form.getByRole('button', { name: 'Admin Role' }).click();
  await page.getByRole('option', { name: 'Custom roles' }).click();
  await form.getByRole('button', { name: 'Save role' }).focus();
  await form.getByText('Choose at least one role').waitFor();
  await form.getByLabel('Auditor (provided)').check();
  await form.getByRole('button', { name: 'Save role' }).click();
  await page.getByRole('row', { name: /1 custom role/ }).waitFor({ state: 'attached' });
  assert.equal((await memberOf(service, 'grace@example.com')).customRoles.length, 1);
});

test('before a member is removed it says which tokens stop; where some are used the e-mail is typed', async (t) => {
  const service = await serveConsole(t);
  await addMember(service, 'grace@example.com', { role: 'writer' });
  const { _id } = await memberOf(service, 'grace@example.com');
  const graces = await openPage(t, service, { path: '/tokens/new?name=graces', email: 'grace@example.com' });
  await graces.getByRole('button', { name: 'Save token' }).click();
  const secret = await graces.locator('[data-secret]').innerText();
  assert.equal((await service.api('/api/v2/caller-identity', { as: secret })).status, 200);
  await service.app.deployment?.usage.flush();

  const page = await openPage(t, service, { path: `/members/${_id}` });
  await page.getByRole('link', { name: 'graces', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Remove member' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByText('This turns off 1 personal token, 1 used in the last day.').waitFor();
  const remove = dialog.getByRole('button', { name: 'Remove' });
  assert.equal(await remove.getAttribute('aria-disabled'), 'true');
  await page.keyboard.press('Enter');
  assert.ok(await memberOf(service, 'grace@example.com'), 'not without the e-mail');
  await dialog.getByLabel('Type grace@example.com to confirm').fill('grace@example.com');
  await page.keyboard.press('Enter');
  await page.getByText(/^Removed /).waitFor();
  assert.equal(await memberOf(service, 'grace@example.com'), undefined);
  assert.equal((await service.api('/api/v2/caller-identity', { as: secret })).status, 401);
});

test('who may not invite, change or remove is told why; a list is searched, and its address brings it back', async (t) => {
  const service = await serveConsole(t);
  await addMember(service, 'reader@example.com');
  await addMember(service, 'writer@example.com', { role: 'writer' });
  const page = await openPage(t, service, { path: '/members', email: 'reader@example.com' });
  await page.locator('.reason').filter({ hasText: 'Needs `createMember`' }).waitFor({ state: 'attached' });
  await page.getByLabel('Search members').fill('writer@');
  await page.getByRole('row', { name: /ada@example/ }).waitFor({ state: 'detached' });
  await page.reload();
  await page.getByRole('row', { name: /writer@example/ }).click();
  await page.getByText('To change it: needs `updateRole`').waitFor();
  assert.equal(
    await page.getByRole('button', { name: 'Remove member' }).getAttribute('aria-disabled'),
    'true',
  );
  await page.goto(`${service.url}/members?q=nobody-like-this`);
  await page.getByText('No member matches').waitFor();
});

test('teams that a member belongs to are not offered, however many are found before one that is', async (t) => {
  const service = await serveConsole(t);
  await addMember(service, 'grace@example.com');
  const { _id } = await memberOf(service, 'grace@example.com');
  // From whichever end a list begins, six come before the one in the middle.
  const names = Array.from({ length: 13 }, (_, index) => `Web ${index + 11}`);
  for (const name of names) {
    const memberIDs = name === 'Web 17' ? [] : [_id];
    const body = { key: name.toLowerCase().replace(' ', '-'), name, memberIDs };
    const made = await service.api('/api/v2/teams', { method: 'POST', body });
    assert.equal(made.status, 201, await made.text());
  }
  const page = await openPage(t, service, { path: `/members/${_id}` });
  await page.getByRole('button', { name: 'Add to teams' }).click();
  const form = page.getByRole('form', { name: 'Add to teams' });
  await form.getByLabel('Which teams: search').fill('Web');
  await form.getByRole('button', { name: /^Web 17/ }).waitFor();
  assert.equal(await form.getByRole('button', { name: /^Web/ }).count(), 1);
  await form.getByRole('button', { name: /^Web 17/ }).click();
  await form.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByText('Added to 1 team').waitFor();
  const { teams } = await (await service.api(`/api/v2/members/${_id}`)).json();
  assert.deepEqual(teams.map(({ name }: { name: string }) => name).sort(), names);
});

test('the role attributes of a member are changed in place: values with commas, one that others changed meanwhile is kept', async (t) => {
  const service = await serveConsole(t);
  await addMember(service, 'grace@example.com');
  const { items } = await (await service.api('/api/v2/members?filter=query:grace')).json();
  const path = `/api/v2/members/${items[0]._id}`;
  const stored = async () =>
    (await (await service.api(`${path}?expand=roleAttributes`)).json()).roleAttributes;
  const page = await openPage(t, service, { path: `/members/${items[0]._id}` });
  const form = page.getByRole('form', { name: 'Role attributes' });
  await page.getByRole('button', { name: 'Change attributes' }).click();
  await form.getByRole('button', { name: 'Add attribute' }).click();
  await form.getByRole('button', { name: 'Save attributes' }).click();
  await form.getByText('Give each attribute a name.').waitFor();
  await form.getByLabel('Name').fill('places');
  await form.getByRole('button', { name: 'Save attributes' }).click();
  await form.getByText('Give “places” at least one value.').waitFor();
  await form.getByLabel('Values').fill('Delft, "Paris, Texas"');
  await page.keyboard.press('Enter');
  await page.getByText('Saved the attributes of Grace Hopper').waitFor();
  assert.deepEqual(await stored(), { places: ['Delft', 'Paris, Texas'] });
  await page.getByText('Delft, "Paris, Texas"').waitFor();

  await page.getByRole('button', { name: 'Change attributes' }).click();
  await form.getByLabel('Values').fill('Delft');
  const patch = [{ op: 'add', path: '/roleAttributes/places', value: ['Rome'] }];
  assert.equal((await service.api(path, { method: 'PATCH', body: patch })).status, 200);
  await form.getByRole('button', { name: 'Save attributes' }).click();
  await form.getByText('The attributes were not saved').waitFor();
  assert.deepEqual(await stored(), { places: ['Rome'] });

  const graces = await openPage(t, service, {
    path: `/members/${items[0]._id}`,
    email: 'grace@example.com',
  });
  const change = graces.getByRole('button', { name: 'Change attributes' });
  await graces.getByText('Rome').waitFor();
  await graces.locator('button[aria-disabled=true]', { hasText: 'Change attributes' }).waitFor();
  await change.click({ force: true });
  assert.equal(await graces.getByRole('form', { name: 'Role attributes' }).count(), 0);
});
