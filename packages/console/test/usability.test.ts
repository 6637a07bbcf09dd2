import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { addMember } from './add-member.ts';
import { countedHands } from './counted-hands.ts';
import { clipboard, openPage, serveConsole } from './open-page.ts';
import { seedMany, seedTokens } from './seed.ts';

const CLIPBOARD = ['clipboard-read', 'clipboard-write'];
const TOKENS = 1_284;

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent ?? '');

async function crowdedService(t: Parameters<typeof serveConsole>[0]) {
  const service = await serveConsole(t);
  const seeded = await seedTokens(service);
  seedMany(service, TOKENS);
  return { service, seeded };
}

test('1: from nobody to a copied secret that works: 3 screens, 4 fields, 8 clicks', async (t) => {
  const service = await serveConsole(t, { setUp: false });
  const page = await openPage(t, service, {
    path: `/welcome#${service.setupCode}`,
    isSignedIn: false,
    permissions: CLIPBOARD,
  });
  const hands = countedHands(page);
  let fields = 0;
  const fill = async (label: string, text: string) => {
    fields++;
    await page.getByLabel(label).fill(text);
  };
  await fill('Work email', 'me@example.com');
  await fill('Passphrase', 'correct horse battery staple');
  await hands.click(page.getByRole('button', { name: 'Create owner' }));
  await fill('Organization', 'Acme');
  await hands.click(page.getByRole('button', { name: 'Continue to the first token' }));
  await hands.click(page.getByRole('button', { name: 'Save token' }));
  await hands.click(page.getByRole('button', { name: 'Copy secret' }));
  const secret = await clipboard(page);
  assert.equal((await service.api('/api/v2/caller-identity', { as: secret })).status, 200);
  const command = await page.locator('.snippets pre').innerText();
  const { stdout } = await promisify(execFile)('sh', [
    '-c',
    `${command} --silent --write-out '%{http_code}'`,
  ]);
  assert.match(stdout, /200$/, 'the command as it stands there');
  assert.ok(hands.clicks <= 8 && fields <= 4, `${hands.clicks} clicks, ${fields} fields`);
});

test('2, 3: `c`, a name and Enter show the secret with the focus on Copy, which copies exactly it', async (t) => {
  const { service } = await crowdedService(t);
  const page = await openPage(t, service, { permissions: CLIPBOARD });
  const hands = countedHands(page);
  await hands.press('c');
  await page.waitForFunction(() => document.activeElement?.matches('input'));
  await hands.type('nightly');
  await hands.press('Enter');
  const secret = await page.locator('[data-secret]').innerText();
  assert.equal(hands.keys, 2, 'two keys beyond the name');
  await page.waitForFunction(() => document.activeElement?.textContent === 'Copy');
  await hands.press('Enter');
  await page.getByRole('status').filter({ hasText: 'Secret copied' }).waitFor({ state: 'attached' });
  assert.equal(await clipboard(page), secret);
});

test('7, 8: a token is found by its last four in 6 keys; those that expire this week by one click', async (t) => {
  const { service } = await crowdedService(t);
  const page = await openPage(t, service);
  const hands = countedHands(page);
  await hands.press('/');
  await hands.type('01f4');
  await hands.press('Enter');
  await page.getByRole('link', { name: 'service-00500' }).waitFor();
  await page.getByText('1–1 of 1').first().waitFor();
  assert.ok(hands.keys + hands.letters <= 6);
  await hands.click(page.getByRole('link', { name: /Expire within 7 days/ }));
  await page.getByRole('link', { name: 'ci-deploy' }).waitFor();
  assert.equal(hands.clicks, 1);
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.getByRole('link', { name: 'ci-deploy' }).waitFor();
  assert.equal(await other.locator('tr[data-token]').count(), 1, 'the address says it all');
});

test('10: a reset by keyboard takes 6 keys and the name; it stays off until the name fits, 24 h are given', async (t) => {
  const { service, seeded } = await crowdedService(t);
  const page = await openPage(t, service);
  await page.getByRole('link', { name: 'release-bot' }).focus();
  const hands = countedHands(page);
  await hands.press('R');
  await page.waitForFunction(
    () =>
      document.activeElement?.matches('button:not([aria-disabled])') &&
      document.activeElement.textContent === 'Reset Token',
  );
  await hands.press('Enter');
  const dialog = page.getByRole('alertdialog');
  await page.waitForFunction(() => document.activeElement?.matches('[role=alertdialog] input'));
  const reset = dialog.getByRole('button', { name: 'Reset' });
  assert.equal(await dialog.getByLabel('Hours to keep the old secret active').inputValue(), '24');
  await hands.type('release-bo');
  assert.equal(await reset.getAttribute('aria-disabled'), 'true');
  await hands.type('t');
  assert.equal(await reset.getAttribute('aria-disabled'), null);
  await hands.press('Enter');
  const secret = await page.locator('[data-secret]').innerText();
  assert.notEqual(secret, seeded.get('release-bot')?.token);
  assert.ok(hands.keys <= 6, `${hands.keys} keys`);
  assert.equal(hands.letters, 'release-bot'.length);
});

test('11: an old secret is ended in two clicks, and answers 401 from then on', async (t) => {
  const { service, seeded } = await crowdedService(t);
  const old = seeded.get('release-bot');
  assert.ok(old);
  const expiry = Date.now() + 5 * 3_600_000;
  const made = await service.api(`/api/v2/tokens/${old._id}/reset`, { method: 'POST', body: { expiry } });
  const { token } = await made.json();
  const status = async (as: string) => (await service.api('/api/v2/caller-identity', { as })).status;
  assert.deepEqual([await status(token), await status(old.token)], [200, 200]);
  const page = await openPage(t, service, { path: '/tokens?q=release-bot' });
  await page.getByText('Old secret: 5 h left').waitFor();
  await page.getByRole('link', { name: 'release-bot' }).click();
  const hands = countedHands(page);
  await hands.click(page.getByRole('button', { name: 'End it now' }));
  await hands.click(page.getByRole('button', { name: 'End the old secret' }));
  await page.getByText('Ended the old secret').waitFor();
  assert.equal(hands.clicks, 2);
  assert.deepEqual([await status(token), await status(old.token)], [200, 401]);
});

test('12: an unused token is deleted by two clicks, one used today by its name; the focus goes on at a row', async (t) => {
  const { service } = await crowdedService(t);
  const page = await openPage(t, service, { path: '/tokens?type=personal' });
  const dialog = page.getByRole('alertdialog');
  const exists = (name: string) =>
    service.query('select 1 from tokens where name = ? and deleted_at is null', name).length === 1;
  const startDeleting = async (name: string) => {
    await page.getByRole('button', { name: `Actions for ${name}` }).click();
    await page.getByRole('menu').waitFor();
  };
  await startDeleting('metrics-export');
  const hands = countedHands(page);
  await hands.click(page.getByRole('menuitem', { name: 'Delete token' }));
  await hands.click(dialog.getByRole('button', { name: 'Delete' }));
  await page.getByRole('status').filter({ hasText: 'Deleted metrics-export' }).waitFor();
  assert.deepEqual([hands.clicks, exists('metrics-export')], [2, false]);
  await page.waitForFunction(() => document.activeElement?.matches('[data-row-menu]'));

  await startDeleting('ci-deploy');
  await page.getByRole('menuitem', { name: 'Delete token' }).click();
  await page.waitForFunction(() => document.activeElement?.matches('[role=alertdialog] input'));
  await page.keyboard.press('Enter');
  assert.ok(exists('ci-deploy'), 'without the name nothing happens');
  await page.keyboard.type('ci-deploy');
  await page.keyboard.press('Enter');
  await page.getByRole('status').filter({ hasText: 'Deleted ci-deploy' }).waitFor();
  assert.ok(!exists('ci-deploy'));
});

test('13, 16: a service token offers no edit of its rights and says why; a clone is two clicks away', async (t) => {
  const { service } = await crowdedService(t);
  const page = await openPage(t, service);
  const hands = countedHands(page);
  await hands.click(page.getByRole('button', { name: 'Actions for terraform-prod' }));
  await hands.click(page.getByRole('menuitem', { name: 'Clone token' }));
  await page.waitForFunction(
    () => (document.activeElement as HTMLInputElement | null)?.value === 'Copy of terraform-prod',
  );
  assert.equal(hands.clicks, 2);
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'terraform-prod' }).click();
  await page.getByRole('tab', { name: 'Permissions' }).click();
  await page.getByText('The permissions of a service token are fixed once it is saved.').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Edit permissions' }).count(), 0);
  await page.getByRole('button', { name: 'Clone to change' }).click();
  await page.getByRole('heading', { name: 'Clone “terraform-prod”' }).waitFor();
});

test('14: a reader reaches by keyboard why Writer, Admin and Owner are not theirs to give', async (t) => {
  const service = await serveConsole(t);
  await addMember(service, 'reader@example.com');
  const page = await openPage(t, service, { email: 'reader@example.com' });
  await page.keyboard.press('c');
  await page.waitForFunction(() => document.activeElement?.matches('input'));
  await page.getByRole('button', { name: 'Reader Role' }).focus();
  await page.keyboard.press('Enter');
  for (const name of ['Writer', 'Admin', 'Owner']) {
    await page.keyboard.press('ArrowDown');
    await page.waitForFunction((role) => document.activeElement?.textContent?.startsWith(role), name);
    assert.match(await focused(page), /Beyond your own role, Reader/);
  }
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Reader Role' }).waitFor();
});

test('19: under reduced motion nothing moves, and without it panels do', async (t) => {
  const service = await serveConsole(t);
  for (const reducedMotion of ['reduce', 'no-preference'] as const) {
    const page = await openPage(t, service, { path: '/tokens/new', reducedMotion });
    await page.locator('.sheet').waitFor();
    const durationSeconds = await page.evaluate(() =>
      Math.max(
        ...[...document.querySelectorAll('*')].flatMap((element) => {
          const { animationDuration, transitionDuration } = getComputedStyle(element);
          return `${animationDuration},${transitionDuration}`.split(',').map(Number.parseFloat);
        }),
      ),
    );
    assert.equal(durationSeconds > 0.02, reducedMotion === 'no-preference', `${durationSeconds} s`);
  }
});
