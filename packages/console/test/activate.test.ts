/** `keyward login` leads here: a member lets in a program that has no browser. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ConsoleService, OWNER } from './console-service.ts';
import { openPage, serveConsole, signIn } from './open-page.ts';

async function call(service: ConsoleService, path: string, body: object) {
  const response = await fetch(`${service.url}/api/v2/device-requests${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

test('20: whoever is signed out signs in, comes back to the code of the terminal, and lets it in with one click', async (t) => {
  const service = await serveConsole(t);
  const asked = await call(service, '', { deviceName: 'ada-laptop', role: 'writer' });
  const { userCode, deviceCode, verificationUriComplete } = asked.body;
  const page = await openPage(t, service, { path: verificationUriComplete, isSignedIn: false });
  await signIn(page, OWNER);
  await page.getByText(userCode, { exact: true }).waitFor();
  const shown = await page.locator('main').innerText();
  for (const fact of ['ada-laptop', '127.0.0.1', 'Writer', OWNER]) assert.ok(shown.includes(fact), fact);
  assert.notEqual(await page.evaluate(() => document.activeElement?.textContent), 'Approve');
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByRole('heading', { name: 'Connected' }).waitFor();
  const made = await call(service, '/token', { deviceCode });
  assert.equal(made.status, 201);
  assert.ok(!(await page.content()).includes(made.body.token));
});

test('a code is typed as it comes, a wrong one is said to be, and what one denies gets nothing', async (t) => {
  const service = await serveConsole(t);
  const { userCode, deviceCode } = (await call(service, '', { deviceName: 'stranger' })).body;
  const page = await openPage(t, service, { path: '/activate', isSignedIn: false });
  await signIn(page, OWNER);
  await page.getByLabel('Code').fill('bbbbbbbb');
  await page.getByLabel('Code').press('Enter');
  await page.getByText('No command line waits for this code').waitFor();
  await page.getByLabel('Code').fill(userCode.replace('-', '').toLowerCase());
  await page.getByLabel('Code').press('Enter');
  await page.getByText(userCode, { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Deny' }).click();
  await page.getByRole('heading', { name: 'Denied' }).waitFor();
  assert.equal((await call(service, '/token', { deviceCode })).status, 403);
});

test('of ldcli, which asks for the least, the page says so, and another role is chosen there', async (t) => {
  const service = await serveConsole(t);
  const ask = (path: string, body: object) =>
    fetch(`${service.url}/internal/device-authorization${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }).then((response) => response.json());
  const asked = await ask('', { clientId: 'e6506150369268abae3ed46152687201', deviceName: 'ada-laptop' });
  const page = await openPage(t, service, { path: asked.verificationUri, isSignedIn: false });
  await signIn(page, OWNER);
  await page.getByLabel('Code').fill(asked.userCode);
  await page.getByLabel('Code').press('Enter');
  await page.getByText('ldcli login', { exact: true }).waitFor();
  const role = page.getByRole('button', { name: /Role of its token/ });
  assert.match((await role.textContent()) ?? '', /Reader/);
  await role.click();
  await page.getByRole('option', { name: 'Admin' }).click();
  await page.getByText('It asks for Reader.', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByRole('heading', { name: 'Connected' }).waitFor();
  assert.ok((await ask('/token', { deviceCode: asked.deviceCode })).accessToken);
  const [made] = service.query("select role, name from tokens where name like 'ldcli%'");
  assert.deepEqual({ ...made }, { role: 'admin', name: 'ldcli on ada-laptop' });
});

test('whoever is signed in as somebody else changes that, and keeps the code', async (t) => {
  const service = await serveConsole(t);
  const { userCode, verificationUriComplete } = (await call(service, '', { deviceName: 'laptop' })).body;
  const page = await openPage(t, service, { path: verificationUriComplete, isSignedIn: false });
  await signIn(page, OWNER);
  await page.getByRole('button', { name: 'Use another account' }).click();
  await page.getByLabel('Work email').waitFor();
  await signIn(page, OWNER);
  await page.getByText(userCode, { exact: true }).waitFor();
});

test('a code that could not be looked up is looked up again by Continue', async (t) => {
  const service = await serveConsole(t);
  const { userCode } = (await call(service, '', { deviceName: 'laptop' })).body;
  const page = await openPage(t, service, { path: '/activate', isSignedIn: false });
  await signIn(page, OWNER);
  await page.getByLabel('Code').fill(userCode);
  const lookUp = (url: URL) => url.pathname.startsWith('/api/v2/device-requests');
  await page.route(lookUp, (route) =>
    route.fulfill({ status: 403, json: { code: 'forbidden', message: 'not now' } }),
  );
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('not now', { exact: false }).waitFor();
  await page.unroute(lookUp);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('Connect this command line?').waitFor();
});
