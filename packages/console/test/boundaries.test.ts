import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { type TestContext, test } from 'node:test';
import { openPage, serveConsole } from './open-page.ts';

const HOSTILE_NAMES = [
  'x\n{"event":"deleted"}',
  '\u001b[31mred\u001b[0m',
  'a\u2028b',
  '</script><script>window.broken = 1</script>',
  '"><img src=x onerror="window.broken = 1">',
];

/** A page of somebody else, on another origin of the same machine. */
async function foreignSite(t: TestContext, html: string): Promise<string> {
  const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(html));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => new Promise((resolve) => server.close(resolve)));
  return `http://localhost:${(server.address() as AddressInfo).port}/`;
}

test('W1, W3: another origin can neither use the session nor show the console in a frame', async (t) => {
  const service = await serveConsole(t);
  const page = await openPage(t, service);
  const context = page.context();
  const before = service.query('select count(*) as n from tokens')[0]?.n;
  const site = await foreignSite(
    t,
    `<form method="post" enctype="text/plain" action="${service.url}/api/v2/tokens">
      <input name='{"name":"forged","role":"reader","x":"' value='"}'></form>
    <iframe src="${service.url}/tokens"></iframe>`,
  );
  const foreign = await context.newPage();
  await foreign.goto(site);
  const status = await foreign.evaluate(async (url) => {
    await fetch(`${url}/api/v2/tokens`, {
      method: 'POST',
      mode: 'no-cors',
      credentials: 'include',
      headers: { 'content-type': 'text/plain' },
      body: '{"name":"forged","role":"reader"}',
    });
    const read = await fetch(`${url}/api/v2/tokens`, { credentials: 'include' }).catch(() => undefined);
    return read?.status;
  }, service.url);
  assert.equal(status, undefined, 'no answer may be read with the cookies of the browser');
  const framed = foreign.frames()[1];
  assert.equal(
    (await framed
      ?.locator('#root')
      .count()
      .catch(() => 0)) ?? 0,
    0,
    'the frame is empty',
  );
  const posted = foreign.waitForResponse((response) => response.request().method() === 'POST');
  await foreign.evaluate(() => document.querySelector('form')?.submit());
  assert.ok([401, 403, 415].includes((await posted).status()));
  assert.equal(service.query('select count(*) as n from tokens')[0]?.n, before, 'nothing was made');
  assert.deepEqual(service.query("select 1 from tokens where name = 'forged'"), []);
});

test('W2: no change is made by a GET, nor without the header that only a page of the service can set', async (t) => {
  const service = await serveConsole(t);
  const page = await openPage(t, service);
  const statuses = await page.evaluate(async () => {
    const post = (headers: Record<string, string>) =>
      fetch('/api/v2/tokens', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ name: 'forged', role: 'reader' }),
      }).then(({ status }) => status);
    return [await post({}), await post({ 'x-keyward-request': '0' })];
  });
  assert.deepEqual(statuses, [403, 403]);
  assert.deepEqual(service.query("select 1 from tokens where name = 'forged'"), []);
});

test('W8: the session cookie is out of reach of scripts and other sites', async (t) => {
  const service = await serveConsole(t);
  const page = await openPage(t, service);
  const cookies = await page.context().cookies();
  const session = cookies.find(({ name }) => name === '__Host-keyward');
  assert.deepEqual(
    [session?.secure, session?.httpOnly, session?.sameSite, session?.path],
    [true, true, 'Strict', '/'],
  );
  assert.equal(await page.evaluate(() => document.cookie), '');
});

test('L1: a name is text wherever it is shown, and one line of the log', async (t) => {
  const service = await serveConsole(t);
  for (const name of HOSTILE_NAMES) {
    const made = await service.api('/api/v2/tokens', { method: 'POST', body: { name, role: 'reader' } });
    assert.ok([201, 400].includes(made.status));
  }
  const page = await openPage(t, service);
  const stored = service.query('select id, name from tokens where name <> ?', 'First token');
  assert.ok(stored.length > 0);
  for (const { id, name } of stored) {
    await page.goto(`${service.url}/tokens/${id}`);
    await page.getByRole('tab', { name: 'Overview' }).waitFor();
    const shown = await page.getByRole('dialog').getByRole('heading', { level: 2 }).textContent();
    assert.equal(shown, String(name));
    await page.getByRole('tab', { name: 'Activity' }).click();
    await page.locator('.audit li').first().waitFor();
  }
  assert.equal(await page.evaluate(() => (window as { broken?: number }).broken), undefined);
  for (const line of service.logLines) assert.doesNotThrow(() => JSON.parse(line));
});

/** An address of this machine that no browser takes for its own: over plain http it gives such a page no clipboard. */
function foreignHost(): string {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '0.0.0.0';
}

test('3: over plain http, where browsers have no clipboard, exactly the secret is copied, seen and announced', async (t) => {
  const service = await serveConsole(t, { host: foreignHost() });
  const page = await openPage(t, service, { path: '/tokens/new' });
  assert.deepEqual(
    await page.evaluate(() => [isSecureContext, navigator.clipboard, typeof crypto.randomUUID]),
    [false, undefined, 'undefined'],
  );
  await page.getByLabel('Name', { exact: true }).fill('plain');
  await page.keyboard.press('Enter');
  const secret = await page.locator('[data-secret]').innerText();
  await page.getByRole('button', { name: 'Copy secret' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  await page.getByRole('status').filter({ hasText: 'Secret copied' }).waitFor({ state: 'attached' });
  assert.equal(await page.locator('textarea').count(), 0, 'what was copied from is gone');
  await page.getByRole('button', { name: 'I have saved it' }).click();
  await page.getByRole('link', { name: 'plain' }).waitFor();
  await page.evaluate(() => {
    const field = document.createElement('textarea');
    document.querySelector('main')?.append(field);
    field.focus();
  });
  await page.keyboard.press('ControlOrMeta+v');
  assert.equal(await page.locator('textarea').inputValue(), secret);
});

test('3: where the browser lets nobody copy, the secret is selected and the keys are said', async (t) => {
  const service = await serveConsole(t, { host: foreignHost() });
  const page = await openPage(t, service, { path: '/tokens/new' });
  await page.getByLabel('Name', { exact: true }).fill('refused');
  await page.keyboard.press('Enter');
  const secret = await page.locator('[data-secret]').innerText();
  await page.evaluate(() => {
    document.execCommand = () => false;
  });
  await page.getByRole('button', { name: 'Copy secret' }).click();
  await page.getByRole('button', { name: 'Press Ctrl+C' }).waitFor();
  assert.equal(await page.evaluate(() => getSelection()?.toString()), secret);
  await page.keyboard.press('Escape');
  await page.getByRole('alertdialog', { name: 'You haven’t copied it' }).waitFor();
});
