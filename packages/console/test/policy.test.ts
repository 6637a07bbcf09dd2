import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addMember } from './add-member.ts';
import { type ConsoleService, OWNER } from './console-service.ts';
import { countedHands } from './counted-hands.ts';
import { openPage, serveConsole, signIn } from './open-page.ts';
import { writeJson } from './write-json.ts';

const FLAG = 'proj/web:env/production:flag/checkout';
const TOGGLES = [
  { effect: 'allow', resources: ['proj/*'], actions: ['viewProject'] },
  { effect: 'allow', resources: ['proj/*:env/production:flag/*'], actions: ['updateOn'] },
];

async function makeRole(service: ConsoleService, key: string, policy: unknown) {
  const made = await service.api('/api/v2/roles', { method: 'POST', body: { key, name: key, policy } });
  assert.equal(made.status, 201, await made.text());
}

async function storedPolicy(service: ConsoleService, key: string): Promise<unknown> {
  return (await (await service.api(`/api/v2/roles/${key}`)).json()).policy;
}

/** What the service decides for a service token with the role. */
async function decisions(
  service: ConsoleService,
  roleKey: string,
  requests: readonly (readonly [string, string])[],
) {
  const made = await service.api('/api/v2/tokens', {
    method: 'POST',
    body: { name: 'holder', customRoleIds: [roleKey], serviceToken: true },
  });
  const { _id } = await made.json();
  const asked = await service.api('/api/v2/policies/explain', {
    method: 'POST',
    body: { tokenId: _id, requests: requests.map(([action, resource]) => ({ action, resource })) },
  });
  return (await asked.json()).items.map(({ allowed }: { allowed: boolean }) => allowed);
}

test('only to toggle flags in production is written in at most 10 clicks and keys, and the service decides by it', async (t) => {
  const service = await serveConsole(t);
  const page = await openPage(t, service, { path: '/roles' });
  const hands = countedHands(page);
  await hands.click(page.getByRole('button', { name: 'Create role' }));
  await page.waitForFunction(() => document.activeElement?.matches('input'));
  await hands.type('Toggler');
  await hands.click(page.getByRole('button', { name: 'Add statement' }));
  await page.getByRole('option', { name: 'Every action' }).waitFor();
  await hands.type('updateOn');
  await page.getByRole('option', { name: 'updateOn of flag' }).waitFor();
  await hands.press('Enter');
  await hands.press('Escape');
  await hands.click(page.getByRole('button', { name: 'In: proj/*:env/*' }));
  await page.waitForFunction(() => (document.activeElement as HTMLInputElement)?.value === '*');
  await hands.type('production');
  await hands.press('Enter');
  await page.getByLabel('In words').getByText('environment production').waitFor();
  await hands.click(page.getByRole('button', { name: 'Allow viewProject there too' }));
  await page.getByText('Nothing here is beyond your Owner role').waitFor();
  await hands.click(page.getByRole('button', { name: 'Save role' }));
  await page.getByText('Saved the role Toggler').waitFor();
  assert.ok(hands.clicks + hands.keys <= 10, `${hands.clicks} clicks and ${hands.keys} keys`);
  assert.deepEqual(await storedPolicy(service, 'toggler'), TOGGLES.toReversed());
  assert.deepEqual(
    await decisions(service, 'toggler', [
      ['updateOn', FLAG],
      ['updateOn', 'proj/web:env/staging:flag/checkout'],
      ['deleteFlag', FLAG],
    ]),
    [true, false, false],
  );
});

test('JSON that is broken is shown at its line, and survives a reload as it was typed; what has no sentence stays JSON', async (t) => {
  const service = await serveConsole(t);
  await makeRole(service, 'toggler', TOGGLES);
  const page = await openPage(t, service, { path: '/roles/toggler/edit' });
  const broken = '[\n  {"effect": "allow",\n   "resources" ["proj/*"]}\n]';
  await writeJson(page, broken);
  await page.getByRole('alert').getByText('Line 3: This is not JSON yet').waitFor();
  await page.locator('.cm-line:nth-child(3) .cm-lintRange-error').waitFor();
  await page.reload();
  await page.getByRole('alert').getByText('Line 3').waitFor();
  await page.locator('.cm-line').first().waitFor();
  assert.equal((await page.locator('.cm-line').allInnerTexts()).join('\n'), broken);
  assert.deepEqual(await storedPolicy(service, 'toggler'), TOGGLES, 'nothing was stored');

  await writeJson(page, '[{"effect":"allow","resources":["proj/*"],"actions":["viewProject"],"why":"x"}]');
  await page.getByRole('alert').getByText('the field why, which policies do not have').waitFor();
  assert.equal(
    await page.getByRole('listitem', { name: 'Statement 1' }).count(),
    0,
    'there is no sentence for it',
  );
  await page.getByRole('link', { name: 'Members' }).click();
  await page.getByRole('heading', { name: 'Members' }).waitFor();
  assert.doesNotMatch(
    await page.evaluate(() => JSON.stringify({ ...sessionStorage })),
    /\.role\./,
    'leaving drops it',
  );
});

test('what somebody else saved meanwhile is not written over: both are shown, and one is chosen', async (t) => {
  const service = await serveConsole(t);
  await makeRole(service, 'toggler', TOGGLES);
  const page = await openPage(t, service, { path: '/roles/toggler/edit' });
  await page.getByRole('button', { name: 'Actions: updateOn' }).waitFor();
  const theirs = [{ effect: 'allow', resources: ['team/*'], actions: ['viewTeam'] }];
  const patch = [{ op: 'replace', path: '/policy', value: theirs }];
  assert.equal((await service.api('/api/v2/roles/toggler', { method: 'PATCH', body: patch })).status, 200);
  await page.getByRole('button', { name: 'Allow; press to deny' }).last().click();
  await page.getByLabel('What changes').getByText('Lost').first().waitFor();
  await page.getByRole('button', { name: 'Save role' }).click();
  const conflict = page.getByRole('alert', { name: 'Saved by somebody else' });
  await conflict.getByText('viewTeam').waitFor();
  await conflict.getByText('updateOn').waitFor();
  assert.deepEqual(await storedPolicy(service, 'toggler'), theirs);
  await conflict.getByRole('button', { name: 'Go on with mine' }).click();
  await page.getByLabel('What changes').getByText('viewTeam').first().waitFor();
  await page.getByRole('button', { name: 'Save role' }).click();
  await page.getByText('Saved the role toggler').waitFor();
  assert.deepEqual(await storedPolicy(service, 'toggler'), [TOGGLES[0], { ...TOGGLES[1], effect: 'deny' }]);
});

test('what goes beyond the writer is not saved for those who hold the role, and the action is named', async (t) => {
  const service = await serveConsole(t);
  await makeRole(service, 'author', [
    { effect: 'allow', resources: ['role/*'], actions: ['viewRole', 'updatePolicy'] },
    { effect: 'allow', resources: ['service-token/*'], actions: ['viewToken'] },
  ]);
  await makeRole(service, 'toggler', TOGGLES);
  await decisions(service, 'toggler', [['updateOn', FLAG]]);
  await addMember(service, 'grace@example.com', { customRoles: ['author'] });
  const page = await openPage(t, service, { path: '/roles/toggler/edit', email: 'grace@example.com' });
  await page.getByText('Also changes 1 token').waitFor();
  await page.getByRole('link', { name: 'holder' }).waitFor();
  await page.getByText('Nothing here is beyond your own access').waitFor();
  await page.getByRole('button', { name: 'Actions: updateOn' }).click();
  await page.keyboard.type('deleteFlag');
  await page.getByRole('option', { name: 'deleteFlag write' }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.getByLabel('Compared with your own access').getByText('deleteFlag').waitFor();
  const save = page.getByRole('button', { name: 'Save role' });
  assert.equal(await save.getAttribute('aria-disabled'), 'true');
  await save.focus();
  await page.getByRole('tooltip').getByText('Beyond your own access: deleteFlag on').waitFor();
  await page.keyboard.press('Enter');
  await page.getByLabel('Name', { exact: true }).press('Enter');
  assert.deepEqual(await storedPolicy(service, 'toggler'), TOGGLES);
});

test('a role is written by keyboard alone, and the JSON editor is left by Escape and Tab', async (t) => {
  const service = await serveConsole(t);
  const page = await openPage(t, service, { path: '/roles/-/new' });
  const tabTo = async (name: string) => {
    for (let presses = 0; presses < 30; presses++) {
      const label = await page.evaluate(() => {
        const { activeElement: at } = document;
        const labels = (at as HTMLInputElement | null)?.labels;
        return labels?.[0]?.textContent ?? at?.getAttribute('aria-label') ?? at?.textContent ?? '';
      });
      if (label.startsWith(name)) return;
      await page.keyboard.press('Tab');
    }
    assert.fail(`Tab never comes to ${name}`);
  };
  await page.waitForFunction(() => document.activeElement?.matches('input'));
  await page.keyboard.type('Rotator');
  await tabTo('Rotate service tokens');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Actions: viewToken, resetAccessToken' }).waitFor();
  await tabTo('More for statement 1');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.getByRole('menuitem', { name: 'Duplicate' }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+Tab');
  await tabTo('Save role');
  await page.getByLabel('Builder', { exact: true }).focus();
  await page.keyboard.press('ArrowRight');
  await page.locator('.cm-content').waitFor();
  await page.locator('.cm-content').focus();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  assert.equal(
    await page.evaluate(() => document.activeElement?.closest('.editor')),
    null,
    'the editor is left',
  );
  await tabTo('Save role');
  await page.keyboard.press('Enter');
  await page.getByText('Saved the role Rotator').waitFor();
});

test('requests are tried while the policy is written, with what decided them, and are kept in this browser', async (t) => {
  const service = await serveConsole(t);
  await makeRole(service, 'toggler', TOGGLES);
  const page = await openPage(t, service, { path: '/roles/toggler/edit' });
  const trying = page.getByRole('region', { name: 'Try a request' });
  await trying.getByLabel('Action').fill('deleteFlag');
  await trying.getByLabel('Resource').fill(FLAG);
  await trying.getByText('Denied by default').waitFor();
  await trying.getByText('Nearly: ').first().waitFor();
  await trying.getByRole('button', { name: 'Make this change' }).click();
  await trying.getByText('Allowed', { exact: true }).waitFor();
  await trying.getByRole('button', { name: 'Keep as an example' }).click();
  const example = trying.getByRole('list', { name: 'Saved examples' }).getByRole('listitem');
  await example.getByText('by statement 3').hover();
  await page.locator('#statement-3[data-deciding]').waitFor();
  await page.reload();
  await example.getByText(FLAG).waitFor();
  await trying.getByText('kept in this browser only').waitFor();
  assert.deepEqual(await storedPolicy(service, 'toggler'), TOGGLES, 'nothing was stored');
});

test('the policy of a token is written in the same sentences, and is what the service stores', async (t) => {
  const service = await serveConsole(t);
  const page = await openPage(t, service, { path: '/tokens/new' });
  await page.getByLabel('Name').fill('ci');
  await page.getByRole('button', { name: 'Reader Role' }).click();
  await page.getByRole('option', { name: 'Inline policy' }).click();
  await page.getByRole('button', { name: 'Actions: viewToken' }).click();
  await page.keyboard.type('resetAccess');
  await page.getByRole('option', { name: 'resetAccessToken' }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.getByLabel('What it means').getByText('resetAccessToken').waitFor();
  await page.getByRole('button', { name: 'Save token' }).click();
  await page.locator('[data-secret]').waitFor();
  const { items } = await (await service.api('/api/v2/tokens?q=ci')).json();
  const made = items.find(({ name }: { name: string }) => name === 'ci');
  assert.deepEqual(made.inlineRole, [
    { effect: 'allow', resources: ['service-token/*'], actions: ['viewToken', 'resetAccessToken'] },
  ]);
});

test('a session that ends keeps what was being written for the one who wrote it, and for nobody else', async (t) => {
  const service = await serveConsole(t);
  await addMember(service, 'grace@example.com', { role: 'admin' });
  const page = await openPage(t, service, { path: '/tokens' });
  await page.clock.install();
  const endSession = async () => {
    await page.context().clearCookies();
    await page.clock.fastForward('31:00');
    await page.evaluate(() => dispatchEvent(new Event('visibilitychange')));
    await page.getByText('Your session has ended').waitFor();
  };
  const field = page.getByLabel('Name', { exact: true });

  await page.goto(`${service.url}/roles/-/new`);
  await field.fill('Toggler');
  await writeJson(page, TOGGLES);
  await endSession();
  await signIn(page, OWNER);
  await page.getByText('In words').waitFor();
  assert.equal(await field.inputValue(), 'Toggler');
  await page.getByLabel('In words').getByText('environment production').waitFor();

  await endSession();
  await signIn(page, 'grace@example.com');
  await page.getByText('In words').waitFor();
  assert.equal(await field.inputValue(), '');

  await page.goto(`${service.url}/tokens/new`);
  await field.fill('deploy');
  await endSession();
  await signIn(page, 'grace@example.com');
  await page.getByRole('button', { name: 'Save token' }).waitFor();
  assert.equal(await field.inputValue(), 'deploy');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.goto(`${service.url}/tokens/new`);
  assert.equal(await field.inputValue(), '', 'who leaves the form drops it');
});

test('a role that cannot be read again after a conflict says so, and can be saved again', async (t) => {
  const service = await serveConsole(t);
  await makeRole(service, 'toggler', TOGGLES);
  const page = await openPage(t, service, { path: '/roles/toggler/edit' });
  await page.getByLabel('Description').fill('mine');
  const patch = [{ op: 'replace', path: '/description', value: 'theirs' }];
  assert.equal((await service.api('/api/v2/roles/toggler', { method: 'PATCH', body: patch })).status, 200);
  await page.route('**/api/v2/roles/toggler', (route) =>
    route.request().method() === 'GET'
      ? route.fulfill({ status: 403, json: { code: 'forbidden', message: 'not now' } })
      : route.continue(),
  );
  const save = page.getByRole('button', { name: 'Save role' });
  await save.click();
  await page.getByText('The role was not saved').waitFor();
  await page.unroute('**/api/v2/roles/toggler');
  await save.click();
  await page.getByRole('alert', { name: 'Saved by somebody else' }).waitFor();
});

test('a fix is never made to another statement than the one it was found in', async (t) => {
  const service = await serveConsole(t);
  const viewing = { effect: 'allow', resources: ['proj/*'], actions: ['viewProject'] };
  const other = { effect: 'allow', resources: ['acct'], actions: ['viewAuditLog'] };
  const last = { effect: 'allow', resources: ['team/*'], actions: ['viewTeam'] };
  await makeRole(service, 'doubled', [other, viewing, viewing, last]);
  const page = await openPage(t, service, { path: '/roles/doubled/edit' });
  await page.locator('.policy-findings button.fix').first().waitFor();
  await page.getByRole('button', { name: /Actions: viewAuditLog/ }).waitFor();
  await page
    .locator('#statement-1')
    .getByRole('button', { name: /More|menu/i })
    .click();
  await page.getByRole('menuitem', { name: /Remove|Delete/ }).waitFor();
  await page.evaluate(async () => {
    // As quick a hand as there is.
    const item = [...document.querySelectorAll<HTMLElement>('[role=menuitem]')].find((each) =>
      /Remove|Delete/.test(each.textContent ?? ''),
    );
    item?.click();
    await new Promise((resolve) => setTimeout(resolve));
    document.querySelector<HTMLElement>('.policy-findings button.fix')?.click();
  });
  await page.getByRole('button', { name: /Actions: viewAuditLog/ }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /Actions: viewTeam/ }).waitFor();
  assert.equal(
    await page.getByRole('button', { name: /Actions: viewProject/ }).count(),
    2,
    'asked again first',
  );
});

test('where the engine of the page cannot run it says so, and the policy is saved all the same', async (t) => {
  const service = await serveConsole(t);
  await makeRole(service, 'toggler', TOGGLES);
  const page = await openPage(t, service, { path: '/roles' });
  await page.context().route('**/policy-worker-*.js', (route) => route.abort());
  await page.goto(`${service.url}/roles/toggler/edit`);
  await page.getByRole('alert').getByText('This browser could not work out what the policy means').waitFor();
  const [all] = TOGGLES;
  await writeJson(page, [all]);
  await page.getByRole('button', { name: 'Save role' }).click();
  await page.getByText('Saved the role toggler').waitFor();
  assert.deepEqual(await storedPolicy(service, 'toggler'), [all]);
});
