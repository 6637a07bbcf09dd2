import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addMember } from './add-member.ts';
import { countedHands } from './counted-hands.ts';
import { openPage, serveConsole } from './open-page.ts';

type Service = Awaited<ReturnType<typeof serveConsole>>;

interface Made {
  readonly _id: string;
  readonly token: string;
}

/** A writer with a personal token that an integration calls with. */
async function addLeaver(
  service: Service,
  role: string,
): Promise<{ readonly id: string; readonly token: Made }> {
  await addMember(service, 'grace@example.com', { role });
  const { items } = await (await service.api('/api/v2/members?filter=email:grace@example.com')).json();
  const body = { name: 'nightly-export', role: 'admin' };
  const made = await (await service.api('/api/v2/tokens', { method: 'POST', body })).json();
  // As if she had made it: nobody makes a personal token for somebody else.
  service.query('update tokens set member_id = ? where id = ?', items[0]._id, made._id);
  service.query('update token_list set member_id = ? where token_id = ?', items[0]._id, made._id);
  return { id: items[0]._id, token: made };
}

const statusOf = async (service: Service, secret: string) =>
  (await service.api('/api/v2/caller-identity', { as: secret })).status;

test('an integration of a leaver is moved to a service token in at most 6 clicks, and outlives her', async (t) => {
  const service = await serveConsole(t);
  const { id, token } = await addLeaver(service, 'writer');
  assert.equal(await statusOf(service, token.token), 200);
  await service.app.deployment?.usage.flush();
  const page = await openPage(t, service, {
    path: `/members/${id}`,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const hands = countedHands(page);
  await page.getByText('In use').waitFor();
  await hands.click(page.getByRole('link', { name: 'Make a service token in place of nightly-export' }));
  await page.getByText('may not do all that this token says').waitFor();
  await page.getByRole('button', { name: 'Admin Role' }).waitFor();
  assert.ok(await page.getByLabel('This is a service token').isChecked());
  await hands.click(page.getByRole('button', { name: 'Save token' }));
  const secret = await page.locator('[data-secret]').innerText();
  await hands.click(page.getByRole('button', { name: 'Copy secret', exact: true }));
  await hands.click(page.getByRole('button', { name: 'I have saved it' }));
  await page.getByText('which was not used yet').waitFor();
  assert.ok(hands.clicks <= 6, `${hands.clicks} clicks`);
  assert.equal(hands.letters + hands.keys, 0);

  assert.equal(await statusOf(service, secret), 200);
  await service.app.deployment?.usage.flush();
  await page.getByText(/Replaced by nightly-export, used/).waitFor();
  await page.getByRole('button', { name: 'Remove member' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByText('This turns off 1 personal token, 1 used in the last day.').waitFor();
  await dialog.getByText(/Replaced by nightly-export/).waitFor();
  await dialog.getByLabel('Type grace@example.com to confirm').fill('grace@example.com');
  await page.keyboard.press('Enter');
  await page.getByText(/^Removed /).waitFor();
  assert.equal(await statusOf(service, token.token), 401);
  assert.equal(await statusOf(service, secret), 200, 'the service token outlives her');
});

test('before a member is given less, and before they are removed, the tokens that are in use are named, each with its way out', async (t) => {
  const service = await serveConsole(t);
  const { id, token } = await addLeaver(service, 'admin');
  await statusOf(service, token.token);
  await service.app.deployment?.usage.flush();
  const page = await openPage(t, service, { path: `/members/${id}` });
  const form = page.getByRole('form', { name: 'Role' });
  await form.getByRole('button', { name: 'Admin Role' }).click();
  await page.getByRole('option', { name: 'Reader' }).click();
  await form.getByText('what this takes away, their token loses at once').waitFor();
  await form.getByRole('link', { name: 'nightly-export', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Remove member' }).click();
  await page
    .getByRole('alertdialog')
    .getByRole('link', { name: 'Make a service token in place of nightly-export' })
    .click();
  await page.getByRole('heading', { name: 'Clone “nightly-export”' }).waitFor();
  assert.equal(await page.getByText('may not do all that this token says').count(), 0);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Remove member' }).waitFor();
});
