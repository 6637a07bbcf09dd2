import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage, serveConsole } from './open-page.ts';

const FILLED = [
  { template: 'CI deploy', name: 'ci-deploy', stored: { kind: 'service', role: 'writer' } },
  { template: 'Read-only', name: 'read-only', stored: { kind: 'personal', role: 'reader' } },
  { template: 'Terraform', name: 'terraform', stored: { kind: 'service', role: null } },
  { template: 'Rotate tokens', name: 'token-rotation', stored: { kind: 'service', role: null } },
  { template: 'Audit export', name: 'audit-export', stored: { kind: 'service', role: null } },
] as const;

test('a token is made from each template as it is, one after another leaves nothing behind, and Blank empties all', async (t) => {
  const service = await serveConsole(t);
  const page = await openPage(t, service, { path: '/tokens/new' });
  const name = page.getByLabel('Name', { exact: true });
  const isService = page.getByLabel('This is a service token');
  for (const { template } of FILLED) await page.getByRole('button', { name: template, exact: true }).click();
  await page.getByRole('button', { name: 'Read-only', exact: true }).click();
  assert.equal(await isService.isChecked(), false);
  await page.getByRole('button', { name: 'Blank', exact: true }).click();
  assert.equal(await name.inputValue(), '');
  for (const { template, name: filled, stored } of FILLED) {
    await page.goto(`${service.url}/tokens/new`);
    await page.getByRole('button', { name: template, exact: true }).click();
    assert.equal(await name.inputValue(), filled);
    await page.getByRole('button', { name: 'Save token' }).click();
    await page.locator('[data-secret]').waitFor();
    const [row] = service.query('select kind, role from tokens where name = ?', filled);
    assert.deepEqual({ ...row }, stored, template);
    await page.getByRole('button', { name: 'I have saved it' }).click();
    await page.getByRole('button', { name: 'Discard the secret' }).click();
    await page.locator('[data-secret]').waitFor({ state: 'detached' });
  }
});
