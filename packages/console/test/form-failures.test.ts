import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page, Route } from 'playwright-core';
import { addMember } from './add-member.ts';
import { openPage, serveConsole } from './open-page.ts';
import { seedShop } from './seed-shop.ts';

interface Form {
  readonly path: string;
  readonly fill: (page: Page) => Promise<void>;
  /** What the button that sends it is called. */
  readonly button: string;
  /** What the page says when it was not done. */
  readonly failed: string;
  /** What the page shows once it was. */
  readonly done: (page: Page) => Promise<void>;
}

const said = (text: string) => (page: Page) => page.getByText(text).first().waitFor();
const closed = (form: string) => (page: Page) =>
  page.getByRole('form', { name: form }).waitFor({ state: 'detached' });
const typed = (fields: Readonly<Record<string, string>>) => async (page: Page) => {
  for (const [label, text] of Object.entries(fields))
    await page.getByLabel(label, { exact: true }).fill(text);
};

/** Every form of the second half that writes something. */
const formsFor = (memberId: string): readonly Form[] => [
  {
    path: '/roles/-/new',
    fill: typed({ Name: 'Night watch' }),
    button: 'Save role',
    failed: 'The role was not saved',
    done: said('Saved the role Night watch'),
  },
  {
    path: '/teams/-/new',
    fill: typed({ Name: 'Night team' }),
    button: 'Create team',
    failed: 'The team was not created',
    done: said('Created the team Night team'),
  },
  {
    path: '/teams/web',
    fill: async (page) => {
      await page.getByRole('button', { name: 'Edit team' }).click();
      await typed({ Name: 'Web shop' })(page);
    },
    button: 'Save team',
    failed: 'The team was not saved',
    done: said('Saved the team Web shop'),
  },
  {
    path: '/teams/web',
    fill: async (page) => {
      await page.getByRole('tab', { name: 'Roles' }).click();
      await page.getByRole('button', { name: 'Change roles' }).click();
      await page.getByLabel('Auditor (provided)').check();
    },
    button: 'Save roles',
    failed: 'The roles were not saved',
    done: said('Saved the roles of Web shop'),
  },
  {
    path: '/teams/web',
    fill: async (page) => {
      await page.getByRole('button', { name: 'Add members' }).click();
      await page.getByLabel('Who: search').fill('grace');
      await page.getByRole('button', { name: /^Grace Hopper/ }).click();
      await page.getByRole('button', { name: 'Leave out Grace Hopper' }).waitFor();
    },
    button: 'Add',
    failed: 'Nobody was added',
    done: said('Added 1 member'),
  },
  {
    path: '/members/new',
    fill: (page) => page.locator('textarea').fill('linus@example.com'),
    button: 'Invite',
    failed: 'Nobody was invited',
    done: (page) => page.locator('textarea').waitFor({ state: 'detached' }),
  },
  {
    path: `/members/${memberId}`,
    fill: async (page) => {
      await page
        .getByRole('form', { name: 'Role', exact: true })
        .getByRole('button', { name: /Role$/ })
        .click();
      await page.getByRole('option', { name: 'Writer' }).click();
    },
    button: 'Save role',
    failed: 'The role was not changed',
    done: said('Saved the role of Grace Hopper'),
  },
  {
    path: `/members/${memberId}`,
    fill: async (page) => {
      await page.getByRole('button', { name: 'Change attributes' }).click();
      await page.getByRole('button', { name: 'Add attribute' }).click();
      await typed({ Name: 'projects', Values: 'web' })(page);
    },
    button: 'Save attributes',
    failed: 'The attributes were not saved',
    done: said('Saved the attributes of Grace Hopper'),
  },
  {
    path: '/settings/limits',
    fill: typed({ 'Longest life': '30' }),
    button: 'Save settings',
    failed: 'The settings were not saved',
    done: said('Saved the settings'),
  },
  {
    path: '/settings/resource-types/new',
    fill: typed({ Name: 'invoice', 'Action 1': 'viewInvoice' }),
    button: 'Save type',
    failed: 'The type was not saved',
    done: closed('Resource type'),
  },
  {
    path: '/settings/gateway-routes/new',
    fill: typed({ Path: '/orders', Resource: 'shop/main', Action: 'viewShop' }),
    button: 'Save route',
    failed: 'The route was not saved',
    done: closed('Route'),
  },
];

/** Changes alone; questions to the engine and what only looks ahead go on. */
const isChange = (route: Route) => {
  const [method, url] = [route.request().method(), route.request().url()];
  return method !== 'GET' && !/\/policies\/|dryRun=true/.test(url);
};

const valuesOf = (page: Page) =>
  page
    .locator('input:not([type=search]), textarea')
    .evaluateAll((fields) =>
      (fields as HTMLInputElement[]).map(({ type, value, checked }) =>
        type === 'checkbox' || type === 'radio' ? checked : value,
      ),
    );

test('18: each form that is refused, or cannot be sent, says so, keeps what was typed, and is sent again', async (t) => {
  const service = await serveConsole(t);
  await seedShop(service);
  await addMember(service, 'grace@example.com');
  const team = { key: 'web', name: 'Web' };
  assert.equal((await service.api('/api/v2/teams', { method: 'POST', body: team })).status, 201);
  const { items } = await (await service.api('/api/v2/members?filter=query:grace')).json();
  const page = await openPage(t, service, { path: '/settings' });
  const access = { action: 'someAction', resource: 'acct' };
  const body = { code: 'forbidden', message: 'not allowed', access, requestId: 'a'.repeat(24) };
  for (const { path, fill, button, failed, done } of formsFor(items[0]._id)) {
    await page.goto(service.url + path);
    await fill(page);
    const before = await valuesOf(page);
    const send = page.getByRole('button', { name: button, exact: button !== 'Invite' }).last();
    const problem = page.getByRole('alert').filter({ hasText: failed });
    let isOffline = false;
    await page.route('**/api/v2/**', (route) => {
      if (!isChange(route)) return route.continue();
      return isOffline ? route.abort() : route.fulfill({ status: 403, json: body });
    });
    await page.locator('button:not([aria-disabled=true])', { hasText: button }).last().waitFor();
    await send.click();
    await problem.getByText('Needs `someAction`, which your role does not allow').waitFor();
    assert.deepEqual(await valuesOf(page), before, path);
    isOffline = true;
    await send.click();
    await problem.getByText('Keyward cannot be reached').waitFor();
    assert.deepEqual(await valuesOf(page), before, path);
    await page.unrouteAll({ behavior: 'wait' });
    await send.click();
    await done(page);
    assert.equal(await problem.count(), 0, path);
  }
});
