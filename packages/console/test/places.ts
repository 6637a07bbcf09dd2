import type { Page } from 'playwright-core';

type Act = (page: Page) => Promise<unknown>;

const openMenu: Act = async (page) => {
  await page.getByLabel('Actions for ci-deploy').click();
  await page.getByRole('menu').waitFor();
};

const tryDenied: Act = async (page) => {
  await page.getByLabel('Action', { exact: true }).fill('viewRole');
  await page.getByLabel('Resource', { exact: true }).fill('member/ada');
  await page.getByText('Denied by default').waitFor();
};

const ask = async (page: Page, button: string) => {
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.getByRole('alertdialog').waitFor();
};

export type Place = readonly [name: string, path: string, act?: Act];

/** Every page behind the sign-in, and each panel, dialog and menu open. `:id` and the like are put in by `serviceOfPlaces`. */
export const PLACES: readonly Place[] = [
  ['home', '/'],
  ['tokens', '/tokens'],
  ['menu', '/tokens', openMenu],
  [
    'filter',
    '/tokens',
    async (page) => {
      await page.getByRole('button', { name: 'Type', exact: true }).click();
      await page.getByRole('menu').waitFor();
    },
  ],
  ['bulk', '/tokens', (page) => page.getByLabel('Select all on this page').check()],
  ['no match', '/tokens?q=nothing-like-this'],
  ['members', '/members'],
  ['invite', '/members/new', (page) => page.getByLabel('E-mail addresses').waitFor()],
  [
    'member',
    '/members',
    async (page) => {
      await page.getByRole('link', { name: 'Ada Lovelace' }).first().click();
      await page.getByRole('button', { name: 'Save role' }).waitFor();
    },
  ],
  [
    'replace',
    '/members',
    async (page) => {
      await page.getByRole('link', { name: 'Ada Lovelace' }).first().click();
      await page.getByRole('link', { name: 'Make a service token in place of ci-deploy' }).click();
      await page.getByLabel('This is a service token').waitFor();
    },
  ],
  ['roles', '/roles', (page) => page.locator('summary').first().click()],
  ['new role', '/roles/-/new', (page) => page.getByRole('button', { name: 'Add statement' }).waitFor()],
  ['role policy', '/roles/-/new?from=keyward-auditor', tryDenied],
  [
    'actions',
    '/roles/-/new?from=keyward-auditor',
    async (page) => {
      await page.getByRole('button', { name: 'Actions: viewAuditLog' }).click();
      await page.getByRole('option', { name: 'Every action' }).waitFor();
    },
  ],
  [
    'resource',
    '/roles/-/new?from=keyward-auditor',
    async (page) => {
      await page.getByRole('button', { name: 'Resource: team, team/*' }).click();
      await page.getByLabel('As it is written').waitFor();
    },
  ],
  [
    'role as JSON',
    '/roles/-/new?from=keyward-auditor',
    async (page) => {
      await page.getByLabel('JSON', { exact: true }).check();
      await page.locator('.cm-content').waitFor();
    },
  ],
  ['role', '/roles/keyward-verifier', (page) => page.getByRole('button', { name: 'Clone role' }).waitFor()],
  [
    'who can',
    '/who-can?type=acct&action=viewAuditLog&resource=acct',
    (page) => page.getByRole('region', { name: 'Tokens' }).getByText('Holder:').first().waitFor(),
  ],
  [
    'effective permissions',
    '/tokens/:id#permissions',
    async (page) => {
      await page.getByLabel('Search actions').fill('role/');
      await page.getByRole('button', { name: 'updatePolicy' }).click();
      await page.locator('.matrix .decision').waitFor();
    },
  ],
  ['teams', '/teams', (page) => page.getByRole('link', { name: 'Web shop' }).waitFor()],
  ['new team', '/teams/-/new', (page) => page.getByRole('button', { name: 'Add attribute' }).click()],
  [
    'team',
    '/teams/web',
    async (page) => {
      await page.getByRole('button', { name: 'Add members' }).click();
      await page.getByLabel('Who: search').fill('ada');
      await page.getByRole('button', { name: /^Ada Lovelace/ }).waitFor();
    },
  ],
  [
    'team by file',
    '/teams/web',
    async (page) => {
      await page.getByRole('button', { name: 'Upload a CSV file' }).click();
      const buffer = Buffer.from('nobody@example.com\nno address\nada@example.com\n');
      await page.getByLabel('CSV file').setInputFiles({ name: 'members.csv', mimeType: 'text/csv', buffer });
      await page.locator('.csv-lines').waitFor();
    },
  ],
  ['team roles', '/teams/web', (page) => page.getByRole('tab', { name: 'Roles' }).click()],
  [
    'delete team',
    '/teams/web',
    async (page) => {
      await page.getByRole('button', { name: 'Delete team' }).click();
      await page.getByRole('alertdialog').getByText('Ada Lovelace').waitFor();
    },
  ],
  ['quick start', '/quick-start', (page) => page.getByText(/of 4 steps done/).waitFor()],
  ['audit', '/audit'],
  [
    'actor',
    '/audit',
    async (page) => {
      await page.getByRole('button', { name: 'Actor', exact: true }).click();
      await page.getByLabel('Actor: search').fill('ada');
      await page.getByRole('dialog').getByRole('button', { name: 'Ada Lovelace' }).waitFor();
    },
  ],
  ['audit entry', '/audit', (page) => page.locator('.timeline-line').first().click()],
  ['settings', '/settings'],
  [
    'limits',
    '/settings/limits',
    async (page) => {
      await page.getByLabel('Longest life').fill('20');
      await page.getByText('Would affect').waitFor();
    },
  ],
  [
    'resource types',
    '/settings/resource-types',
    (page) => page.getByRole('link', { name: 'order' }).waitFor(),
  ],
  [
    'new type',
    '/settings/resource-types/new',
    (page) => page.getByRole('button', { name: 'Save type' }).waitFor(),
  ],
  [
    'type',
    '/settings/resource-types/type/order',
    async (page) => {
      await page.getByRole('button', { name: 'Edit type' }).click();
      await page.getByLabel('Remove action changeOrder').click();
      await page.getByText('This cannot be saved yet').waitFor();
    },
  ],
  [
    'gateway routes',
    '/settings/gateway-routes',
    async (page) => {
      await page.getByRole('button', { name: 'Try', exact: true }).click();
      await page.getByText('No route speaks of it').waitFor();
    },
  ],
  [
    'route',
    '/settings/gateway-routes/edit/admin',
    (page) => page.getByLabel('Path', { exact: true }).nth(1).waitFor(),
  ],
  ['import', '/settings/gateway-routes/import', (page) => page.getByLabel('File', { exact: true }).waitFor()],
  ['authorization', '/settings/authorization'],
  ['create', '/tokens/new'],
  [
    'role of a token',
    '/tokens/new',
    async (page) => {
      await page.getByRole('button', { name: 'Reader Role' }).click();
      await page.getByRole('listbox').waitFor();
    },
  ],
  [
    'policy',
    '/tokens/new?policy=W10',
    (page) => page.getByRole('button', { name: 'Add statement' }).waitFor(),
  ],
  ['token', '/tokens/:id', (page) => page.getByRole('tab', { name: 'Overview' }).waitFor()],
  ['usage', '/tokens/:id', (page) => page.getByRole('tab', { name: 'Usage' }).click()],
  ['permissions', '/tokens/:id', (page) => page.getByRole('tab', { name: 'Permissions' }).click()],
  ['activity', '/tokens/:id', (page) => page.getByRole('tab', { name: 'Activity' }).click()],
  ['clone', '/tokens/:id/clone', (page) => page.getByLabel('Name', { exact: true }).waitFor()],
  ['reset', '/tokens/:id/reset', (page) => page.getByRole('button', { name: 'Reset Token' }).click()],
  [
    'delete',
    '/tokens',
    async (page) => {
      await openMenu(page);
      await page.getByRole('menuitem', { name: 'Delete token' }).click();
      await page.getByRole('alertdialog').waitFor();
    },
  ],
  [
    'expiry',
    '/tokens',
    async (page) => {
      await openMenu(page);
      await page.getByRole('menuitem', { name: 'Change expiry' }).click();
      await page.getByRole('alertdialog').waitFor();
    },
  ],
  [
    'view',
    '/tokens',
    async (page) => {
      await page.getByRole('button', { name: 'View', exact: true }).click();
      await page.getByRole('menu').waitFor();
    },
  ],
  [
    'palette',
    '/tokens',
    async (page) => {
      await page.getByRole('link', { name: 'ci-deploy' }).waitFor();
      await page.keyboard.press('Control+k');
      await page.locator('.palette-input').fill('deploy');
      await page.getByRole('menuitem', { name: /ci-deploy/ }).waitFor();
    },
  ],
  ['edit permissions', '/tokens/:id#permissions', (page) => page.getByText('Edit permissions').click()],
  ['shortcuts', '/tokens', (page) => page.keyboard.press('?')],
  ['gone', `/tokens/${'f'.repeat(24)}`],
  [
    'delete several',
    '/tokens',
    async (page) => {
      await page.getByLabel('Select all on this page').check();
      await page
        .getByRole('region', { name: 'Selected tokens' })
        .getByRole('button', { name: 'Delete' })
        .click();
      await page.getByRole('alertdialog').waitFor();
    },
  ],
  [
    'disable',
    '/tokens',
    async (page) => {
      await openMenu(page);
      await page.getByRole('menuitem', { name: 'Disable token' }).click();
      await page.getByRole('alertdialog').waitFor();
    },
  ],
  [
    'uncopied secret',
    '/tokens/new?name=axe&role=reader',
    async (page) => {
      await page.getByRole('button', { name: 'Save token' }).click();
      await page.locator('[data-secret]').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('alertdialog').waitFor();
    },
  ],
  [
    'edit role',
    '/roles/deployer/edit',
    (page) => page.getByRole('button', { name: 'Add statement' }).waitFor(),
  ],
  ['delete role', '/roles/deployer', (page) => ask(page, 'Delete role')],
  // Another one than above: what was typed there is kept, and would open the form again.
  ['delete type', '/settings/resource-types/type/shop', (page) => ask(page, 'Delete type')],
  [
    'new route',
    '/settings/gateway-routes/new',
    (page) => page.getByLabel('Path', { exact: true }).nth(1).waitFor(),
  ],
  ['delete route', '/settings/gateway-routes/edit/admin', (page) => ask(page, 'Delete route')],
  ['remove member', '/members/:grace', (page) => ask(page, 'Remove member')],
  [
    'rights of a member',
    '/members/:grace/permissions',
    (page) => page.getByLabel('Search actions').waitFor(),
  ],
  [
    'statement menu',
    '/roles/-/new?from=keyward-auditor',
    async (page) => {
      await page.getByLabel('More for statement 1').click();
      await page.getByRole('menu').waitFor();
    },
  ],
  [
    'invited',
    '/members/new',
    async (page) => {
      await page.getByLabel('E-mail addresses').fill(`one-${Date.now()}@example.com`);
      await page
        .getByRole('button', { name: /^Invite/ })
        .last()
        .click();
      await page.getByRole('heading', { name: /^Invited/ }).waitFor();
    },
  ],
  ...['new?name=x', ':id', ':id/clone', ':id/reset'].map(
    (path): Place => [
      `authorization ${path}`,
      `/settings/authorization/${path}`,
      (page) => page.locator('.sheet-content :is(p, dl, form)').first().waitFor(),
    ],
  ),
  [
    'secret',
    '/tokens/new?name=axe&role=reader',
    async (page) => {
      await page.getByRole('button', { name: 'Save token' }).click();
      await page.locator('[data-secret]').waitFor();
    },
  ],
];
