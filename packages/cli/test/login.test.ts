import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';
import { freePort } from '../../../test/free-port.ts';
import { addSigner, Browser } from '../../server/test/browser.ts';
import { awaitDecision } from '../src/login/await-decision.ts';
import { startCommandLine } from './start-command-line.ts';

const PATIENCE_MS = 900_000;
const CODES = { deviceCode: 'secret', expiresIn: 60, interval: 5 };
const TOKEN = { _id: 'id', token: 'made' };

/** Answers one after another, and how long was waited before each. */
async function decide(...answers: readonly (object | Error)[]) {
  const open = [...answers];
  const waits: number[] = [];
  let nowMs = 0;
  const pace = {
    nowMs: () => nowMs,
    wait: async (milliseconds: number) => {
      waits.push(milliseconds);
      nowMs += milliseconds;
    },
  };
  const redeem = async () => {
    const answer = open.shift();
    if (answer instanceof Error) throw answer;
    return (answer ?? { status: 'pending', interval: 5 }) as never;
  };
  const ended = await awaitDecision(CODES, redeem, pace).catch((error: unknown) => error);
  return { ended, waits };
}

const refused = (fields: object) => Object.assign(new Error('refused'), fields);

test('a login asks at the pace of the service, slower once told so, and goes on while nobody answers', async () => {
  const pending = { status: 'pending', interval: 5 };
  const slow = refused({ status: 429, retryAfterMs: 2_000 });
  const away = refused({ code: 'network_failure' });
  const broken = refused({ status: 503 });
  const { ended, waits } = await decide(pending, slow, pending, away, broken, TOKEN);
  assert.deepEqual([ended, waits], [TOKEN, [5_000, 5_000, 10_000, 10_000, 10_000, 10_000]]);
});

test('a login ends with the codes, and when it is denied', async () => {
  const late = await decide();
  assert.equal((late.ended as { code: string }).code, 'not_signed_in');
  assert.equal(late.waits.length, 12);
  const denied = refused({ status: 403 });
  assert.deepEqual(await decide(denied), { ended: denied, waits: [5_000] });
});

test('keyward login by browser, and logout', { timeout: PATIENCE_MS }, async (t) => {
  const { service, run, json, inTerminal, directory, url } = await startCommandLine(t);
  const member = await addSigner(service, 'grace@example.com', 'admin');
  const browser = new Browser(service);
  await browser.signIn(member.email);
  const nobody = { KEYWARD_ACCESS_TOKEN: undefined };
  const bin = join(directory, 'bin');
  const opened = join(directory, 'opened');
  mkdirSync(bin);
  writeFileSync(join(bin, 'xdg-open'), `#!/bin/sh\necho "$1" > ${opened}\n`, { mode: 0o755 });
  const withScreen = { ...nobody, DISPLAY: ':0', PATH: `${bin}${delimiter}${process.env.PATH}` };

  /** Answers on the page once the code is printed. */
  const answering = (word: 'approve' | 'deny') => {
    let isAsked = false;
    return (printed: string) => {
      const [, userCode] = /Your code: ([A-Z]{4}-[A-Z]{4})/.exec(printed) ?? [];
      if (userCode === undefined || isAsked) return;
      isAsked = true;
      void browser.call({
        method: 'POST',
        url: `/api/v2/device-requests/${word}`,
        payload: { userCode: userCode.toLowerCase() },
      });
    };
  };

  await t.test('in a terminal it opens the page, waits, and keeps the token of who approved', async () => {
    const words = ['login', '--role', 'admin', '--expires', '2d'];
    const { code, screen } = await inTerminal(words, [], {
      environment: withScreen,
      watch: answering('approve'),
    });
    assert.equal(code, 0, screen);
    assert.match(screen, /Your code: [A-Z]{4}-[A-Z]{4}/);
    assert.match(readFileSync(opened, 'utf8'), new RegExp(`^${url}/activate\\?code=[A-Z]{4}-[A-Z]{4}\n$`));
    const me = await json(['whoami'], { environment: nobody });
    assert.deepEqual([me.member, me.tokenKind], ['grace@example.com', 'personal']);
    assert.equal(me.tokenExpires, service.clock.nowMs + 2 * 86_400_000);
    const token = await json(['tokens', 'get', me.tokenId]);
    assert.deepEqual([token.role, token.memberId], ['admin', member.id]);
  });

  await t.test('logout ends the token that login made', async () => {
    const { tokenId } = await json(['whoami'], { environment: nobody });
    const { code, stderr } = await run(['logout'], { environment: nobody });
    assert.deepEqual([code, /and ended it/.test(stderr)], [0, true], stderr);
    assert.equal((await run(['tokens', 'get', tokenId])).code, 3);
    assert.equal((await run(['whoami'], { environment: nobody })).code, 4);
  });

  await t.test('in a pipe no browser is opened; a token that may not end itself is named', async () => {
    writeFileSync(opened, '');
    const { code, stdout } = await run(['login'], { environment: withScreen, watch: answering('approve') });
    assert.deepEqual([code, stdout, readFileSync(opened, 'utf8')], [0, '', '']);
    const { tokenId, tokenExpires } = await json(['whoami'], { environment: nobody });
    assert.equal(tokenExpires, service.clock.nowMs + 30 * 86_400_000);
    const { code: ended, stderr } = await run(['logout'], { environment: nobody });
    assert.equal(ended, 0);
    assert.ok(stderr.includes(`delete it at ${url}/tokens/${tokenId}`), stderr);
    assert.equal((await json(['tokens', 'get', tokenId])).role, 'reader');
  });

  await t.test(
    'another address of the profile forgets the token for the one before, and names it',
    async () => {
      const login = await run(['login'], { environment: withScreen, watch: answering('approve') });
      assert.equal(login.code, 0, login.stderr);
      const { tokenId } = await json(['whoami'], { environment: nobody });
      const other = url.replace('127.0.0.1', 'localhost');
      const same = await run(['config', 'set', 'url', `${url}/`]);
      assert.deepEqual([same.code, same.stderr], [0, '']);
      const { code, stderr } = await run(['config', 'set', 'url', other]);
      assert.equal(code, 0);
      assert.ok(stderr.includes(`It still works there: delete it at ${url}/tokens/${tokenId}\n`), stderr);
      const again = await run(['config', 'set', 'url', url]);
      assert.deepEqual([again.code, again.stderr], [0, ''], 'nothing is left to forget');
      assert.equal((await run(['whoami'], { environment: nobody })).code, 4);
      const out = await run(['logout'], { environment: nobody });
      assert.match(out.stderr, /holds no access token/);
    },
  );

  await t.test(
    'a further login ends the token of the one before, or names it where it may not end itself',
    async () => {
      const again = async (...words: readonly string[]) => {
        const { code, stderr } = await run(['login', ...words], {
          environment: withScreen,
          watch: answering('approve'),
        });
        assert.equal(code, 0, stderr);
        return { stderr, id: (await json(['whoami'], { environment: nobody })).tokenId };
      };
      const first = await again('--role', 'admin');
      assert.doesNotMatch(first.stderr, /before/);
      const second = await again();
      assert.ok(second.stderr.includes(`ended the token \`${first.id}\``), second.stderr);
      assert.equal((await run(['tokens', 'get', first.id])).code, 3);
      const third = await again();
      assert.ok(
        third.stderr.includes(`still works: delete it at ${url}/tokens/${second.id}\n`),
        third.stderr,
      );
      assert.equal((await json(['tokens', 'get', second.id])).status, 'active');
    },
  );

  await t.test(
    'a token that a person gave is not ended by a further login; one that was made is ended for it',
    async () => {
      const { tokenId } = await json(['whoami'], { environment: nobody });
      const given = await service.createToken({ role: 'owner', name: 'given' });
      const kept = await run(['login', '--with-token'], { environment: nobody, input: given.token });
      assert.equal(kept.code, 0, kept.stderr);
      assert.ok(kept.stderr.includes(`/tokens/${tokenId}`), kept.stderr);
      const login = await run(['login'], { environment: withScreen, watch: answering('approve') });
      assert.equal(login.code, 0, login.stderr);
      assert.doesNotMatch(login.stderr, /before/);
      assert.equal((await json(['tokens', 'get', given._id])).status, 'active');
      assert.equal((await run(['logout'], { environment: nobody })).code, 0);
    },
  );

  await t.test('an answer that is lost leaves no token behind, and nothing is asked after it', async () => {
    const hook = join(directory, 'lossy.mjs');
    writeFileSync(
      hook,
      `const real = globalThis.fetch;
       let isLost = false;
       globalThis.fetch = async (input, init) => {
         const url = String(input.url ?? input);
         if (url.endsWith('/caller-identity')) throw new TypeError('fetch failed');
         const answer = await real(input, init);
         if (!url.endsWith('/device-requests/token') || answer.status !== 201 || isLost) return answer;
         isLost = true;
         throw new TypeError('fetch failed');
       };`,
    );
    const count = () => Number(service.query('select count(*) as n from tokens')[0]?.n);
    const before = count();
    const environment = { ...nobody, NODE_OPTIONS: `--import ${hook}` };
    const { code, stderr } = await run(['login'], { environment, watch: answering('approve') });
    assert.equal(code, 0, stderr);
    assert.equal(count(), before + 1);
    assert.equal((await json(['whoami'], { environment: nobody })).member, 'grace@example.com');
    assert.equal((await run(['logout'], { environment: nobody })).code, 0);
  });

  await t.test('a token that cannot be remembered is named', async () => {
    const kept = join(directory, 'xdg', 'keyward');
    rmSync(kept, { recursive: true, force: true });
    writeFileSync(kept, 'no folder');
    const { code, stderr } = await run(['login', '--profile', 'default', '--url', url], {
      environment: nobody,
      watch: answering('approve'),
    });
    assert.equal(code, 1, stderr);
    const newest = service.query('select id from tokens order by created_at desc, rowid desc limit 1')[0]?.id;
    assert.ok(stderr.includes(`delete the token \`${newest}\``), stderr);
    rmSync(kept);
  });

  await t.test(
    'denied, interrupted, out of reach and misused: each ends with its code, and keeps nothing',
    async () => {
      const before = service.query('select count(*) as n from tokens')[0]?.n;
      const denied = await run(['login'], { environment: nobody, watch: answering('deny') });
      assert.deepEqual([denied.code, /denied/.test(denied.stderr)], [5, true], denied.stderr);
      const interrupted = await inTerminal(['login', '--no-browser'], [['Your code', '\u0003']], {
        environment: withScreen,
      });
      assert.equal(interrupted.code, 130, interrupted.screen);
      const away = await run(['login', '--url', `http://127.0.0.1:${await freePort()}`], {
        environment: nobody,
      });
      assert.equal(away.code, 7);
      for (const words of [
        ['--expires', 'soon'],
        ['--role', 'king'],
        ['--with-token', '--role', 'reader'],
      ]) {
        assert.equal((await run(['login', ...words], { environment: nobody })).code, 2, words.join(' '));
      }
      const tooShort = await run(['login', '--expires', '0'], { environment: nobody });
      assert.deepEqual([tooShort.code, /lifeSeconds/.test(tooShort.stderr)], [1, true]);
      assert.equal(service.query('select count(*) as n from tokens')[0]?.n, before);
      const kept = join(directory, 'xdg', 'keyward', 'credentials.json');
      assert.ok(!existsSync(kept) || readFileSync(kept, 'utf8').trim() === '{}');
    },
  );
});
