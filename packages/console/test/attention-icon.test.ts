import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage, serveConsole } from './open-page.ts';

const DAY_MS = 86_400_000;

for (const [what, days, count, icon] of [
  ['has a dot while a token ends within days', 2, '1', /^\/assets\/mark-attention-.*\.svg$/],
  ['is plain while none does', 60, '0', /^\/assets\/mark-(?!attention).*\.svg$/],
] as const) {
  test(`the icon of the tab ${what}, by what the page has counted anyway`, async (t) => {
    const service = await serveConsole(t);
    service.query('update tokens set expires_at = null');
    const body = { name: 'ends soon', role: 'reader', expiry: Date.now() + days * DAY_MS };
    assert.equal((await service.api('/api/v2/tokens', { method: 'POST', body })).status, 201);
    const page = await openPage(t, service, { path: '/settings' });
    const [asked, refused]: [string[], string[]] = [[], []];
    page.on('request', (request) => request.url().includes('/tokens/health') && asked.push(request.url()));
    page.on('console', (message) => message.type() === 'error' && refused.push(message.text()));
    await page.getByRole('link', { name: /^Access tokens/ }).click();
    await page
      .getByRole('navigation', { name: 'Token health' })
      .getByRole('link', { name: new RegExp(`^${count}\\s*Expire within 7 days`) })
      .waitFor();
    const link = page.locator('link[rel=icon]');
    if (count !== '0') await link.and(page.locator('[href*=attention]')).waitFor({ state: 'attached' });
    assert.match((await link.getAttribute('href')) ?? '', icon);
    assert.equal(asked.length, 1, 'nothing is asked for the icon');
    assert.deepEqual(refused, []);
  });
}
