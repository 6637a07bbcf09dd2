import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage, serveConsole } from './open-page.ts';
import { seedShop } from './seed-shop.ts';

test('a row opens wherever it is clicked; its link opens beside with Ctrl, and the list stays', async (t) => {
  const service = await serveConsole(t);
  await seedShop(service);
  const team = await service.api('/api/v2/teams', { method: 'POST', body: { key: 'web', name: 'Web' } });
  assert.equal(team.status, 201);
  const made = await service.api('/api/v2/tokens', {
    method: 'POST',
    body: { name: 'made with Ctrl', role: 'reader', serviceToken: true },
  });
  assert.equal(made.status, 201);
  const page = await openPage(t, service, { path: '/members' });
  for (const [list, name, panel] of [
    ['/tokens', 'made with Ctrl', /^\/tokens\/\w{24}$/],
    ['/members', 'Ada Lovelace', /^\/members\/\w{24}$/],
    ['/teams', 'Web', /^\/teams\/web$/],
    ['/roles', 'Auditor', /^\/roles\/keyward-auditor$/],
    ['/settings/resource-types', 'order', /^\/settings\/resource-types\/type\/order$/],
    ['/settings/gateway-routes', 'read-order', /^\/settings\/gateway-routes\/edit\/read-order$/],
  ] as const) {
    await page.goto(service.url + list);
    const link = page.locator('.row-link').getByText(name, { exact: true });
    const opened = page.context().waitForEvent('page');
    await link.click({ modifiers: ['ControlOrMeta'] });
    const beside = await opened;
    await beside.waitForURL((url) => panel.test(url.pathname));
    await beside.close();
    assert.equal(new URL(page.url()).pathname, list);
    await page.locator('tr').filter({ has: link }).locator('td').nth(2).click();
    await page.waitForURL((url) => panel.test(url.pathname));
  }
});
