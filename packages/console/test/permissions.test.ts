import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addMember } from './add-member.ts';
import { openPage, serveConsole } from './open-page.ts';
import { seedTokens } from './seed.ts';
import { writeJson } from './write-json.ts';

const MANAGES_OWN_TOKENS = {
  key: 'own-tokens',
  name: 'Own tokens',
  basePermissions: 'reader',
  policy: [{ effect: 'allow', resources: ['member/*:token/*'], actions: ['createAccessToken'] }],
};

test('the permissions of a personal token are edited in place: a base role, roles, or a policy as JSON', async (t) => {
  const service = await serveConsole(t);
  const seeded = await seedTokens(service);
  const token = seeded.get('ci-deploy');
  assert.ok(token);
  const scope = async () => {
    const { role, customRoleIds, inlineRole } = await (
      await service.api(`/api/v2/tokens/${token._id}`)
    ).json();
    return [role, customRoleIds.length, inlineRole.length];
  };
  const page = await openPage(t, service, { path: `/tokens/${token._id}#permissions` });
  const form = page.getByRole('form', { name: 'Permissions' });
  const edit = page.getByRole('button', { name: 'Edit permissions' });
  const save = form.getByRole('button', { name: 'Save permissions' });

  await edit.click();
  await form.getByRole('button', { name: 'Writer Role' }).click();
  await page.getByRole('option', { name: 'Custom' }).click();
  await save.click();
  await form.getByText('Choose at least one role.').waitFor();
  assert.deepEqual(await scope(), ['writer', 0, 0], 'nothing was stored');
  await form.getByLabel('Auditor (provided)').check();
  await save.click();
  await page.getByText('Saved the permissions of ci-deploy').waitFor();
  assert.deepEqual(await scope(), [undefined, 1, 0]);

  await edit.click();
  await form.getByRole('button', { name: 'Custom Role' }).click();
  await page.getByRole('option', { name: 'Inline policy' }).click();
  await writeJson(page, '[{"effect":"allow","resources":["nothing/*"],"actions":["*"]}]');
  await save.click();
  await form.locator('.field-problem').waitFor();
  assert.deepEqual(await scope(), [undefined, 1, 0], 'a policy with a mistake is not stored');
  await writeJson(page, '[{"effect":"allow","resources":["acct"],"actions":["viewAuditLog"]}]');
  await save.click();
  await page.locator('.statements').getByText('viewAuditLog').waitFor();
  assert.deepEqual(await scope(), [undefined, 0, 1]);
  const used = await service.api('/api/v2/roles', { as: token.token });
  assert.deepEqual((await used.json()).items, [], 'its next call has the new rights');
});

test('what the service finds wrong stands at its field, and nothing that was typed is lost by a reload', async (t) => {
  const service = await serveConsole(t);
  const seeded = await seedTokens(service);
  const page = await openPage(t, service, { path: '/tokens/new' });
  await page.getByLabel('Name', { exact: true }).fill('export');
  await page.getByText('Allowed addresses and tags').click();
  await page.getByLabel('Allowed addresses').fill('10.0.0.0/99');
  await page.getByRole('button', { name: 'Save token' }).click();
  const field = page.locator('.field').filter({ hasText: 'Allowed addresses' });
  await field.getByText('`10.0.0.0/99` is no address or CIDR range').waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-invalid') === 'true');
  assert.deepEqual(service.query("select 1 from tokens where name = 'export'"), []);
  await page.reload();
  assert.equal(await page.getByLabel('Allowed addresses').inputValue(), '10.0.0.0/99');
  assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'export');

  await page.goto(`${service.url}/tokens/${seeded.get('ci-deploy')?._id}/clone`);
  await page.getByLabel('Name', { exact: true }).fill('another name');
  await page.reload();
  assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'another name');
  await page.goto(`${service.url}/tokens/new?name=from-a-link`);
  assert.equal(
    await page.getByLabel('Name', { exact: true }).inputValue(),
    'from-a-link',
    'a link is another form',
  );
});

test('who has custom roles is told which base roles are beyond them, by an action that they lack', async (t) => {
  const service = await serveConsole(t);
  const made = await service.api('/api/v2/roles', { method: 'POST', body: MANAGES_OWN_TOKENS });
  assert.equal(made.status, 201);
  await addMember(service, 'grace@example.com', { customRoles: ['own-tokens'] });
  const page = await openPage(t, service, { email: 'grace@example.com', path: '/tokens/new' });
  await page.getByLabel('Name', { exact: true }).fill('mine');
  await page.getByRole('button', { name: 'Reader Role' }).click();
  for (const name of ['Writer', 'Admin', 'Owner'])
    await page.getByRole('option', { name }).getByText('Beyond your own access: you may not').waitFor();
  await page.getByRole('option', { name: 'Reader' }).getByText('actions').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Save token' }).click();
  await page.locator('[data-secret]').waitFor();
});

test('before a service token is made stands how many of them there may be', async (t) => {
  const service = await serveConsole(t);
  await seedTokens(service);
  const settings = [{ op: 'replace', path: '/serviceTokenLimit', value: 3 }];
  assert.equal(
    (await service.api('/api/v2/account/settings', { method: 'PATCH', body: settings })).status,
    200,
  );
  const page = await openPage(t, service, { path: '/tokens/new?name=fourth' });
  assert.equal(await page.getByText('service tokens used').count(), 0);
  await page.getByLabel('This is a service token').check();
  await page.getByText('3 of 3 service tokens used. Delete one that is no longer used').waitFor();
  await page.getByRole('button', { name: 'Save token' }).click();
  await page.getByText('The account has reached its limit of 3 service tokens').waitFor();
  assert.deepEqual(service.query("select 1 from tokens where name = 'fourth'"), []);
  await page.getByRole('link', { name: 'Show those unused for 90 days' }).click();
  await page.waitForURL('**/tokens?type=service&health=unused');
});

test('the address of a deleted token says who deleted it', async (t) => {
  const service = await serveConsole(t);
  const seeded = await seedTokens(service);
  for (const name of ['ci-deploy', 'release-bot']) {
    const id = seeded.get(name)?._id ?? '';
    assert.equal((await service.api(`/api/v2/tokens/${id}`, { method: 'DELETE' })).status, 204);
    const page = await openPage(t, service, { path: `/tokens/${id}` });
    await page.getByRole('heading', { name: `“${name}” is gone` }).waitFor();
    await page.getByText(/The token First token deleted the (service )?token/).waitFor();
    await page.getByRole('button', { name: 'Back to the list' }).click();
    assert.equal(new URL(page.url()).pathname, '/tokens');
  }
});

test('a role that is still on its way is not called unseen; a failure says so, and Retry brings it', async (t) => {
  const service = await serveConsole(t);
  const token = (await seedTokens(service)).get('ci-deploy');
  assert.ok(token);
  const patch = [
    { op: 'remove', path: '/role' },
    { op: 'add', path: '/customRoleIds', value: ['keyward-auditor'] },
  ];
  const answer = await service.api(`/api/v2/tokens/${token._id}`, { method: 'PATCH', body: patch });
  assert.equal(answer.status, 200, await answer.text());
  const page = await openPage(t, service);
  const held = Promise.withResolvers<void>();
  let isFailing = true;
  await page.route(/\/api\/v2\/roles\?/, async (route) => {
    await held.promise;
    await (isFailing ? route.fulfill({ status: 400, body: '{}' }) : route.continue());
  });
  await page.goto(`${service.url}/tokens/${token._id}#permissions`);
  await page.getByRole('heading', { name: 'Try a request' }).waitFor();
  assert.equal(await page.getByText('A role that you may not see.').count(), 0);
  held.resolve();
  const problem = page.getByRole('alert').filter({ hasText: "Couldn't load roles" });
  await problem.waitFor();
  isFailing = false;
  await problem.getByRole('button', { name: 'Retry' }).click();
  await page.getByRole('heading', { name: /Auditor/ }).waitFor();
});

test('what loads late moves no button of the permissions', async (t) => {
  const service = await serveConsole(t);
  const token = (await seedTokens(service)).get('terraform-prod');
  assert.ok(token);
  const page = await openPage(t, service);
  const held = Promise.withResolvers<void>();
  await page.route('**/api/v2/policies/permissions', async (route) => {
    await held.promise;
    await route.continue();
  });
  await page.goto(`${service.url}/tokens/${token._id}#permissions`);
  const clone = page.getByRole('button', { name: 'Clone to change' });
  await clone.waitFor();
  const before = await clone.boundingBox();
  held.resolve();
  await page.locator('.matrix').first().waitFor();
  assert.deepEqual(await clone.boundingBox(), before);
});
