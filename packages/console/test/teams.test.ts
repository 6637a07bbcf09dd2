import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addMember } from './add-member.ts';
import { openPage, serveConsole } from './open-page.ts';

type Service = Awaited<ReturnType<typeof serveConsole>>;

async function teamOf(service: Service, key: string) {
  const response = await service.api(`/api/v2/teams/${key}?expand=members,roles,roleAttributes,maintainers`);
  return response.status === 200 ? response.json() : undefined;
}

async function idOf(service: Service, email: string): Promise<string> {
  const { items } = await (await service.api(`/api/v2/members?filter=email:${email}`)).json();
  return items[0]._id;
}

async function makeTeam(service: Service, emails: readonly string[], more: object = {}): Promise<void> {
  for (const email of emails) await addMember(service, email);
  const memberIDs = await Promise.all(emails.map((email) => idOf(service, email)));
  const body = { key: 'web', name: 'Web', memberIDs, customRoleKeys: ['keyward-auditor'], ...more };
  const response = await service.api('/api/v2/teams', { method: 'POST', body });
  assert.equal(response.status, 201, await response.text());
}

test('a team is made by the keyboard, with members, a maintainer, a role and an attribute; it gives what was said', async (t) => {
  const service = await serveConsole(t);
  await addMember(service, 'grace@example.com');
  const page = await openPage(t, service, { path: '/teams' });
  await page.getByText('No teams yet').waitFor();
  await page.keyboard.press('c');
  await page.getByRole('heading', { name: 'Create a team' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('Give the team a name.').waitFor();
  assert.equal(await teamOf(service, 'web-shop'), undefined);
  await page.keyboard.type('Web & Shop');
  assert.equal(await page.getByLabel('Key').inputValue(), 'web-shop');
  for (const [index, label] of ['Members: search', 'Maintainers: search'].entries()) {
    await page.getByLabel(label).focus();
    await page.keyboard.type('grace@');
    await page.getByRole('button', { name: /^Grace Hopper/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Leave out Grace Hopper' }).nth(index).waitFor();
  }
  await page.getByLabel('Auditor (provided)').check();
  await page.getByRole('button', { name: 'Add attribute' }).click();
  const row = page.locator('.attribute');
  await row.getByLabel('Name').fill('projects');
  await page.getByRole('dialog').getByRole('button', { name: 'Create team' }).click();
  await page.getByText('Give “projects” at least one value.').waitFor();
  assert.equal(await teamOf(service, 'web-shop'), undefined, 'with a mistake nothing is stored');
  await row.getByLabel('Values').fill('web, shop, web');
  await page.getByRole('dialog').getByRole('button', { name: 'Create team' }).click();
  await page.getByText('Created the team Web & Shop').waitFor();
  const team = await teamOf(service, 'web-shop');
  assert.deepEqual(
    [team.members.totalCount, team.roles.items[0].key, team.maintainers.items[0].email, team.roleAttributes],
    [1, 'keyward-auditor', 'grace@example.com', { projects: ['web', 'shop'] }],
  );
});

test('Enter takes the first that is found, also when it is pressed before anything was', async (t) => {
  const service = await serveConsole(t);
  await addMember(service, 'grace@example.com');
  const page = await openPage(t, service, { path: '/teams/-/new' });
  await page.getByRole('heading', { name: 'Create a team' }).waitFor();
  const { promise: pressed, resolve: press } = Promise.withResolvers<void>();
  await page.route('**/api/v2/members?*filter=query*', async (route) => {
    await pressed;
    await route.continue();
  });
  const field = page.getByLabel('Members: search');
  const asked = page.waitForRequest(/filter=query/);
  await field.fill('grace');
  await field.press('Enter');
  await asked;
  assert.equal(await page.getByRole('button', { name: /Grace Hopper/ }).count(), 0, 'nothing was found yet');
  press();
  await page.getByRole('button', { name: 'Leave out Grace Hopper' }).waitFor();
  assert.equal(await field.inputValue(), '');
});

test('everything of a team is changed in its panel: words, members, roles, attributes, maintainers', async (t) => {
  const service = await serveConsole(t);
  await makeTeam(service, ['grace@example.com']);
  const page = await openPage(t, service, { path: '/teams' });
  await page.getByRole('row', { name: /Web/ }).click();
  await page.getByRole('button', { name: 'Edit team' }).click();
  await page.getByLabel('Name').fill('Web shop');
  await page.getByLabel('Description').fill('All of the shop');
  await page.keyboard.press('Enter');
  await page.getByText('Saved the team Web shop').waitFor();

  await page.getByRole('button', { name: 'Add members' }).click();
  await page.getByLabel('Who: search').fill('ada');
  await page.getByRole('button', { name: /^Ada Lovelace/ }).click();
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByText('Added 1 member').waitFor();
  await page.getByRole('button', { name: 'Take out Grace Hopper' }).click();
  await page.getByText('Grace Hopper no longer belongs to Web shop').waitFor();

  await page.getByRole('tab', { name: 'Roles' }).click();
  await page.getByRole('button', { name: 'Change roles' }).click();
  await page.getByLabel('Auditor (provided)').uncheck();
  await page.getByText('Takes 1 role from 1 member').waitFor();
  await page.getByLabel('Token manager (provided)').check();
  await page.getByRole('button', { name: 'Add attribute' }).click();
  await page.locator('.attribute').getByLabel('Name').fill('tokens');
  await page.locator('.attribute').getByLabel('Values').fill('a1');
  await page.getByRole('button', { name: 'Save roles' }).click();
  await page.getByText('Saved the roles of Web shop').waitFor();

  await page.getByRole('tab', { name: 'Maintainers' }).click();
  await page.getByRole('button', { name: 'Add maintainers' }).click();
  await page.getByLabel('Who: search').fill('grace');
  await page.getByRole('button', { name: /^Grace Hopper/ }).click();
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByText('Added 1 maintainer').waitFor();
  const team = await teamOf(service, 'web');
  assert.deepEqual([team.name, team.description], ['Web shop', 'All of the shop']);
  assert.deepEqual(
    team.roles.items.map(({ key }: { key: string }) => key),
    ['keyward-token-manager'],
  );
  assert.deepEqual(team.roleAttributes, { tokens: ['a1'] });
  assert.equal(team.maintainers.items[0].email, 'grace@example.com');
  const { items } = await (await service.api('/api/v2/members?filter=team:web')).json();
  assert.deepEqual(
    items.map(({ email }: { email: string }) => email),
    ['ada@example.com'],
  );
  await page.getByRole('button', { name: 'Remove Grace Hopper' }).click();
  await page.getByText('Grace Hopper no longer maintains Web shop').waitFor();
  assert.equal((await teamOf(service, 'web')).maintainers.totalCount, 0);

  await page.getByText('Nobody that you may see has any.').waitFor();
  await page.getByRole('button', { name: 'Give single permissions' }).click();
  await page.getByLabel('To whom: search').fill('grace');
  await page.getByRole('button', { name: /^Grace Hopper/ }).click();
  await page.getByLabel('Say who belongs to it').check();
  await page.getByLabel('Name it').check();
  await page.getByRole('button', { name: 'Add 2 permissions' }).click();
  await page.getByText('Gave 2 permissions to 1 member').waitFor();
  await page.getByText('Say who belongs to it, Name it', { exact: true }).waitFor();
  const grantsOf = async () =>
    (await (await service.api('/api/v2/teams/web/permission-grants')).json()).items.map(
      ({ member, actions }: { member: { email: string }; actions: string[] }) => [member.email, actions],
    );
  assert.deepEqual(await grantsOf(), [['grace@example.com', ['updateTeamMembers', 'updateTeamName']]]);
  await page.getByRole('button', { name: 'Take back from Grace Hopper' }).click();
  await page.getByText('Took 2 permissions back from Grace Hopper').waitFor();
  assert.deepEqual(await grantsOf(), []);

  await page.goto(`${service.url}/members/${await idOf(service, 'grace@example.com')}`);
  await page.getByRole('button', { name: 'Add to teams' }).click();
  await page.getByLabel('Which teams: search').fill('web');
  await page.getByRole('button', { name: /^Web shop/ }).click();
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('link', { name: 'Web shop' }).waitFor();
  assert.equal((await teamOf(service, 'web')).members.totalCount, 2);
});

test('a file adds all or nobody: each line says what is wrong with it, and a hopeless file why', async (t) => {
  const service = await serveConsole(t);
  await makeTeam(service, ['grace@example.com']);
  await addMember(service, 'alan@example.com');
  const page = await openPage(t, service, { path: '/teams/web' });
  await page.getByRole('button', { name: 'Upload a CSV file' }).click();
  const upload = (text: string) =>
    page
      .getByLabel('CSV file')
      .setInputFiles({ name: 'members.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await upload('Email\nalan@example.com\nnobody@example.com\nno address\ngrace@example.com\n');
  await page.getByText('Nobody was added: 3 lines of 4 cannot be used').waitFor();
  const lines = page.locator('.csv-lines li');
  assert.deepEqual(
    (await lines.allInnerTexts()).map((text) => text.replaceAll('\n', ' ')),
    [
      'Mistake nobody@example.com Line 3: nobody whom you may see has this address; invite them first',
      'Mistake invalid email format Line 4: this is no e-mail address',
      'Mistake grace@example.com Line 5: belongs to the team already',
      'Fine alan@example.com',
    ],
  );
  assert.equal((await teamOf(service, 'web')).members.totalCount, 1, 'with one mistake nobody is added');
  await upload('nobody@example.com\n');
  await page.getByText('No emails belong to members').waitFor();
  await upload('alan@example.com\nada@example.com\n');
  await page.getByText('Added 2 members.').waitFor();
  await page.getByRole('button', { name: 'Take out Ada Lovelace' }).waitFor();
  assert.equal((await teamOf(service, 'web')).members.totalCount, 3);
});

test('a team that somebody belongs to is deleted by its name, after it was said who loses what', async (t) => {
  const service = await serveConsole(t);
  await makeTeam(service, ['grace@example.com']);
  const page = await openPage(t, service, { path: '/teams/web' });
  await page.getByRole('button', { name: 'Delete team' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByText('1 member loses what the role Auditor allows').waitFor();
  await dialog.getByText('Grace Hopper').waitFor();
  await page.keyboard.press('Enter');
  assert.ok(await teamOf(service, 'web'), 'not without its name');
  await dialog.getByLabel('Type Web to confirm').fill('Web');
  await page.keyboard.press('Enter');
  await page.getByText('Deleted the team Web').waitFor();
  assert.equal(await teamOf(service, 'web'), undefined);
});

test('who may not change a team is told why; its maintainer may name it and say who belongs to it', async (t) => {
  const service = await serveConsole(t);
  await addMember(service, 'maintainer@example.com');
  const id = await idOf(service, 'maintainer@example.com');
  await makeTeam(service, ['grace@example.com'], {
    permissionGrants: [{ actionSet: 'maintainTeam', memberIDs: [id] }],
  });
  const isOff = (page: Awaited<ReturnType<typeof openPage>>, name: string) =>
    page.getByRole('button', { name }).getAttribute('aria-disabled');
  const graces = await openPage(t, service, { path: '/teams/web', email: 'grace@example.com' });
  await graces.getByRole('button', { name: 'Edit team' }).waitFor();
  for (const name of ['Edit team', 'Delete team', 'Add members', 'Upload a CSV file'])
    assert.equal(await isOff(graces, name), 'true', name);
  await graces
    .locator('.reason')
    .filter({ hasText: 'Needs `updateTeamMembers`' })
    .first()
    .waitFor({ state: 'attached' });
  const page = await openPage(t, service, { path: '/teams/web', email: 'maintainer@example.com' });
  await page.getByRole('button', { name: 'Edit team' }).waitFor();
  assert.equal(await isOff(page, 'Delete team'), 'true');
  assert.equal(await isOff(page, 'Add members'), null);
  await page.getByRole('tab', { name: 'Roles' }).click();
  await page.getByRole('button', { name: 'Change roles' }).waitFor();
  assert.equal(await isOff(page, 'Change roles'), 'true');
});

test('everybody but some is added at once; an attribute whose value holds a comma is written in quotes', async (t) => {
  const service = await serveConsole(t);
  await makeTeam(service, ['grace@example.com']);
  await addMember(service, 'alan@example.com');
  await addMember(service, 'edsger@example.com');
  const page = await openPage(t, service, { path: '/teams/web' });
  await page.getByRole('button', { name: 'Add members' }).click();
  await page.getByLabel('Everybody in the organization').check();
  await page.getByLabel('All but: search').fill('alan');
  await page.getByRole('button', { name: /alan@example.com/ }).click();
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByText('Added everybody to Web').waitFor();
  const { items } = await (await service.api('/api/v2/members?filter=team:web')).json();
  assert.deepEqual(items.map(({ email }: { email: string }) => email).sort(), [
    'ada@example.com',
    'edsger@example.com',
    'grace@example.com',
  ]);

  await page.getByRole('tab', { name: 'Roles' }).click();
  await page.getByRole('button', { name: 'Change roles' }).click();
  await page.getByRole('button', { name: 'Add attribute' }).click();
  await page.locator('.attribute').getByLabel('Name').last().fill('places');
  await page.locator('.attribute').getByLabel('Values').last().fill('Delft, "Paris, Texas"');
  await page.getByRole('button', { name: 'Save roles' }).click();
  await page.getByText('Saved the roles of Web').waitFor();
  assert.deepEqual((await teamOf(service, 'web')).roleAttributes.places, ['Delft', 'Paris, Texas']);
});
