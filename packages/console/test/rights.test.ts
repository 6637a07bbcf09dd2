import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { addMember } from './add-member.ts';
import { openPage, serveConsole } from './open-page.ts';

type Service = Awaited<ReturnType<typeof serveConsole>>;

async function make(service: Service, path: string, body: object, as?: string) {
  const response = await service.api(path, { method: 'POST', body, ...(as && { as }) });
  assert.ok(response.ok, await response.clone().text());
  return response.json();
}

async function idOf(service: Service, email: string): Promise<string> {
  const { items } = await (await service.api(`/api/v2/members?filter=email:${email}`)).json();
  return items[0]._id;
}

/** What stands in the row of an action, cell by cell. */
async function cells(page: Page, action: string): Promise<readonly string[]> {
  const row = page.getByRole('row').filter({ has: page.getByRole('button', { name: action, exact: true }) });
  const texts = await row.first().getByRole('cell').allInnerTexts();
  return texts.map((text) => text.replace(/\s+/g, ' ').trim());
}

test('of a personal token it is said what its scope says and what its holder says, each with the statement', async (t) => {
  const service = await serveConsole(t);
  const policy = [
    { effect: 'allow', resources: ['team/*'], actions: ['viewTeam'] },
    { effect: 'allow', resources: ['team/web'], actions: ['deleteTeam'] },
  ];
  const token = await make(service, '/api/v2/tokens', { name: 'both', inlineRole: policy });
  const page = await openPage(t, service, { path: `/tokens/${token._id}#permissions` });
  await page.getByLabel('Search actions').fill('team/');
  await page.getByRole('button', { name: 'deleteTeam' }).waitFor();
  assert.deepEqual(await cells(page, 'viewTeam'), [
    'All Its policy, statements 1 and 2',
    'All Base role Owner',
    'All',
  ]);
  assert.deepEqual(await cells(page, 'deleteTeam'), [
    'Some Its policy, statement 2: team/web',
    'All Base role Owner',
    'Some',
  ]);
  assert.deepEqual(await cells(page, 'updateTeamName'), ['None', 'All Base role Owner', 'None']);
  await page.getByRole('button', { name: 'updateTeamName' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('.matrix .decision').getByText('Denied', { exact: true }).waitFor();
  await page.getByLabel('Where the two differ').check();
  await page.getByRole('button', { name: 'viewTeam' }).waitFor({ state: 'detached' });
});

test('of a member it is said which role allows it and through which team; who may not ask is told why', async (t) => {
  const service = await serveConsole(t);
  await make(service, '/api/v2/roles', {
    key: 'closer',
    name: 'Closer',
    policy: [{ effect: 'allow', resources: ['team/*'], actions: ['deleteTeam'] }],
  });
  await addMember(service, 'grace@example.com');
  const id = await idOf(service, 'grace@example.com');
  const team = { key: 'web', name: 'Web', memberIDs: [id], customRoleKeys: ['closer'] };
  await make(service, '/api/v2/teams', team);
  const page = await openPage(t, service, { path: `/members/${id}` });
  await page.getByRole('link', { name: 'What they may do' }).click();
  await page.getByLabel('Search actions').fill('team/');
  await page.getByRole('button', { name: 'deleteTeam' }).waitFor();
  assert.deepEqual(await cells(page, 'deleteTeam'), ['All Closer, statement 1, through the team Web']);
  // Whoever may delete a team sees it.
  assert.deepEqual(await cells(page, 'viewTeam'), [
    'All Base role Reader Closer, statement 1, through the team Web',
  ]);
  assert.deepEqual(await cells(page, 'updateTeamName'), ['None']);

  const owner = await idOf(service, 'ada@example.com');
  const graces = await openPage(t, service, {
    path: `/members/${owner}/permissions`,
    email: 'grace@example.com',
  });
  await graces.getByText('Needs `evaluatePolicy`').waitFor();
});

test('who can: members and tokens that may do it are found, each with the path, and nobody else', async (t) => {
  const service = await serveConsole(t);
  const policy = [{ effect: 'allow', resources: ['team/web'], actions: ['viewTeam', 'deleteTeam'] }];
  await make(service, '/api/v2/roles', { key: 'closer', name: 'Closer', policy });
  for (const email of ['grace@example.com', 'alan@example.com']) await addMember(service, email);
  const memberIDs = [await idOf(service, 'grace@example.com')];
  await make(service, '/api/v2/teams', { key: 'web', name: 'Web', memberIDs, customRoleKeys: ['closer'] });
  await make(service, '/api/v2/tokens', { name: 'cleaner', serviceToken: true, inlineRole: policy });
  await make(service, '/api/v2/tokens', { name: 'onlooker', serviceToken: true, role: 'reader' });
  const page = await openPage(t, service, { path: '/tokens' });
  await page.keyboard.press('g');
  await page.keyboard.press('w');
  await page.getByRole('heading', { name: 'Who can' }).waitFor();
  await page.getByRole('button', { name: /Type$/ }).click();
  await page.getByRole('option', { name: 'team', exact: true }).click();
  await page.getByRole('button', { name: /Action$/ }).click();
  await page.getByRole('option', { name: 'deleteTeam', exact: true }).click();
  const resource = page.getByLabel('Resource');
  assert.equal(await resource.inputValue(), 'team/any');
  await resource.fill('web');
  await page.keyboard.press('Enter');
  await page.getByText('Name a whole resource, such as “team/any”.').waitFor();
  await resource.fill('team/web');
  await page.keyboard.press('Enter');
  const members = page.getByRole('region', { name: 'Members' });
  const tokens = page.getByRole('region', { name: 'Tokens' });
  await members.getByText('Closer, statement 1, through the team Web').waitFor();
  await tokens.getByText('Its policy, statement 1').waitFor();
  await tokens.getByText('Holder: Base role Owner').waitFor();
  const names = async (part: typeof members) => (await part.getByRole('link').allInnerTexts()).sort();
  assert.deepEqual(await names(members), ['Ada Lovelace', 'Grace Hopper']);
  assert.deepEqual(await names(tokens), ['First token', 'cleaner']);
  await page.goto(page.url().replace('team%2Fweb', 'team%2Fother'));
  await members.getByRole('link', { name: 'Ada Lovelace' }).waitFor();
  await tokens.getByRole('link', { name: 'First token' }).waitFor();
  assert.deepEqual(await names(members), ['Ada Lovelace'], 'the address asks the question again');
  assert.deepEqual(await names(tokens), ['First token']);
});
