import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage, serveConsole } from './open-page.ts';

test('whoever has not signed in is asked to, and not told that a session has ended', async (t) => {
  const service = await serveConsole(t);
  for (const path of ['/tokens', '/roles']) {
    const page = await openPage(t, service, { path, isSignedIn: false });
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.waitForLoadState('networkidle');
    assert.equal(new URL(page.url()).search, `?next=${encodeURIComponent(path)}`);
    assert.equal(await page.getByText('session has ended').count(), 0);
  }
});

test('the first page of the list is asked for beside the session, and once', async (t) => {
  const service = await serveConsole(t);
  const page = await openPage(t, service);
  await page.locator('tr[data-token]').first().waitFor();
  let lists = 0;
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname === '/api/v2/tokens' && searchParams.get('sort') === 'attention') lists++;
  });
  const listed = page.waitForRequest(/\/api\/v2\/tokens\?.*sort=attention/);
  await page.route('**/api/v2/session', async (route) => {
    await listed;
    await route.continue();
  });
  await page.reload();
  await page.locator('tr[data-token]').first().waitFor();
  await page.waitForLoadState('networkidle');
  assert.equal(lists, 1);
});
