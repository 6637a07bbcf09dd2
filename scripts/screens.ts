/** `npm run screens`: a picture of every screen of the console, by day, by night and narrow, in `.screens/`. */
import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { addMember } from '../packages/console/test/add-member.ts';
import { launchChromium } from '../packages/console/test/chromium.ts';
import {
  type ConsoleService,
  OWNER,
  PASSWORD,
  startConsole,
} from '../packages/console/test/console-service.ts';

import { seedMany, seedTeam, seedTokens, seedUsage, useAfterEnd } from '../packages/console/test/seed.ts';
import { seedShop } from '../packages/console/test/seed-shop.ts';

const FOLDER = '.screens';
const LOOKS = [
  { name: 'light', colorScheme: 'light', viewport: { width: 1440, height: 820 } },
  { name: 'dark', colorScheme: 'dark', viewport: { width: 1440, height: 820 } },
  { name: 'narrow', colorScheme: 'light', viewport: { width: 320, height: 700 } },
] as const;

type Act = (page: Page, ids: Readonly<Record<string, string>>) => Promise<unknown>;

/** What is done on a page before its picture is taken. */
const SCREENS: Readonly<Record<string, readonly [path: string, act?: Act]>> = {
  home: ['/'],
  tokens: ['/tokens'],
  'tokens-selected': ['/tokens', (page) => page.getByLabel('Select all on this page').check()],
  'tokens-menu': ['/tokens', (page) => page.getByLabel('Actions for ci-deploy').click()],
  'tokens-filter': ['/tokens', (page) => page.getByRole('button', { name: 'Status: active' }).click()],
  'tokens-view': ['/tokens', (page) => page.getByRole('button', { name: 'View', exact: true }).click()],
  'tokens-none': ['/tokens?q=nothing-like-this'],
  members: ['/members'],
  invite: ['/members/new'],
  member: ['/members', (page) => page.getByRole('link', { name: 'Ada Lovelace' }).first().click()],
  'member-replace': [
    '/members',
    async (page) => {
      await page.getByRole('link', { name: 'Ada Lovelace' }).first().click();
      await page.getByRole('link', { name: 'Make a service token in place of ci-deploy' }).click();
    },
  ],
  'member-downgrade': [
    '/members',
    async (page) => {
      await page.getByRole('link', { name: 'Ada Lovelace' }).first().click();
      await page.getByRole('button', { name: 'Owner Role' }).click();
      await page.getByRole('option', { name: 'Reader' }).click();
    },
  ],
  roles: ['/roles'],
  role: ['/roles/keyward-verifier'],
  'role-new': ['/roles/-/new', (page) => page.getByRole('button', { name: 'Add statement' }).waitFor()],
  'role-policy': [
    '/roles/-/new?from=keyward-token-manager',
    async (page) => {
      await page.getByLabel('Action', { exact: true }).fill('deleteAccessToken');
      await page.getByLabel('Resource', { exact: true }).fill('service-token/x');
      await page.getByText('Allowed', { exact: true }).waitFor();
    },
  ],
  'role-json': [
    '/roles/-/new?from=keyward-token-manager',
    async (page) => {
      await page.getByLabel('JSON', { exact: true }).check();
      await page.locator('.cm-content').waitFor();
    },
  ],
  teams: ['/teams'],
  'team-new': ['/teams/-/new', (page) => page.getByRole('button', { name: 'Add attribute' }).click()],
  team: [
    '/teams/web',
    async (page) => {
      await page.getByRole('button', { name: 'Add members' }).click();
      await page.getByLabel('Who: search').fill('ada');
    },
  ],
  'team-import': [
    '/teams/web',
    async (page) => {
      await page.getByRole('button', { name: 'Upload a CSV file' }).click();
      const buffer = Buffer.from('grace@example.com\nno address\nada@example.com\nalan@example.com\n');
      await page.getByLabel('CSV file').setInputFiles({ name: 'members.csv', mimeType: 'text/csv', buffer });
      await page.locator('.csv-lines').waitFor();
    },
  ],
  'team-roles': ['/teams/web', (page) => page.getByRole('tab', { name: 'Roles' }).click()],
  'team-delete': ['/teams/web', (page) => page.getByRole('button', { name: 'Delete team' }).click()],
  'who-can': [
    '/who-can?type=flag&action=updateOn&resource=proj%2Fweb%3Aenv%2Fproduction%3Aflag%2Fcheckout',
    (page) => page.getByRole('region', { name: 'Tokens' }).getByRole('link').first().waitFor(),
  ],
  effective: [
    '/tokens/:terraform-prod#permissions',
    async (page) => {
      await page.getByRole('region', { name: 'Effective permissions' }).scrollIntoViewIfNeeded();
      await page.getByLabel('Search actions').fill('flag/');
      await page.getByRole('button', { name: 'updateOn' }).click();
      await page.locator('.matrix .decision').waitFor();
      await page.locator('.matrix .decision').scrollIntoViewIfNeeded();
    },
  ],
  'effective-personal': [
    '/tokens/:ci-deploy#permissions',
    async (page) => {
      await page.getByLabel('Search actions').fill('team');
      await page.locator('.effective-table').first().scrollIntoViewIfNeeded();
    },
  ],
  'quick-start': ['/quick-start', (page) => page.getByText(/of 4 steps done/).waitFor()],
  audit: ['/audit'],
  'audit-entry': [
    '/audit',
    async (page) => {
      const line = page.getByRole('button', { name: /renamed|changed|reset/ }).first();
      await line.click();
      await page.getByText('Request', { exact: true }).waitFor();
    },
  ],
  settings: ['/settings'],
  limits: [
    '/settings/limits',
    async (page) => {
      await page.getByLabel('Longest life').fill('20');
      await page.getByText('Would affect').waitFor();
    },
  ],
  'types-list': ['/settings/resource-types'],
  'types-new': ['/settings/resource-types/new'],
  'types-one': ['/settings/resource-types/type/order'],
  'types-broken': [
    '/settings/resource-types/type/order',
    async (page) => {
      await page.getByRole('button', { name: 'Edit type' }).click();
      await page.getByLabel('Remove action changeOrder').click();
      await page.getByText('This cannot be saved yet').scrollIntoViewIfNeeded();
    },
  ],
  'routes-list': [
    '/settings/gateway-routes',
    async (page) => {
      const tester = page.getByLabel('Try a request');
      await tester.getByLabel('Path').fill('/orders/A%2D7');
      await tester.getByLabel('Method').fill('PUT');
      await tester.getByRole('button', { name: /As/ }).click();
      await page.getByRole('option', { name: /^Reader/ }).click();
      await tester.getByRole('button', { name: 'Try', exact: true }).click();
      await tester.getByText('Denied', { exact: true }).waitFor();
    },
  ],
  'routes-one': ['/settings/gateway-routes/edit/read-order'],
  'routes-import': ['/settings/gateway-routes/import'],
  authorization: ['/settings/authorization'],
  create: ['/tokens/new'],
  'create-role': ['/tokens/new', (page) => page.getByRole('button', { name: 'Reader Role' }).click()],
  'create-policy': [
    '/tokens/new?name=terraform-prod&policy=W3siZWZmZWN0IjoiYWxsb3ciLCJyZXNvdXJjZXMiOlsicHJvai93ZWI6ZW52L3Byb2R1Y3Rpb24iXSwiYWN0aW9ucyI6WyJ1cGRhdGVPbiJdfV0',
  ],
  secret: [
    '/tokens/new',
    async (page) => {
      await page.getByLabel('Name').fill('nightly-export');
      await page.keyboard.press('Enter');
      await page.locator('[data-secret]').waitFor();
    },
  ],
  token: ['/tokens/:terraform-prod'],
  'token-usage': ['/tokens/:ci-deploy', (page) => page.getByRole('tab', { name: 'Usage' }).click()],
  'token-permissions': [
    '/tokens/:terraform-prod',
    (page) => page.getByRole('tab', { name: 'Permissions' }).click(),
  ],
  'token-activity': [
    '/tokens/:terraform-prod',
    (page) => page.getByRole('tab', { name: 'Activity' }).click(),
  ],
  'token-overlap': ['/tokens/:release-bot'],
  reset: ['/tokens/:ci-deploy/reset'],
  'reset-dialog': [
    '/tokens/:ci-deploy/reset',
    (page) => page.getByRole('button', { name: 'Reset Token' }).click(),
  ],
  clone: ['/tokens/:ci-deploy/clone'],
  delete: [
    '/tokens',
    async (page) => {
      await page.getByLabel('Actions for ci-deploy').click();
      await page.getByRole('menuitem', { name: 'Delete token' }).click();
    },
  ],
  palette: [
    '/tokens',
    async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByPlaceholder('Find a token').fill('deploy');
      await page.getByRole('menuitem', { name: /ci-deploy/ }).waitFor();
    },
  ],
  'permissions-edit': [
    '/tokens/:ci-deploy#permissions',
    (page) => page.getByRole('button', { name: 'Edit permissions' }).click(),
  ],
  shortcuts: ['/tokens', (page) => page.keyboard.press('?')],
  gone: ['/tokens/ffffffffffffffffffffffff'],
};

const words = process.argv.slice(2);
mkdirSync(FOLDER, { recursive: true });
const browser = await launchChromium();
try {
  await picture(await startConsole(), OWNER);
  if (words.length === 0) await pictureStart(await startConsole({ setUp: false }));
} finally {
  await browser.close();
}

async function picture(service: ConsoleService, email: string): Promise<void> {
  const seeded = await seedTokens(service);
  const ids = Object.fromEntries([...seeded].map(([name, { _id }]) => [name, _id]));
  await service.api(`/api/v2/tokens/${ids['release-bot']}/reset`, {
    method: 'POST',
    body: { expiry: Date.now() + 5 * 3_600_000 },
  });
  await seedShop(service);
  await addMember(service, 'grace@example.com');
  await addMember(service, 'alan@example.com', { name: ['Alan', 'Turing'] });
  await seedTeam(service);
  seedMany(service, 1_200);
  useAfterEnd(service, ids['old-jenkins'] ?? '', Date.now() - 3_600_000);
  for (const [index, name] of [
    'terraform-prod',
    'ci-deploy',
    'datadog-sync',
    'ada-laptop',
    'release-bot',
  ].entries())
    seedUsage(service, ids[name] ?? '', index, name === 'ci-deploy' ? 30 : 0);
  for (const { name: look, ...options } of LOOKS) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    await page.goto(`${service.url}/invitation#kwb_example`);
    await page.getByRole('heading').first().waitFor();
    await page.screenshot({ path: `${FOLDER}/invitation-${look}.png` });
    await page.goto(`${service.url}/login`);
    await page.getByRole('heading').first().waitFor();
    await page.screenshot({ path: `${FOLDER}/login-${look}.png` });
    await page.getByLabel('Work email').fill(email);
    await page.getByLabel('Passphrase').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Home' }).waitFor();
    for (const [name, [path, act]] of Object.entries(SCREENS)) {
      if (words.length > 0 && !words.some((word) => name.includes(word))) continue;
      await page.evaluate('sessionStorage.clear()');
      await page.goto('about:blank');
      await page.goto(service.url + path.replace(/:([\w-]+)/, (_, each) => ids[each] ?? ''));
      await page.getByRole('heading').first().waitFor();
      await page.waitForTimeout(250);
      await act?.(page, ids);
      await page.waitForTimeout(350);
      await page.screenshot({ path: `${FOLDER}/${name}-${look}.png` });
      if (name === 'secret')
        await page
          .getByRole('button', { name: /^Copy secret/ })
          .click()
          .catch(() => undefined);
    }
    await page.goto(`${service.url}/activate?code=${await waitingCode(service)}`);
    await page.getByRole('button', { name: 'Approve' }).waitFor();
    await page.screenshot({ path: `${FOLDER}/activate-${look}.png` });
    await context.close();
  }
  await service.close();
}

/** The code that a command line waits with. */
async function waitingCode(service: ConsoleService): Promise<string> {
  const body = { deviceName: 'ada-laptop', role: 'writer' };
  const asked = await service.api('/api/v2/device-requests', { method: 'POST', body });
  const { userCode } = (await asked.json()) as { readonly userCode: string };
  return userCode;
}

async function pictureStart(service: ConsoleService): Promise<void> {
  for (const { name: look, ...options } of LOOKS) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    await page.goto(`${service.url}/#kwb_example`);
    await page.getByLabel('Passphrase').fill('correct horse battery');
    await page.screenshot({ path: `${FOLDER}/welcome-${look}.png` });
    await context.close();
  }
  await service.close();
}
