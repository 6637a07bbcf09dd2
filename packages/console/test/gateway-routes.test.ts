import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { openPage, serveConsole } from './open-page.ts';
import { seedShop } from './seed-shop.ts';

const ROUTES = '/settings/gateway-routes';

test('a route is added, and a request is tried against it: which route, normal form, access, and whether a role may', async (t) => {
  const service = await serveConsole(t);
  await seedShop(service);
  const page = await openPage(t, service, { path: ROUTES });
  await page.getByRole('button', { name: 'Add a route' }).click();
  const form = page.getByRole('form', { name: 'Route' });
  await form.getByLabel('Path').fill('/orders');
  await form.getByLabel('Resource').fill('shop/main:order/{order}');
  await form.getByLabel('Action').fill('viewOrder');
  await form.getByRole('button', { name: 'Save route' }).click();
  await form.getByText('does not stand in the path').waitFor();
  await form.getByLabel('Resource').fill('shop/main');
  await form.getByLabel('Action').fill('viewShop');
  assert.equal(await form.getByLabel('Key').inputValue(), 'get-orders');
  await form.getByRole('button', { name: 'Save route' }).click();
  await page.getByRole('row', { name: /get-orders/ }).waitFor();

  const tester = page.getByLabel('Try a request');
  const ask = async (method: string, path: string) => {
    await tester.getByLabel('Method').fill(method);
    await tester.getByLabel('Path').fill(path);
    await page.keyboard.press('Enter');
  };
  await tester.getByRole('button', { name: /As/ }).click();
  await page.getByRole('option', { name: /^Reader/ }).click();
  await ask('PUT', '/orders/A%2D7/?draft=1');
  await tester.getByText('/orders/A-7', { exact: true }).waitFor();
  await tester.getByRole('link', { name: 'change-order' }).waitFor();
  await tester.getByText('shop/main:order/A-7').first().waitFor();
  await tester.getByText('Denied', { exact: true }).waitFor();
  await ask('GET', '/orders/A-7');
  await tester.getByText('Allowed', { exact: true }).waitFor();
  await ask('DELETE', '/orders/A-7');
  await tester.getByText('No route speaks of it').waitFor();
  await ask('GET', '/orders/a%2fb');
  await tester.getByText('The path could be read in two ways').waitFor();
});

test('routes are saved to a file and read from one: what each becomes is shown, a key twice is refused, and a refusal keeps the others', async (t) => {
  const service = await serveConsole(t);
  await seedShop(service);
  const page = await openPage(t, service, { path: ROUTES });
  await page.getByRole('row', { name: /read-order/ }).waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  const text = readFileSync(await (await download).path(), 'utf8');
  const { _id } = await (await service.api('/api/v2/account')).json();
  const saved = JSON.parse(text);
  assert.deepEqual(Object.keys(saved), [_id]);
  assert.deepEqual(saved[_id]['read-order'], {
    method: 'GET',
    path: '/orders/{order}',
    resource: 'shop/main:order/{order}',
    action: 'viewOrder',
  });

  const list = { ...saved[_id]['read-order'], path: '/orders', resource: 'shop/main', action: 'viewShop' };
  const choose = (content: string) =>
    page.getByLabel('File', { exact: true }).setInputFiles({
      name: 'routes.json',
      mimeType: 'application/json',
      buffer: Buffer.from(content),
    });
  await page.getByRole('button', { name: 'Import' }).click();
  await choose(`{ "${_id}": { "list": {}, "list": {} } }`);
  await page.getByText('A key stands twice').waitFor();
  await choose(JSON.stringify({ [_id]: { ...saved[_id], list, odd: { ...list, action: 'eatShop' } } }));
  const plan = page.getByLabel('What is imported');
  await plan.getByText('unchanged').first().waitFor();
  assert.equal(await plan.getByText('new', { exact: true }).count(), 2);
  await page.getByRole('button', { name: 'Import 2 routes' }).click();
  await plan.getByText(/Not imported\. .*eatShop/).waitFor();
  const { items } = await (await service.api('/api/v2/gateway-routes')).json();
  assert.deepEqual(
    items.map(({ key }: { key: string }) => key),
    ['admin', 'change-order', 'list', 'read-order'],
  );
});

test('an import that is left goes no further: the route that was on its way is kept, no other is sent, and nothing is said or closed', async (t) => {
  const service = await serveConsole(t);
  await seedShop(service);
  const page = await openPage(t, service, { path: ROUTES });
  const { _id } = await (await service.api('/api/v2/account')).json();
  const list = { method: 'GET', path: '/orders', resource: 'shop/main', action: 'viewShop' };
  const file = { [_id]: { first: list, second: { ...list, path: '/later' } } };
  const choose = () =>
    page.getByLabel('File', { exact: true }).setInputFiles({
      name: 'routes.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(file)),
    });
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PUT') sent.push(new URL(request.url()).pathname);
  });
  const { promise: mayGo, resolve: letGo } = Promise.withResolvers<void>();
  await page.route('**/api/v2/gateway-routes/first', async (route) => {
    await mayGo;
    await route.continue();
  });
  await page.getByRole('button', { name: 'Import' }).click();
  await choose();
  const underway = page.waitForRequest('**/api/v2/gateway-routes/first');
  await page.getByRole('button', { name: 'Import 2 routes' }).click();
  await underway;
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('heading', { name: 'Import routes' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Import' }).click();
  await page.getByRole('heading', { name: 'Import routes' }).waitFor();
  letGo();
  await page.getByRole('row', { name: /first/ }).waitFor();
  await choose();
  const plan = page.getByLabel('What is imported');
  await plan.getByText('unchanged', { exact: true }).waitFor();
  await plan.getByText('new', { exact: true }).waitFor();
  assert.deepEqual(sent, ['/api/v2/gateway-routes/first']);
  assert.equal(await page.getByText(/^Imported/).count(), 0);
  assert.equal((await service.api('/api/v2/gateway-routes/second')).status, 404);
});
