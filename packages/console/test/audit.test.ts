import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { addMember } from './add-member.ts';
import { violationsByDayAndNight } from './axe.ts';
import type { ConsoleService } from './console-service.ts';
import { countedHands } from './counted-hands.ts';
import { inviteMany } from './invite-many.ts';
import { openPage, serveConsole } from './open-page.ts';
import { seedTokens } from './seed.ts';

const WITHOUT_AUDIT = {
  key: 'no-audit',
  name: 'No audit',
  basePermissions: 'reader',
  policy: [{ effect: 'deny', resources: ['acct'], actions: ['viewAuditLog'] }],
};

async function rename(service: ConsoleService, id: string, name: string) {
  const patch = [{ op: 'replace', path: '/name', value: name }];
  const answer = await service.api(`/api/v2/tokens/${id}`, { method: 'PATCH', body: patch });
  assert.equal(answer.status, 200);
  return answer.headers.get('x-request-id') ?? '';
}

async function newest(service: ConsoleService, spec = '') {
  const { items } = await (await service.api(`/api/v2/auditlog?limit=20${spec}`)).json();
  return items as readonly { readonly _id: string; readonly name: string }[];
}

test('an entry says what was changed, from what to what, by which request, and leads to its token', async (t) => {
  const service = await serveConsole(t);
  const token = (await seedTokens(service)).get('ci-deploy');
  assert.ok(token);
  const requestId = await rename(service, token._id, 'ci-release');
  const page = await openPage(t, service, { path: '/audit' });
  await page.getByRole('button', { name: /changed the token ci-release/ }).click();
  const row = page.getByRole('row', { name: /^name/ });
  await row.waitFor();
  assert.deepEqual(await row.getByRole('cell').allInnerTexts(), ['"ci-deploy"', '"ci-release"']);
  await page.locator('.entry-details').getByText(requestId, { exact: true }).waitFor();
  await page.getByRole('link', { name: 'See the token' }).click();
  await page.getByRole('heading', { name: 'ci-release' }).waitFor();
});

test('the log is narrowed by a text, by what it is about and by days, in the address too; older entries follow', async (t) => {
  const service = await serveConsole(t);
  const token = (await seedTokens(service)).get('ci-deploy');
  assert.ok(token);
  for (let count = 0; count < 25; count++) await rename(service, token._id, `build-${count}`);
  const page = await openPage(t, service, { path: '/audit' });
  const lines = page.locator('.timeline-line');
  await lines.first().waitFor();
  assert.equal(await lines.count(), 20);
  await page.getByRole('button', { name: 'Older entries' }).click();
  await page.waitForFunction(() => document.querySelectorAll('.timeline-line').length > 20);
  await page.getByText('This is where the log begins.').waitFor();

  await page.getByLabel('Search the audit log').fill('build-17');
  await page.getByText('build-24').first().waitFor({ state: 'detached' });
  assert.ok((await lines.count()) < 3, 'one got the name, one lost it');
  assert.equal(new URL(page.url()).searchParams.get('q'), 'build-17');
  await page.reload();
  await page.getByRole('button', { name: /build-17/ }).waitFor();
  await page.getByLabel('Search the audit log').fill('nothing like this');
  await page.getByText('No entry matches').waitFor();
  await page.getByRole('button', { name: 'Clear filters' }).click();

  await page.getByRole('button', { name: 'About', exact: true }).click();
  await page.getByRole('menuitemradio', { name: 'Roles' }).click();
  await page.getByText('build-24').first().waitFor({ state: 'detached' });
  assert.equal(new URL(page.url()).searchParams.get('about'), 'roles');
  const wanted = await newest(service, '&spec=role/*');
  await page.waitForFunction(
    (count) => document.querySelectorAll('.timeline-line').length === count,
    wanted.length,
  );

  await page.goto(`${service.url}/audit?to=2020-01-01`);
  await page.getByText('No entry matches').waitFor();
  await page.goto(`${service.url}/audit?from=2020-01-01&about=tokens`);
  await page.getByRole('button', { name: /build-24/ }).waitFor();
});

test('what comes while somebody reads is announced, and shown when they ask', async (t) => {
  const service = await serveConsole(t);
  const token = (await seedTokens(service)).get('ci-deploy');
  assert.ok(token);
  const page = await openPage(t, service, { path: '/tokens' });
  await page.clock.install();
  await page.getByRole('link', { name: 'Audit log' }).click();
  await page.locator('.timeline-line').first().waitFor();
  await rename(service, token._id, 'renamed-meanwhile');
  await page.clock.runFor(11_000);
  await page.getByRole('button', { name: '1 new entry' }).waitFor();
  assert.equal(await page.getByText('renamed-meanwhile').count(), 0, 'the list did not move by itself');
  await page.getByRole('button', { name: '1 new entry' }).click();
  await page.getByRole('button', { name: /renamed-meanwhile/ }).waitFor();
  await page.getByRole('button', { name: '1 new entry' }).waitFor({ state: 'detached' });
});

test('the page says in words how far the log has come and whether it goes on from what was signed', async (t) => {
  const service = await serveConsole(t);
  const page = await openPage(t, service, {
    path: '/audit',
    viewport: { width: 320, height: 640 },
    colorScheme: 'light',
  });
  const { entries } = await (await service.api('/api/v2/auditlog/chain')).json();
  await page.getByText(`Chain: ${entries} entries, not signed yet.`).waitFor();
  const answer = {
    status: 'continued',
    entries: 12_345,
    checkpoint: { entries: 12_300, number: 12_300, date: Date.now() - 150_000, key: 'k' },
  };
  await page.route('**/api/v2/auditlog/chain', (route) => route.fulfill({ json: answer }));
  await page.reload();
  await page.getByText('Chain: 12,345 entries, goes on from the 12,300 signed 2 minutes ago.').waitFor();
  assert.deepEqual(await violationsByDayAndNight(page), []);
  answer.status = 'broken';
  await page.reload();
  const alarm = page.getByRole('alert').filter({ hasText: 'keyward audit verify' });
  await alarm.filter({ hasText: 'does not go on from what was signed last' }).waitFor();
  assert.deepEqual(await violationsByDayAndNight(page), []);
  answer.status = 'unreadable';
  await page.reload();
  await page.getByRole('alert').filter({ hasText: 'What was signed of it cannot be read' }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
});

test('asking whether there is more keeps no session alive', async (t) => {
  const service = await serveConsole(t);
  const page = await openPage(t, service, { path: '/tokens' });
  await page.waitForLoadState('networkidle');
  const longAgo = new Date(Date.now() - 20 * 60_000).toISOString();
  const asks = (path: string, method: string) =>
    page.evaluate(
      async (call) =>
        (
          await fetch(call.path, {
            method: call.method,
            ...(call.method === 'POST' && {
              body: '[]',
              headers: { 'content-type': 'application/json', 'x-keyward-request': '1' },
            }),
          })
        ).status,
      { path, method },
    );
  const seen = () => String(service.query('select max(updated_at) as at from auth_session')[0]?.at);
  service.query('update auth_session set updated_at = ?', longAgo);
  assert.equal(await asks('/api/v2/auditlog/counts?after=0', 'POST'), 200);
  assert.equal(seen(), longAgo);
  assert.equal(await asks('/api/v2/auditlog', 'GET'), 200);
  assert.ok(seen() > longAgo, 'reading on purpose does');
});

test('the log is exported as it is searched, a document a line', async (t) => {
  const service = await serveConsole(t);
  await seedTokens(service);
  const page = await openPage(t, service, { path: '/audit?about=tokens' });
  await page.locator('.timeline-line').first().waitFor();
  const started = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export NDJSON' }).click();
  const download = await started;
  assert.match(download.suggestedFilename(), /^audit-log-\d{4}-\d\d-\d\d\.ndjson$/);
  const lines = readFileSync(await download.path(), 'utf8')
    .trimEnd()
    .split('\n');
  const names = lines.map((line) => JSON.parse(line).name);
  assert.ok(names.includes('ci-deploy'));
  const all = await newest(service);
  assert.ok(lines.every((line) => JSON.parse(line).kind === 'token'));
  assert.equal(lines.length, all.filter(({ name }) => names.includes(name)).length);
});

test('who may not see the log is told by which action', async (t) => {
  const service = await serveConsole(t);
  await service.api('/api/v2/roles', { method: 'POST', body: WITHOUT_AUDIT });
  await addMember(service, 'grace@example.com', { customRoles: ['no-audit'] });
  const page = await openPage(t, service, { path: '/audit', email: 'grace@example.com' });
  await page
    .getByText(/Needs `viewAuditLog`|Nothing that you may see/)
    .first()
    .waitFor();
  assert.equal(await page.locator('.timeline-line').count(), 0);
});

test('why a call was denied is answered from its request id in three clicks at most: what decided, what came near, what would allow it', async (t) => {
  const service = await serveConsole(t);
  const policy = [
    { effect: 'allow', resources: ['role/web-*'], actions: ['createRole'] },
    { effect: 'allow', resources: ['acct'], actions: ['viewAuditLog'] },
  ];
  const body = { name: 'role-bot', inlineRole: policy, serviceToken: true };
  const bot = await (await service.api('/api/v2/tokens', { method: 'POST', body })).json();
  const role = { key: 'ops', name: 'Ops', policy: [] };
  const refused = await service.api('/api/v2/roles', { method: 'POST', body: role, as: bot.token });
  assert.equal(refused.status, 403);
  const requestId = refused.headers.get('x-request-id') ?? '';

  const page = await openPage(t, service, { path: '/' });
  const hands = countedHands(page);
  await hands.click(page.getByRole('link', { name: 'Audit log' }));
  await hands.click(page.getByLabel('Search the audit log'));
  await page.keyboard.insertText(requestId);
  const why = page.getByLabel('Why it was denied');
  await why.getByText('Denied', { exact: true }).waitFor();
  await why.getByText(requestId).waitFor();
  await why.getByText('createRole').first().waitFor();
  await why.getByText('Came near').waitFor();
  await why.getByText('statement 1').first().waitFor();
  assert.ok(hands.clicks <= 3, `${hands.clicks} clicks`);
  assert.equal(new URL(page.url()).searchParams.get('request'), requestId);
  const oneLine = () => document.querySelectorAll('.timeline-line').length === 1;
  await page.waitForFunction(oneLine);

  await page.getByRole('link', { name: 'What else this token did' }).click();
  await page.getByRole('button', { name: 'Actor: token role-bot' }).waitFor();
  // The owner made it, and is left out.
  await page.waitForFunction(oneLine);
});

test('any of many members is found as the one who acted, by keyboard alone, and the address brings them back', async (t) => {
  const service = await serveConsole(t);
  const _id = await inviteMany(service);
  const page = await openPage(t, service, { path: '/audit' });
  await page.locator('.timeline-line').first().waitFor();
  await page.getByRole('button', { name: 'Actor', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.locator('input:focus').waitFor();
  await page.keyboard.type('zim');
  await page.getByRole('button', { name: 'Zora Zimmer' }).waitFor();
  assert.deepEqual(await violationsByDayAndNight(page), []);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Actor: Zora Zimmer' }).waitFor();
  await page.getByText('No entry matches').waitFor();
  assert.equal(new URL(page.url()).searchParams.get('actor'), _id);
  await page.reload();
  await page.getByRole('button', { name: 'Actor: Zora Zimmer' }).waitFor();
  await page.getByRole('button', { name: 'Clear actor' }).click();
  await page.locator('.timeline-line').first().waitFor();
});
