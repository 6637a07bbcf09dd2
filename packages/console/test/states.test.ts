import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addMember } from './add-member.ts';
import { openPage, serveConsole, signIn, traces } from './open-page.ts';
import { seedMany, seedTokens } from './seed.ts';

const DENIES_CREATING = {
  key: 'no-tokens',
  name: 'No tokens',
  basePermissions: 'reader',
  policy: [
    { effect: 'deny', resources: ['member/*:token/*'], actions: ['createAccessToken'] },
    { effect: 'deny', resources: ['service-token/*'], actions: ['createAccessToken'] },
  ],
};

test('1: the first run makes the owner, the organization and a first token in three screens and four fields', async (t) => {
  const service = await serveConsole(t, { setUp: false });
  const page = await openPage(t, service, { path: '/tokens', isSignedIn: false });
  // The first run opens by itself.
  await page.waitForURL((url) => url.pathname === '/welcome');
  await page.getByLabel('Set-up code').fill(service.setupCode ?? '');
  await page.getByLabel('Work email').fill('me@example.com');
  await page.getByLabel('Passphrase').fill('short');
  await page.getByText('7 more characters needed').waitFor();
  await page.getByRole('button', { name: 'Create owner' }).click();
  assert.equal(await page.getByLabel('Organization').count(), 0, 'a short passphrase goes no further');
  await page.getByLabel('Passphrase').fill('correct horse battery staple');
  await page.getByRole('button', { name: 'Create owner' }).click();
  await page.getByLabel('Organization').fill('Acme');
  await page.getByRole('button', { name: 'Continue to the first token' }).click();
  await page.getByRole('heading', { name: 'Create an access token' }).waitFor();
  assert.equal(await page.getByLabel('Name').inputValue(), 'my-first-token');
  assert.equal(await page.getByText('Filled in from a link').count(), 0, 'the first run filled it in itself');
  await page.getByRole('button', { name: 'Save token' }).click();
  const secret = await page.locator('[data-secret]').innerText();
  const used = await service.api('/api/v2/caller-identity', { as: secret });
  assert.equal((await used.json()).tokenName, 'my-first-token');
  await page.getByText(/Received .* from 127\.0\.0\.1/).waitFor({ timeout: 5_000 });
  const tokens = service.query('select name from tokens where deleted_at is null');
  assert.deepEqual(
    tokens.map(({ name }) => name),
    ['my-first-token'],
    'no other token is left over',
  );
  assert.ok(!(await traces(page)).includes(service.setupCode ?? '?'));
  await page.getByRole('button', { name: 'Copy secret' }).click();
  await page.goto(`${service.url}/welcome`);
  await page.getByRole('heading', { name: 'Home' }).waitFor();
});

test('whose role denies createAccessToken sees Create disabled, with the reason, by keyboard too', async (t) => {
  const service = await serveConsole(t);
  const made = await service.api('/api/v2/roles', { method: 'POST', body: DENIES_CREATING });
  assert.equal(made.status, 201, await made.text());
  await addMember(service, 'grace@example.com', { customRoles: ['no-tokens'] });
  const page = await openPage(t, service, { email: 'grace@example.com' });
  const create = page.getByRole('main').getByRole('button', { name: 'Create token' }).first();
  await page.waitForFunction(() => document.querySelector('[data-shortcut=c]')?.ariaDisabled === 'true');
  await create.focus();
  const reason = page.getByRole('tooltip').filter({ hasText: 'Needs `createAccessToken`' }).first();
  await reason.waitFor();
  const described = await create.getAttribute('aria-describedby');
  assert.equal(await reason.getAttribute('id'), described, 'a screen reader is told the reason');
  await page.keyboard.press('Enter');
  await page.keyboard.press('c');
  assert.equal(new URL(page.url()).pathname, '/tokens', 'nothing opens');
  await page.goto(`${service.url}/tokens/new`);
  await page.getByLabel('Name').fill('forced');
  await page.waitForFunction(() =>
    [...document.querySelectorAll('button')].some(
      (button) => button.textContent?.startsWith('Save token') && button.ariaDisabled === 'true',
    ),
  );
  const posted: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (request.method() === 'POST' && pathname === '/api/v2/tokens') posted.push(pathname);
  });
  await page.keyboard.press('Enter');
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
  assert.deepEqual(posted, [], 'no token is asked for');
  assert.deepEqual(service.query("select 1 from tokens where name = 'forced'"), []);
});

test('14: a reader is offered no role above their own, each with the reason, and no service token', async (t) => {
  const service = await serveConsole(t);
  await addMember(service, 'reader@example.com');
  const page = await openPage(t, service, { email: 'reader@example.com', path: '/tokens/new' });
  await page.getByText('needs `createAccessToken`', { exact: false }).first().waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'Reader Role' }).click();
  for (const role of ['Writer', 'Admin', 'Owner']) {
    const option = page.getByRole('option', { name: role });
    await option.getByText('Beyond your own role, Reader').waitFor();
  }
  await page.getByRole('option', { name: 'Admin' }).click({ force: true });
  await page.getByRole('button', { name: 'Reader Role' }).waitFor();
});

test('18: empty, no match, error, offline, gone and signed out each say what is so and offer one way on', async (t) => {
  const service = await serveConsole(t);
  service.query('update tokens set deleted_at = 1');
  const page = await openPage(t, service);
  await page.getByText('No tokens yet').waitFor();
  await page.getByText('A token lets a script call the API as you.').waitFor();
  const login = `keyward login --url ${service.url}`;
  await page.getByText(`${login} && keyward tokens create my-first-token`, { exact: true }).waitFor();

  await page.goto(`${service.url}/tokens?q=nothing`);
  await page.getByText('No active tokens match “nothing”').waitFor();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByText('No tokens yet').waitFor();

  let isBroken = true;
  await page.route('**/api/v2/tokens?*', (route) =>
    isBroken
      ? route.fulfill({ status: 500, json: { code: 'internal', message: 'broken', requestId: 'abc123' } })
      : route.continue(),
  );
  await page.goto(`${service.url}/tokens?type=service`);
  const problem = page
    .getByRole('alert')
    .filter({ hasText: "Couldn't load tokens. The server answered 500." });
  await problem.getByText('abc123').waitFor();
  isBroken = false;
  await problem.getByRole('button', { name: 'Retry' }).click();
  await page.getByText('No active tokens match').waitFor();
  await page.unroute('**/api/v2/tokens?*');

  await page.context().setOffline(true);
  await page.getByText('You are offline').waitFor();
  await page.context().setOffline(false);
  await page.getByText('You are offline').waitFor({ state: 'detached' });

  await page.goto(`${service.url}/tokens/${'f'.repeat(24)}`);
  await page.getByText('This token was deleted, or you may not see it.').waitFor();
  await page.goto(`${service.url}/tokens/a/b/c`);
  await page.getByText('There is no such page').waitFor();

  await page.context().clearCookies();
  await page.goto(`${service.url}/tokens?type=service`);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.getByLabel('Work email').fill('ada@example.com');
  await page.getByLabel('Passphrase').fill('wrong passphrase');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('This email and passphrase do not fit together.').waitFor();
  assert.equal(await page.getByLabel('Work email').inputValue(), 'ada@example.com', 'nothing is lost');
  await signIn(page, 'ada@example.com');
  await page.waitForURL('**/tokens?type=service');
});

test('7, 8: of 10 000 tokens one is found by its last four, counts lead to their tokens, and the address brings a view back', async (t) => {
  const service = await serveConsole(t);
  await seedTokens(service);
  seedMany(service, 10_000);
  const page = await openPage(t, service);
  await page.getByText('1–25 of 10,007').first().waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('1f40');
  await page.keyboard.press('Enter');
  await page.getByText('1–1 of 1').first().waitFor();
  await page.getByRole('link', { name: 'service-08000' }).waitFor();
  assert.equal(new URL(page.url()).searchParams.get('q'), '1f40');

  await page.getByRole('link', { name: /Expire within 7 days/ }).click();
  await page.getByRole('link', { name: 'ci-deploy' }).waitFor();
  assert.equal(await page.locator('tr[data-token]').count(), 1);
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.getByRole('link', { name: 'ci-deploy' }).waitFor();
  await other.close();

  await page.getByRole('link', { name: /^[\d,]+ Active$/ }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('26–50 of 10,007').first().waitFor();
  await page.getByRole('button', { name: 'Previous' }).click();
  await page.getByText('1–25 of 10,007').first().waitFor();
  await page.getByRole('button', { name: 'Name', exact: true }).click();
  await page.waitForFunction(() => document.querySelector('th[aria-sort=ascending]')?.textContent === 'Name');
  await page.getByRole('link', { name: 'ada-laptop' }).waitFor();
});

test('a form that a link filled in says so, whatever the link says', async (t) => {
  const service = await serveConsole(t);
  const page = await openPage(t, service, { path: '/tokens/new?name=theirs&role=owner&first=1' });
  await page.getByText('Filled in from a link. Check it before you create.').waitFor();
  assert.equal(await page.getByLabel('Name').inputValue(), 'theirs');
});

test('9: a pasted secret is cleared from the box at once and answered with its token; the address never has it', async (t) => {
  const service = await serveConsole(t);
  const seeded = await seedTokens(service);
  const secret = seeded.get('ci-deploy')?.token ?? '';
  const page = await openPage(t, service);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(`${request.method()} ${request.url()}`));
  await page.getByRole('searchbox').fill(` ${secret} `);
  await page.getByText('This secret belongs to').waitFor();
  await page.locator('.look-up strong').filter({ hasText: 'ci-deploy' }).waitFor();
  assert.equal(await page.getByRole('searchbox').inputValue(), '');
  const cutOff = secret.slice(0, -6);
  await page.getByRole('searchbox').fill(cutOff);
  await page.getByText('This looks like a secret that was cut off').waitFor();
  assert.equal(await page.getByRole('searchbox').inputValue(), '');
  assert.ok(!page.url().includes(cutOff));
  assert.ok(!asked.some((call) => call.includes(cutOff)), 'no address held it, nor a part of it');
  assert.ok(asked.some((call) => call.startsWith('POST') && call.endsWith('/api/v2/tokens/lookup')));
  assert.ok(!(await traces(page)).includes(secret));
  assert.ok(!service.logLines.join('').includes(secret));
});

test('several tokens are disabled and deleted at once, deleting by typing how many they are', async (t) => {
  const service = await serveConsole(t);
  await seedTokens(service);
  const page = await openPage(t, service);
  for (const name of ['ci-deploy', 'metrics-export']) await page.getByLabel(`Select ${name}`).check();
  await page.getByText('2 tokens selected').waitFor();
  const bar = page.getByRole('region', { name: 'Selected tokens' });
  await bar.getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByLabel('Type 2 to confirm').fill('1');
  await page.keyboard.press('Enter');
  assert.equal(service.query('select 1 from tokens where deleted_at is not null').length, 0);
  await dialog.getByLabel('Type 2 to confirm').fill('2');
  await page.keyboard.press('Enter');
  await page.getByText('Deleted 2 tokens').waitFor();
  assert.deepEqual(
    service
      .query('select name from tokens where deleted_at is not null order by name')
      .map(({ name }) => name),
    ['ci-deploy', 'metrics-export'],
  );
  await bar.waitFor({ state: 'detached' });
});

test('18: who may see next to nothing is told what is missing, and keeps what is theirs', async (t) => {
  const service = await serveConsole(t);
  const seeded = await seedTokens(service);
  await addMember(service, 'nobody@example.com', { role: 'no_access' });
  const page = await openPage(t, service, { email: 'nobody@example.com', path: '/' });
  await page.getByText('Nothing needs you').waitFor();
  await page.goto(`${service.url}/tokens`);
  await page.getByText('No tokens yet').waitFor();
  await page.goto(`${service.url}/tokens/${seeded.get('release-bot')?._id}`);
  await page.getByText('This token was deleted, or you may not see it.').waitFor();
  assert.equal(await page.getByRole('dialog').getByText('release-bot').count(), 0, 'not even its name');
  await page.getByRole('button', { name: 'Back to the list' }).click();

  await page.route('**/api/v2/tokens?*', (route) =>
    route.fulfill({
      status: 403,
      json: {
        code: 'forbidden',
        message: 'not allowed',
        access: { action: 'viewToken', resource: 'service-token/*' },
        requestId: 'abc123',
      },
    }),
  );
  await page.goto(`${service.url}/tokens?type=service`);
  const problem = page.getByRole('alert').filter({ hasText: "Couldn't load tokens" });
  await problem.getByText('Needs `viewToken`, which your role does not allow.').waitFor();
  await page.unroute('**/api/v2/tokens?*');
  await problem.getByRole('button', { name: 'Retry' }).click();
  await problem.waitFor({ state: 'detached' });
});
