import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { addMember } from './add-member.ts';
import { clipboard, openPage, serveConsole } from './open-page.ts';

test('each step ticks itself when it happened: a token, its first call, the command line, a rotation', async (t) => {
  const service = await serveConsole(t);
  await addMember(service, 'grace@example.com', { role: 'writer' });
  const page = await openPage(t, service, { path: '/quick-start', email: 'grace@example.com' });
  const done = (count: number) =>
    page.getByText(count === 4 ? 'All four steps are done.' : `${count} of 4 steps done.`).waitFor();
  await done(0);
  const call = page.getByLabel('Commands: Make the first call');
  assert.ok((await call.locator('pre').innerText()).includes(`curl ${service.url}/api/v2/caller-identity`));
  await call.getByRole('button', { name: 'CLI' }).click();
  assert.equal(await call.locator('pre').innerText(), `KEYWARD_URL=${service.url} keyward whoami`);

  await page.keyboard.press('c');
  await page.getByLabel('Name').fill('my-script');
  await page.keyboard.press('Enter');
  const secret = await page.locator('[data-secret]').innerText();
  await page.getByRole('button', { name: 'Download .env' }).click();
  await page.getByRole('button', { name: 'I have saved it' }).click();
  await page.getByRole('link', { name: 'Quick start' }).click();
  await done(1);
  const use = (agent: string) =>
    fetch(`${service.url}/api/v2/caller-identity`, {
      headers: { authorization: secret, 'user-agent': agent },
    });
  await use('curl/8.5');
  await page.getByText(/Received .*curl\/8\.5/).waitFor();
  await done(2);
  // Of several uses in a second the service tells one: it is used until that is told.
  let isTold = false;
  const told = done(3).finally(() => {
    isTold = true;
  });
  while (!isTold) await use('keyward-cli/0.1.0');
  await told;
  const { tokenId } = await (await use('curl/8.5')).json();
  await service.api(`/api/v2/tokens/${tokenId}/reset`, { method: 'POST', body: {}, as: secret });
  await page.reload();
  await done(4);
});

test('20: the commands of the page, copied and run in a shell as they stand, work', async (t) => {
  const service = await serveConsole(t);
  const permissions = ['clipboard-read', 'clipboard-write'];
  const page = await openPage(t, service, { path: '/quick-start', permissions });
  const call = page.getByLabel('Commands: Make the first call');
  const env = {
    ...process.env,
    PATH: `${resolve('node_modules/.bin')}:${dirname(process.execPath)}:${process.env.PATH}`,
    KEYWARD_ACCESS_TOKEN: service.ownerSecret,
  };
  for (const [tab, answer] of [
    ['curl', /"tokenName": ?"First token"/],
    ['CLI', /"tokenName": "First token"/],
  ] as const) {
    await call.getByRole('button', { name: tab, exact: true }).click();
    await call.getByRole('button', { name: 'Copy' }).click();
    await call.getByRole('button', { name: 'Copied' }).waitFor();
    const { stdout } = await promisify(execFile)('sh', ['-c', await clipboard(page)], { env });
    assert.match(stdout, answer, tab);
  }
});

test('the steps are of whoever is signed in; signing in needs no file', async (t) => {
  const service = await serveConsole(t);
  await addMember(service, 'grace@example.com', { role: 'writer' });
  await addMember(service, 'linus@example.com', { role: 'writer' });
  const page = await openPage(t, service, { path: '/quick-start', email: 'grace@example.com' });
  const signIn = page.getByLabel('Commands: Sign in on the command line');
  assert.equal(await signIn.locator('pre').innerText(), `keyward login --url ${service.url}\nkeyward whoami`);
  await page.keyboard.press('c');
  await page.getByLabel('Name').fill('first');
  await page.keyboard.press('Enter');
  const secret = await page.locator('[data-secret]').innerText();
  await page.getByRole('button', { name: 'Download .env' }).click();
  await page.getByRole('button', { name: 'I have saved it' }).click();
  await page.getByRole('link', { name: 'Quick start' }).click();
  await page.getByText('1 of 4 steps done.').waitFor();
  const callAs = (authorization: string, agent: string) =>
    fetch(`${service.url}/api/v2/caller-identity`, { headers: { authorization, 'user-agent': agent } });
  await callAs(secret, 'curl/8');
  await page.getByText('2 of 4 steps done.').waitFor();
  const login = await page.evaluate(async () => {
    const body = JSON.stringify({ name: 'Command line on ada-laptop', role: 'reader' });
    const headers = { 'content-type': 'application/json', 'x-keyward-request': '1' };
    return (await fetch('/api/v2/tokens', { method: 'POST', headers, body })).json();
  });
  await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
  await callAs(login.token, 'keyward-cli/0.1.0');
  await page.getByText('3 of 4 steps done.').waitFor();
  const [first] = service.query("select id from tokens where name = 'first'");
  const rotate = page.getByLabel('Commands: Rehearse a rotation').locator('pre');
  assert.ok(
    (await rotate.innerText()).includes(String(first?.id)),
    'not the token of the command line itself',
  );

  const remembered = await page.evaluate(() => Object.entries(localStorage));
  const other = await openPage(t, service, { path: '/quick-start', email: 'linus@example.com' });
  await other.getByText('0 of 4 steps done.').waitFor();
  await other.evaluate((entries) => {
    for (const [key, value] of entries) localStorage.setItem(key, value);
  }, remembered);
  await other.reload();
  await other.getByText(/^\d of 4 steps done\.$/).waitFor();
  await other.waitForLoadState('networkidle');
  assert.equal(await other.getByText('0 of 4 steps done.').count(), 1, 'another member has done nothing');
});
