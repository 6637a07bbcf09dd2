import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { openPage, serveConsole } from './open-page.ts';
import { seedTeam } from './seed.ts';
import { seedShop } from './seed-shop.ts';

interface TypedForm {
  readonly name: string;
  readonly path: string;
  /** What opens the form; left out where the address does. */
  readonly opens?: string;
  readonly fill: (page: Page) => Promise<void>;
  /** What stands in the form once it is filled in. */
  readonly typed: (page: Page) => Promise<readonly unknown[]>;
}

const value = (page: Page, label: string) =>
  page.locator('form.form').getByLabel(label, { exact: true }).inputValue();

const FORMS: readonly TypedForm[] = [
  {
    name: 'Invite members',
    path: '/members/new',
    async fill(page) {
      await page.getByLabel('E-mail addresses').fill('one@example.com, two@');
      await page.getByRole('button', { name: 'Reader Role' }).click();
      await page.getByRole('option', { name: 'Writer' }).click();
    },
    typed: async (page) => [
      await page.getByLabel('E-mail addresses').inputValue(),
      await page.getByRole('button', { name: / Role$/ }).textContent(),
    ],
  },
  {
    name: 'Create a team',
    path: '/teams/-/new',
    async fill(page) {
      await page.getByLabel('Name', { exact: true }).first().fill('Night shift');
      await page.getByLabel('Description').fill('Works at night');
      await page.getByLabel('Members: search').fill('ada');
      await page.getByRole('button', { name: /^Ada Lovelace/ }).click();
      await page.getByLabel('Auditor (provided)').check();
      await page.getByRole('button', { name: 'Add attribute' }).click();
      await page.getByLabel('Values').fill('a, "b, c"');
    },
    typed: async (page) => [
      await page.getByLabel('Name', { exact: true }).first().inputValue(),
      await page.getByLabel('Description').inputValue(),
      await page.getByRole('button', { name: /Ada Lovelace/ }).count(),
      await page.getByLabel('Auditor (provided)').isChecked(),
      await value(page, 'Values'),
    ],
  },
  {
    name: 'Edit a team',
    path: '/teams/web',
    opens: 'Edit team',
    fill: async (page) => {
      await page.getByLabel('Name', { exact: true }).fill('Web shop and more');
    },
    typed: async (page) => [await value(page, 'Name')],
  },
  {
    name: 'Declare a resource type',
    path: '/settings/resource-types/new',
    async fill(page) {
      await page.getByLabel('Name', { exact: true }).fill('invoice');
      await page.getByLabel('Action 1', { exact: true }).fill('viewInvoice');
      await page.getByLabel('Action 1', { exact: true }).press('Enter');
      await page.getByLabel('Action 2', { exact: true }).fill('payInvoice');
      await page.getByLabel('Tags').check();
    },
    typed: async (page) => [
      await value(page, 'Name'),
      await value(page, 'Action 1'),
      await value(page, 'Action 2'),
      await page.getByLabel('Tags').isChecked(),
    ],
  },
  {
    name: 'Edit a resource type',
    path: '/settings/resource-types/type/order',
    opens: 'Edit type',
    fill: (page) => page.getByLabel('Flags').fill('critical, late'),
    typed: async (page) => [await page.getByLabel('Flags').inputValue()],
  },
  {
    name: 'Add a route',
    path: '/settings/gateway-routes/new',
    async fill(page) {
      await page.getByLabel('Path', { exact: true }).fill('/invoices/{invoice}');
      await page.getByLabel('Resource', { exact: true }).fill('shop/main:order/{invoice}');
      await page.getByLabel('Key', { exact: true }).fill('one-invoice');
    },
    typed: async (page) => [
      await value(page, 'Path'),
      await value(page, 'Resource'),
      await value(page, 'Key'),
    ],
  },
];

const kept = (page: Page) =>
  page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('keyward.draft.')).length);

test('what was typed into a form outlives a reload, and is forgotten by who leaves it', async (t) => {
  const service = await serveConsole(t);
  await seedShop(service);
  await seedTeam(service);
  const page = await openPage(t, service);
  for (const { name, path, opens, fill, typed } of FORMS) {
    await t.test(name, async () => {
      await page.goto(service.url + path);
      if (opens) {
        await page.getByRole('button', { name: opens }).click();
        await page.getByRole('button', { name: 'Cancel' }).waitFor();
        await page.reload();
        await page.getByRole('button', { name: opens }).click();
      }
      await fill(page);
      const before = await typed(page);
      await page.reload();
      await page.getByRole('button', { name: 'Cancel' }).waitFor();
      assert.deepEqual(await typed(page), before);
      assert.equal(await kept(page), 1);
      await page.getByRole('button', { name: 'Cancel' }).click();
      await page.getByRole('button', { name: 'Cancel' }).waitFor({ state: 'detached' });
      assert.equal(await kept(page), 0);
    });
  }
});

test('what was typed is forgotten once it is saved, and a row that is added after a reload is one of its own', async (t) => {
  const service = await serveConsole(t);
  const page = await openPage(t, service, { path: '/settings/resource-types/new' });
  await page.getByLabel('Name', { exact: true }).fill('invoice');
  await page.getByLabel('Action 1', { exact: true }).fill('viewInvoice');
  await page.reload();
  await page.getByLabel('Action 1', { exact: true }).press('Enter');
  await page.getByLabel('Action 2', { exact: true }).fill('payInvoice');
  assert.equal(await value(page, 'Action 1'), 'viewInvoice');
  await page.getByRole('button', { name: 'Save type' }).click();
  await page.getByText('Saved the resource type invoice').waitFor();
  assert.equal(await kept(page), 0);

  await page.goto(`${service.url}/members/new`);
  await page.getByLabel('E-mail addresses').fill('one@example.com');
  await page.reload();
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  await page.getByLabel('E-mail addresses').waitFor({ state: 'detached' });
  assert.equal(await kept(page), 0);
});

test('a form that outlived a reload changes only what was typed into it: what others saved meanwhile stays', async (t) => {
  const service = await serveConsole(t);
  await seedTeam(service);
  const { items } = await (await service.api('/api/v2/members')).json();
  const member = `/api/v2/members/${items[0]._id}`;
  const patch = async (path: string, body: unknown) => {
    const answer = await service.api(path, { method: 'PATCH', body });
    assert.equal(answer.status, 200, await answer.text());
  };
  const change = (...instructions: readonly object[]) => patch('/api/v2/teams/web', { instructions });
  const read = async (path: string) => (await service.api(path)).json();
  const page = await openPage(t, service, { path: '/teams/web' });

  await page.getByRole('button', { name: 'Edit team' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Web shop and more');
  await change({ kind: 'updateDescription', value: 'Written by another' });
  await page.reload();
  await page.getByRole('button', { name: 'Save team' }).click();
  await page.getByText('Saved the team Web shop and more').waitFor();
  const { name, description } = await read('/api/v2/teams/web');
  assert.deepEqual([name, description], ['Web shop and more', 'Written by another']);

  await page.getByRole('tab', { name: 'Roles' }).click();
  await page.getByRole('button', { name: 'Change roles' }).click();
  await page.getByLabel('Values').fill('web');
  await change(
    { kind: 'addCustomRoles', values: ['keyward-verifier'] },
    { kind: 'removeCustomRoles', values: ['keyward-auditor'] },
    { kind: 'addRoleAttribute', key: 'regions', values: ['eu'] },
  );
  await page.reload();
  await page.getByRole('tab', { name: 'Roles' }).click();
  await page.getByRole('button', { name: 'Save roles' }).click();
  await page.getByText('Saved the roles of').waitFor();
  const team = await read('/api/v2/teams/web?expand=roles,roleAttributes');
  assert.deepEqual(
    [team.roles.items.map(({ key }: { key: string }) => key), team.roleAttributes],
    [['keyward-verifier'], { projects: ['web'], regions: ['eu'] }],
  );

  await patch(member, [{ op: 'add', path: '/roleAttributes', value: { projects: ['web'] } }]);
  await page.goto(`${service.url}/members/${items[0]._id}`);
  await page.getByRole('button', { name: 'Change attributes' }).click();
  await page.getByLabel('Values').fill('shop');
  await patch(member, [{ op: 'add', path: '/roleAttributes/regions', value: ['eu'] }]);
  await page.reload();
  await page.getByRole('button', { name: 'Save attributes' }).click();
  await page.getByText('Saved the attributes of').waitFor();
  assert.deepEqual((await read(`${member}?expand=roleAttributes`)).roleAttributes, {
    projects: ['shop'],
    regions: ['eu'],
  });
});
