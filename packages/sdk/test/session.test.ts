import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InjectOptions } from 'fastify';
import { addSigner, Browser, ORIGIN, PASSWORD } from '../../server/test/browser.ts';
import { startTestService } from '../../server/test/test-service.ts';
import { createKeyward, type Fetch } from '../src/index.ts';
import { failureOf } from './failure-of.ts';

/** `fetch` of a page of the service: cookies and the origin are the browser's affair, everything else is the SDK's. */
function pageFetch(browser: Browser): Fetch {
  return async (url, { method = 'GET', headers, body, credentials }) => {
    assert.equal(credentials, 'same-origin');
    const { 'x-keyward-request': marker, ...others } = Object.fromEntries(new Headers(headers));
    assert.equal(marker, '1');
    assert.equal(others.authorization, undefined);
    const answer = await browser.call({
      method: method as NonNullable<InjectOptions['method']>,
      url: url.slice(ORIGIN.length),
      headers: { ...others, 'x-keyward-request': marker },
      ...(typeof body === 'string' && { payload: body }),
    });
    const type = String(answer.headers['content-type'] ?? '');
    return new Response(answer.body || null, {
      status: answer.statusCode,
      headers: { 'content-type': type },
    });
  };
}

test('a page of the service signs in, works with the session, and signs out', async (t) => {
  const service = await startTestService(t);
  const member = await addSigner(service, 'ada@example.com', 'admin');
  const keyward = createKeyward({ url: ORIGIN, session: true, fetch: pageFetch(new Browser(service)) });

  assert.equal((await failureOf(keyward.tokens.list().firstPage())).code, 'unauthorized');
  const wrong = await failureOf(keyward.sessions.signIn({ email: member.email, password: `${PASSWORD}!` }));
  assert.equal(wrong.attempts, 1);
  await keyward.sessions.signIn({ email: member.email, password: PASSWORD });
  assert.equal((await keyward.members.get('me'))._id, member.id);
  const made = await keyward.tokens.create({ name: 'Mine', role: 'reader' });
  assert.deepEqual(
    (await keyward.tokens.list().firstPage()).items.map(({ _id }) => _id),
    [made._id],
  );
  await keyward.sessions.signOut();
  assert.equal((await failureOf(keyward.sessions.get())).code, 'unauthorized');
});
