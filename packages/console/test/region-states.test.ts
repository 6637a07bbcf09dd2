import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page, Route } from 'playwright-core';
import { consoleRoutes } from './console-routes.ts';
import type { ConsoleService } from './console-service.ts';
import { openPage, serveConsole } from './open-page.ts';
import {
  CALLS,
  type Call,
  DONE_WITHOUT,
  OPEN_PAGES,
  PAGES,
  type Regions,
  WHEN_FORBIDDEN,
} from './region-table.ts';
import { seedTeam, seedTokens, seedUsage } from './seed.ts';
import { seedShop } from './seed-shop.ts';

const REQUEST_ID = 'd7c58cfc0a43';

function callOf(method: string, url: string): Call | undefined {
  const { pathname, search } = new URL(url);
  const asked = `${method} ${pathname.replace('/api/v2', '')}${search}`;
  return (Object.keys(CALLS) as Call[]).find((call) => CALLS[call].test(asked));
}

const isApi = (url: URL) => url.pathname.startsWith('/api/v2/');

/** A service with something of everything, and the address of each page that shows it. */
async function fullService(t: Parameters<typeof serveConsole>[0]) {
  const service = await serveConsole(t);
  const seeded = await seedTokens(service);
  await seedShop(service);
  await seedTeam(service);
  const role = { key: 'deployer', name: 'Deployer', policy: [] };
  assert.equal((await service.api('/api/v2/roles', { method: 'POST', body: role })).status, 201);
  const token = seeded.get('ci-deploy')?._id ?? '';
  seedUsage(service, token, 1);
  const { items } = await (await service.api('/api/v2/members')).json();
  const ids: readonly (readonly [start: string, id: string])[] = [
    ['/members', items[0]._id],
    ['/roles', 'deployer'],
    ['/teams', 'web'],
    ['/settings/resource-types', 'order'],
    ['/settings/gateway-routes', 'read-order'],
    ['/', token],
  ];
  const addressOf = (path: string) => {
    const id = ids.find(([start]) => path.startsWith(start))?.[1] ?? '';
    return path.replace('$id', id).replace('$tokenId', token);
  };
  return { service, addressOf };
}

/** Opens the page anew, as somebody does who comes from a link. */
async function visit(page: Page, service: ConsoleService, address: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(service.url + address);
}

/** Does with the calls that these regions live by what is wanted; the others go on. */
async function treat(page: Page, regions: Regions, how: (route: Route) => Promise<void>): Promise<void> {
  await page.route(isApi, (route) => {
    const call = callOf(route.request().method(), route.request().url());
    return call !== undefined && call in regions ? how(route) : route.continue();
  });
}

/** Every page with each of its rows; what is found wrong is told at once, with the page. */
async function eachView(
  t: Parameters<typeof serveConsole>[0],
  check: (
    page: Page,
    view: { open: () => Promise<void>; regions: Regions; address: string },
  ) => Promise<void>,
): Promise<void> {
  const { service, addressOf } = await fullService(t);
  const page = await openPage(t, service, { path: '/settings' });
  const wrong: string[] = [];
  for (const [path, rows] of Object.entries(PAGES)) {
    for (const regions of rows) {
      if (Object.keys(regions).length === 0) continue;
      const address = addressOf(path);
      try {
        await check(page, { open: () => visit(page, service, address), regions, address });
      } catch (error) {
        wrong.push(`${path}: ${String(error).split('\n').slice(0, 6).join(' ')}`);
      }
      await page.unrouteAll({ behavior: 'ignoreErrors' });
    }
  }
  assert.deepEqual(wrong, []);
}

/** The rows of a page, and those of the parts that it has at addresses of their own. */
function rowsAbout(path: string): readonly Regions[] {
  const whole = path.split('#')[0];
  return Object.entries(PAGES).flatMap(([other, rows]) => (other.split('#')[0] === whole ? rows : []));
}

const problems = (page: Page, title: string) => page.locator('[role=alert]').filter({ hasText: `${title}.` });

/** Waits for a problem, and says what stood there instead. */
async function problemOf(page: Page, title: string): Promise<string> {
  await problems(page, title)
    .first()
    .waitFor({ state: 'attached' })
    .catch(async () => {
      const said = await page.locator('[role=alert]').allInnerTexts();
      throw new Error(`nothing says “${title}”, only: ${said.join(' | ') || 'nothing'}`);
    });
  return problems(page, title).first().innerText();
}

/** Whatever still says or shows that it is being loaded. */
const LOADING = '[data-loading]';

const nothingLoads = (page: Page) =>
  page.waitForFunction((loading) => document.querySelector(loading) === null, LOADING);

test('every page of the router has its rows, and every call that a page makes is in one', async (t) => {
  const known = [...Object.keys(PAGES).map((path) => path.split('#')[0]), ...OPEN_PAGES];
  assert.deepEqual([...new Set(known)].toSorted(), (await consoleRoutes()).toSorted());
  const { service, addressOf } = await fullService(t);
  const page = await openPage(t, service, { path: '/settings' });
  const asked = new Set<string>();
  page.on('request', (request) => {
    if (isApi(new URL(request.url()))) asked.add(`${request.method()} ${request.url()}`);
  });
  const unknown: string[] = [];
  for (const path of Object.keys(PAGES)) {
    asked.clear();
    await visit(page, service, addressOf(path));
    await page.locator('#main h1').waitFor({ state: 'attached' });
    await nothingLoads(page);
    // A page that follows the uses of a token is never idle.
    await page.waitForLoadState('networkidle', { timeout: 2_000 }).catch(() => undefined);
    for (const each of asked) {
      const [method = '', url = ''] = each.split(' ');
      const call = callOf(method, url);
      const isTold =
        call !== undefined && (call in DONE_WITHOUT || rowsAbout(path).some((row) => call in row));
      if (!isTold) unknown.push(`${path}: ${each}`);
    }
  }
  assert.deepEqual(unknown, []);
});

test('18: each region of each page says that the service failed, keeps nothing loading, and Retry brings it back', async (t) => {
  await eachView(t, async (page, { open, regions }) => {
    const body = { code: 'internal', message: 'broken', requestId: REQUEST_ID };
    await treat(page, regions, (route) => route.fulfill({ status: 500, json: body }));
    await open();
    const titles = new Set(Object.values(regions));
    for (const title of titles) {
      const text = await problemOf(page, title);
      assert.match(text, /The server answered 500\./, title);
      assert.ok(text.includes(REQUEST_ID), `${title}: without the number of the request`);
    }
    await nothingLoads(page);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    for (const title of titles) {
      // Read at once: another region's Retry may have brought this one back meanwhile.
      const withoutRetry = await problems(page, title).evaluateAll((each) =>
        each
          .filter(
            (problem) => ![...problem.querySelectorAll('button')].some((b) => b.textContent === 'Retry'),
          )
          .map((problem) => problem.textContent),
      );
      assert.deepEqual(withoutRetry, [], `${title}: no Retry`);
      const retry = problems(page, title).getByRole('button', { name: 'Retry', includeHidden: true });
      // Under a panel the page waits for its turn; its button is pressed all the same.
      for (const button of await retry.elementHandles()) {
        await button.evaluate((element) => (element as HTMLButtonElement).click()).catch(() => undefined);
      }
      await page.waitForFunction(
        (text) =>
          [...document.querySelectorAll('[role=alert]')].every(
            (each) => !each.textContent?.includes(`${text}.`),
          ),
        title,
      );
    }
  });
});

test('18: each region says what it needs to whom it is forbidden', async (t) => {
  await eachView(t, async (page, { open, regions }) => {
    const access = { action: 'viewMember', resource: 'member/ada' };
    const body = { code: 'forbidden', message: 'not allowed', access, requestId: REQUEST_ID };
    await treat(page, regions, (route) => route.fulfill({ status: 403, json: body }));
    await open();
    for (const [call, title] of Object.entries(regions)) {
      const other = WHEN_FORBIDDEN[call as Call];
      if (other === undefined) {
        assert.match(await problemOf(page, title), /Needs `viewMember`, which your role does not allow\./);
      } else if (other !== '') {
        await page.getByText(other).first().waitFor({ state: 'attached' });
      }
    }
    await nothingLoads(page);
  });
});

test('18: whatever takes long says that it is loading, where it is looked for, and then comes', async (t) => {
  await eachView(t, async (page, { open, regions }) => {
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
    await treat(page, regions, async (route) => {
      await answered;
      await route.continue();
    });
    await open();
    await page.locator(LOADING).filter({ hasText: 'Loading…' }).first().waitFor({ state: 'attached' });
    // What covers the page says so itself, or can be used before anything came.
    await page.waitForFunction(
      (loading) =>
        [...document.querySelectorAll('.sheet-content')].every(
          (panel) => panel.querySelector(`${loading}, input, textarea`) !== null,
        ),
      LOADING,
    );
    answer();
    await nothingLoads(page);
  });
});

test('18: a session that has ended leads to signing in, says so, and back to each page', async (t) => {
  await eachView(t, async (page, { open, regions, address }) => {
    const body = { code: 'unauthorized', message: 'sign in', requestId: REQUEST_ID };
    await treat(page, regions, (route) => route.fulfill({ status: 401, json: body }));
    await open();
    await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
    assert.equal(new URL(page.url()).searchParams.get('next'), address);
    assert.equal(new URL(page.url()).searchParams.get('reason'), 'ended');
    await page
      .getByText(/session (has )?ended/i)
      .first()
      .waitFor();
  });
});
