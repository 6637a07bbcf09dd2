import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { openPage, serveConsole, traces } from './open-page.ts';
import { seedTokens } from './seed.ts';

interface Fiber {
  readonly child: Fiber | null;
  readonly sibling: Fiber | null;
  readonly memoizedProps: {
    readonly client?: { getQueryCache?(): Cache; getMutationCache?(): Cache };
  } | null;
}

interface Cache {
  getAll(): { readonly queryKey?: unknown; readonly state: unknown }[];
}

/** What the page has read and sent, as it keeps it in memory. */
function cached(page: Page): Promise<string> {
  return page.evaluate(() => {
    const root = document.querySelector('#root') as unknown as Record<string, Fiber>;
    const key = Object.keys(root).find((name) => name.startsWith('__reactContainer$')) ?? '';
    const waiting: (Fiber | null | undefined)[] = [root[key]];
    while (waiting.length > 0) {
      const fiber = waiting.pop();
      const client = fiber?.memoizedProps?.client;
      if (client?.getQueryCache && client.getMutationCache) {
        const all = [...client.getQueryCache().getAll(), ...client.getMutationCache().getAll()];
        return JSON.stringify(all.map(({ queryKey, state }) => [queryKey, state]));
      }
      if (fiber) waiting.push(fiber.sibling, fiber.child);
    }
    throw new Error('no cache was found');
  });
}

/** Whatever of this origin outlives the page. */
function stored(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const databases = await indexedDB.databases();
    return JSON.stringify([databases, await caches.keys(), await cookieStore.getAll()]);
  });
}

test('4: a secret that was made, reset or cloned is in no cache, no storage, no history and no message once its step is left', async (t) => {
  const service = await serveConsole(t);
  const seeded = await seedTokens(service);
  const id = seeded.get('ci-deploy')?._id;
  const page = await openPage(t, service, { permissions: ['clipboard-read', 'clipboard-write'] });
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  const makeOne: readonly (readonly [path: string, save: () => Promise<void>])[] = [
    ['/tokens/new?name=kept-nowhere', () => page.getByRole('button', { name: 'Save token' }).click()],
    [`/tokens/${id}/clone`, () => page.getByRole('button', { name: 'Save token' }).click()],
    [
      `/tokens/${id}/reset`,
      async () => {
        await page.getByRole('button', { name: 'Reset Token' }).click();
        await page.getByLabel('Type ci-deploy to confirm').fill('ci-deploy');
        await page.keyboard.press('Enter');
      },
    ],
  ];
  for (const [path, save] of makeOne) {
    await page.goto(service.url + path);
    await save();
    const secret = await page.locator('[data-secret]').innerText();
    assert.match(secret, /^kwp_/);
    await page.getByRole('button', { name: 'Copy secret' }).click();
    await page.getByText('Secret copied').waitFor();
    await page.getByRole('button', { name: 'I have saved it' }).click();
    await page.locator('[data-secret]').waitFor({ state: 'detached' });
    await page.locator(`tr[data-token] >> text=…${secret.slice(-4)}`).waitFor();
    const left = [await traces(page), await stored(page), await cached(page), said.join('\n')];
    assert.ok(
      left.every((text) => !text.includes(secret)),
      path,
    );
    assert.ok(left[2]?.includes(secret.slice(-4)), 'the cache was looked at: it knows the token itself');
    await page.goBack();
    await page.locator('#main h1').waitFor({ state: 'attached' });
    assert.equal(await page.getByText(secret).count(), 0, 'Back does not bring it back');
    assert.ok(!(await traces(page)).includes(secret));
  }
});
