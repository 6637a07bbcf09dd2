import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { callApi } from './call-api.ts';
import { startOwnedKeyward } from './keyward-process.ts';
import { openRawConnection, type RawAnswer } from './raw-connection.ts';

const MEBIBYTE = 1_048_576;
const GROWTH_LIMIT_BYTES = 64 * MEBIBYTE;
/** Of 2.4 MB each, and three times as much on the way. */
const LISTS = 120;
const LISTS_LIMIT_BYTES = 256 * MEBIBYTE;

function assertError(answer: RawAnswer | undefined, status: number, code: string): void {
  assert.equal(answer?.status, status, answer?.text);
  assert.match(answer.headers['content-type'] ?? '', /^application\/json/);
  const body = JSON.parse(answer.text);
  assert.equal(body.code, code);
  assert.equal(typeof body.message, 'string');
}

async function residentBytes(url: string): Promise<number> {
  const { text } = await callApi(url, '/metrics');
  return Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]);
}

test('limits on the wire', async (t) => {
  const { url, port, ownerSecret: secret } = await startOwnedKeyward(t);
  const get = (headers: string) =>
    `GET /api/v2/caller-identity HTTP/1.1\r\nHost: keyward\r\n${headers}\r\n\r\n`;
  const post = (headers: string, body = '') =>
    `POST /api/v2/tokens HTTP/1.1\r\nHost: keyward\r\nAuthorization: ${secret}\r\nContent-Type: application/json\r\n${headers}\r\n\r\n${body}`;
  const tokenCount = async () => (await callApi(url, '/api/v2/tokens?limit=1', { secret })).body?.totalCount;

  for (const kibibytes of [17, 64, 80, 1024]) {
    await t.test(
      `an Authorization header of ${kibibytes} KiB is 431 with a body, and the connection ends`,
      async (t) => {
        const connection = openRawConnection(t, port);
        connection.write(get(`Authorization: ${'a'.repeat(kibibytes * 1024)}`));
        const [answer] = await connection.answers(1);
        assertError(answer, 431, 'headers_too_large');
        await connection.closed;
        assert.equal((await callApi(url, '/healthz')).status, 200);
      },
    );
  }

  for (const [method, path, limit] of [
    ['POST', '/api/v2/setup', 65_536],
    ['POST', '/api/v2/tokens', 262_144],
  ] as const) {
    await t.test(`a body of ${limit} bytes to ${path} is read, one byte more is 413`, async () => {
      const send = (bytes: number) => {
        const body = { unknown: 'x'.repeat(bytes - '{"unknown":""}'.length) };
        return callApi(url, path, { secret, method, body });
      };
      const before = await tokenCount();
      const largest = await send(limit);
      assert.deepEqual([largest.status, largest.body?.code], [400, 'invalid_request'], 'read, and judged');
      const tooLarge = await send(limit + 1);
      assert.deepEqual([tooLarge.status, tooLarge.body?.code], [413, 'request_too_large']);
      assert.equal(await tokenCount(), before);
    });
  }

  await t.test(
    'a body without a length is 413 as soon as it is over the limit, though it goes on',
    async (t) => {
      const connection = openRawConnection(t, port);
      connection.write(post('Transfer-Encoding: chunked', `40001\r\n${' '.repeat(262_145)}\r\n`));
      assertError((await connection.answers(1))[0], 413, 'request_too_large');
      await connection.closed;
    },
  );

  await t.test(
    'Q2: an endless body without a length is cut at the limit, and memory stays flat',
    async (t) => {
      const before = await residentBytes(url);
      const endless = Array.from({ length: 8 }, async () => {
        const connection = openRawConnection(t, port);
        connection.write(post('Transfer-Encoding: chunked'));
        const chunk = Buffer.from(`10000\r\n${' '.repeat(65_536)}\r\n`);
        let sent = 0;
        const pump = () => {
          while (!connection.socket.destroyed && sent < 64 * MEBIBYTE) {
            sent += chunk.length;
            if (!connection.socket.write(chunk)) return;
          }
        };
        connection.socket.on('drain', pump);
        pump();
        await connection.closed;
        assert.ok(sent < 64 * MEBIBYTE, 'the server took it all');
      });
      await Promise.all(endless);
      const growth = (await residentBytes(url)) - before;
      assert.ok(growth < GROWTH_LIMIT_BYTES, `grew by ${growth} bytes`);
    },
  );

  const body = '{"role":"reader"}';
  for (const [what, bytes] of [
    [
      'Content-Length and Transfer-Encoding together',
      post(`Content-Length: ${body.length}\r\nTransfer-Encoding: chunked`, `11\r\n${body}\r\n0\r\n\r\n`),
    ],
    ['two different Content-Lengths', post(`Content-Length: ${body.length}\r\nContent-Length: 4`, body)],
    ['a Content-Length that is no number', post('Content-Length: +17', body)],
    ['NUL in a header', get(`Authorization: ${secret}\0`)],
    ['a lone CR in a header', get(`Authorization: ${secret}\rX: y`)],
    ['a lone LF in a header', get(`Authorization: ${secret}\nX: y`)],
    ['a folded header', get(`Authorization: x\r\n ${secret}`)],
    ['no HTTP at all', 'hello\r\n\r\n'],
  ] as const) {
    await t.test(`H5: ${what}: 400, the connection ends, and nothing is done`, async (t) => {
      const before = await tokenCount();
      const connection = openRawConnection(t, port);
      connection.write(bytes);
      const [answer] = await connection.answers(1);
      assertError(answer, 400, 'invalid_request');
      await connection.closed;
      assert.equal(answer?.text.includes(secret), false, 'the secret is echoed');
      assert.equal(await tokenCount(), before);
    });
  }

  await t.test(
    'H5: a chunk whose extension does not end ends the connection long before 16 MiB, and nothing is done',
    async (t) => {
      const before = await tokenCount();
      const connection = openRawConnection(t, port);
      connection.write(post('Transfer-Encoding: chunked', '11;x='));
      const part = 'x'.repeat(65_536);
      let sent = 0;
      const pump = () => {
        while (!connection.socket.destroyed && sent < 16 * MEBIBYTE) {
          sent += part.length;
          if (!connection.socket.write(part)) return;
        }
      };
      connection.socket.on('drain', pump);
      pump();
      await connection.closed;
      assert.ok(sent < 16 * MEBIBYTE, 'the server took it all');
      assert.equal(await tokenCount(), before);
    },
  );

  await t.test(
    'a tab, a byte order mark or a space inside a secret is 401; spaces around it are HTTP',
    async (t) => {
      const connection = openRawConnection(t, port);
      for (const value of [`${secret}\tx`, `\u00ef\u00bb\u00bf${secret}`, `${secret} x`, `"${secret}"`]) {
        connection.write(Buffer.from(get(`Authorization: ${value}`), 'latin1'));
        assertError((await connection.answers(1))[0], 401, 'unauthorized');
      }
      connection.write(get(`Authorization:   ${secret}  `));
      assert.equal((await connection.answers(1))[0]?.status, 200);
    },
  );

  await t.test(
    'a Content-Type without a body keeps nobody waiting, on any route and with any type',
    async (t) => {
      const types = [
        'application/json',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'text/x',
      ];
      const paths = [
        '/api/v2/session',
        '/api/v2/device-requests',
        '/api/v2/roles',
        '/api/v2/tokens/x/reset',
        '/nowhere',
      ];
      const before = await tokenCount();
      for (const method of ['POST', 'PATCH', 'PUT', 'DELETE']) {
        for (const path of paths) {
          const connection = openRawConnection(t, port);
          for (const type of types) {
            connection.write(
              `${method} ${path} HTTP/1.1\r\nHost: keyward\r\nAuthorization: ${secret}\r\nContent-Type: ${type}\r\n\r\n`,
            );
            const [answer] = await connection.answers(1);
            assert.ok(
              (answer?.status ?? 0) >= 400 && (answer?.status ?? 0) < 500,
              `${method} ${path} ${type}: ${answer?.text}`,
            );
          }
        }
      }
      assert.equal(await tokenCount(), before);
    },
  );

  await t.test('J13: a compressed body is 415, however small', async (t) => {
    const zipped = gzipSync(`{"role":"reader","name":"${'x'.repeat(MEBIBYTE)}"}`);
    const connection = openRawConnection(t, port);
    connection.write(post(`Content-Encoding: gzip\r\nContent-Length: ${zipped.length}`));
    connection.write(zipped);
    assertError((await connection.answers(1))[0], 415, 'unsupported_media_type');
  });

  await t.test(
    'Q3: long lists that are asked for ahead and not taken keep memory flat, and all come once they are taken',
    async (t) => {
      const description = 'x'.repeat(4_000);
      for (let count = 0; count < 500; count++)
        await callApi(url, '/api/v2/tokens', {
          secret,
          method: 'POST',
          body: { role: 'reader', description },
        });
      const list = `GET /api/v2/tokens?limit=1000 HTTP/1.1\r\nHost: keyward\r\nAuthorization: ${secret}\r\n\r\n`;
      const whole = JSON.stringify((await callApi(url, '/api/v2/tokens?limit=1000', { secret })).body).length;
      const before = await residentBytes(url);
      const socket = connect(port, '127.0.0.1');
      t.after(() => socket.destroy());
      socket.pause();
      socket.write(list.repeat(LISTS));
      for (let count = 0; count < LISTS / 2; count++)
        assert.equal((await callApi(url, '/api/v2/tokens?limit=1000', { secret })).status, 200);
      const growth = (await residentBytes(url)) - before;
      assert.ok(growth < LISTS_LIMIT_BYTES, `grew by ${growth} bytes`);
      let received = 0;
      for await (const chunk of socket) {
        received += chunk.length;
        if (received > LISTS * whole) break;
      }
    },
  );

  await t.test('Q10: a hundred requests in one write are answered in their order', async (t) => {
    const connection = openRawConnection(t, port);
    const versions = Array.from({ length: 100 }, (_, index) => (index % 3 === 0 ? '20160426' : '20240415'));
    const request = (version: string) =>
      `GET /api/v2/versions HTTP/1.1\r\nHost: keyward\r\nAuthorization: ${secret}\r\nLD-API-Version: ${version}\r\n\r\n`;
    connection.write(versions.map(request).join(''));
    const answers = await connection.answers(100);
    assert.deepEqual(
      answers.map(({ text }) => String(JSON.parse(text).currentVersion)),
      versions,
    );
  });

  await t.test('Q10: ten thousand requests on one connection keep nobody else waiting', async (t) => {
    const crowd = 10_000;
    const connection = openRawConnection(t, port);
    const others = Array.from({ length: 3 }, () => openRawConnection(t, port));
    const request = `GET /healthz HTTP/1.1\r\nHost: keyward\r\n\r\n`;
    const askOthers = () =>
      Promise.all(
        others.map(async (other) => {
          other.write(request);
          return (await other.answers(1))[0]?.status;
        }),
      );
    await askOthers();
    let isOver = false;
    connection.write(request.repeat(crowd));
    const answers = connection.answers(crowd).finally(() => {
      isOver = true;
    });
    assert.deepEqual(await askOthers(), [200, 200, 200]);
    assert.equal(isOver, false, 'the others were answered after all of them');
    const statuses = (await answers).map(({ status }) => status);
    assert.deepEqual([statuses.length, new Set(statuses)], [crowd, new Set([200])]);
  });
});
