import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addMember } from './add-member.ts';
import { openPage, serveConsole } from './open-page.ts';
import { ORDER, seedShop } from './seed-shop.ts';

const TYPES = '/settings/resource-types';

test('a type is declared by keys alone, action by action, and a mistake stores nothing', async (t) => {
  const service = await serveConsole(t);
  const page = await openPage(t, service, { path: TYPES });
  await page.getByText('No types of your own yet').waitFor();
  await page.keyboard.press('c');
  const form = page.getByRole('form', { name: 'Resource type' });
  await form.getByLabel('Name').waitFor();
  await page.keyboard.type('Invoice');
  await page.keyboard.press('Enter');
  await form.getByText('Begin with a small letter').waitFor();
  await form.getByText('Name at least one action.').waitFor();
  await form.getByLabel('Name').fill('invoice');
  await form.getByLabel('Action 1', { exact: true }).focus();
  await page.keyboard.type('viewInvoice');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Action 2');
  await page.keyboard.type('sendInvoice');
  await form.getByLabel('Who may do action 2').selectOption('Writer and above');
  await form.getByLabel('Tags').check();
  await form.getByLabel('Flags').fill('critical, paid');
  await form.getByRole('button', { name: /View guard/ }).click();
  await page.getByRole('option', { name: 'viewInvoice' }).click();
  await form.getByRole('button', { name: 'Save type' }).click();
  await page.getByText('Saved the resource type invoice').waitFor();
  const { items } = await (await service.api('/api/v2/resource-types')).json();
  const { chains, parents, nameless, views, otherActions, ...declared } = items.at(-1);
  assert.deepEqual(declared, {
    name: 'invoice',
    origin: 'account',
    tags: true,
    flags: ['critical', 'paid'],
    viewAction: 'viewInvoice',
    actions: { viewInvoice: 'read', sendInvoice: 'write' },
  });
});

test('before a type is changed or deleted it says which roles, tokens and routes that would break', async (t) => {
  const service = await serveConsole(t);
  await seedShop(service);
  const policy = [{ effect: 'allow', resources: ['shop/*:order/*'], actions: ['changeOrder'] }];
  await service.api('/api/v2/roles', { method: 'POST', body: { key: 'clerk', name: 'Clerk', policy } });
  const token = { name: 'order-bot', inlineRole: policy, serviceToken: true };
  await service.api('/api/v2/tokens', { method: 'POST', body: token });
  const page = await openPage(t, service, { path: TYPES });
  await page.getByRole('link', { name: 'order' }).click();
  await page.getByRole('button', { name: 'Edit type' }).click();
  await page.getByLabel('Remove action changeOrder').click();
  const broken = page.getByLabel('What it would break');
  await broken.getByRole('link', { name: 'order-bot' }).waitFor();
  assert.deepEqual(await broken.getByRole('link').allTextContents(), ['clerk', 'order-bot', 'change-order']);
  await page.getByRole('button', { name: 'Save type' }).click();
  await page.getByText('The type was not saved').waitFor();
  await page.getByRole('button', { name: 'Add an action' }).click();
  await page.getByLabel('Action 2', { exact: true }).fill('changeOrder');
  await page.getByLabel('Who may do action 2').selectOption('Admin and above');
  await page.getByText('No token, role or gateway route needs what this takes away').waitFor();
  await page.getByRole('button', { name: 'Save type' }).click();
  await page.getByText('Saved the resource type order').waitFor();
  const { items } = await (await service.api('/api/v2/resource-types')).json();
  assert.deepEqual(items.at(-1).actions, { ...ORDER.actions, changeOrder: 'admin' });
  const asking = /resource-types\/order\?dryRun/;
  await page.route(asking, (route) =>
    route.fulfill({ status: 403, json: { code: 'forbidden', message: 'no' } }),
  );
  await page.getByRole('button', { name: 'Delete type' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByText("Couldn't find out whether it is in use").waitFor();
  assert.equal(await dialog.getByRole('button', { name: 'Delete' }).count(), 0);
  await page.unroute(asking);
  await dialog.getByRole('button', { name: 'Retry' }).click();
  await dialog.getByText('“order” is in use').waitFor();
  assert.equal(await dialog.getByRole('button', { name: 'Delete' }).count(), 0);
});

test('who may not manage types and routes sees why, and can open what is there', async (t) => {
  const service = await serveConsole(t);
  await seedShop(service);
  await addMember(service, 'grace@example.com', { role: 'reader' });
  const page = await openPage(t, service, { path: TYPES, email: 'grace@example.com' });
  const declare = page.getByRole('button', { name: 'Declare a type' });
  await page.getByText('Needs `manageResourceTypes`').first().waitFor({ state: 'attached' });
  assert.equal(await declare.getAttribute('aria-disabled'), 'true');
  await page.getByRole('link', { name: 'order' }).click();
  await page.locator('.type-actions').getByText('changeOrder').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Edit type' }).getAttribute('aria-disabled'), 'true');
  await page.goto(`${service.url}/settings/gateway-routes`);
  await page.getByText('Routes are not shown to you').waitFor();
  assert.equal(await page.getByRole('heading', { name: 'Try a request' }).count(), 0);
});
