import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { connect as connectPlain } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { connect } from 'node:tls';
import { assertRefused } from './assert-refused.ts';
import { initKeyward, runKeyward, startKeyward, temporaryDirectory } from './keyward-process.ts';

/** A key and a certificate for 127.0.0.1 that vouches for itself. */
function makeCertificate(directory: string, name: string) {
  const [certificate, key] = [join(directory, `${name}.crt`), join(directory, `${name}.key`)];
  const subject = ['-subj', '/CN=keyward test', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  execFileSync('openssl', ['req', '-x509', ...kind, ...subject, '-keyout', key, '-out', certificate], {
    stdio: 'ignore',
  });
  return { certificate, key };
}

function get(url: string, ca: Buffer, secret: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const call = request(url, { ca, headers: { authorization: secret } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    call.on('error', reject);
    call.end();
  });
}

/** What a TLS handshake with nothing newer than that version comes to. */
function handshake(port: number, ca: Buffer, maxVersion: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3'): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(
      { host: '127.0.0.1', port, ca, minVersion: 'TLSv1.1', maxVersion, ciphers: 'DEFAULT:@SECLEVEL=0' },
      () => {
        resolve(socket.getProtocol() ?? 'none');
        socket.destroy();
      },
    );
    socket.on('error', () => resolve('refused'));
  });
}

async function prepare(t: TestContext) {
  const directory = temporaryDirectory(t);
  const data = join(directory, 'data');
  const secret = await initKeyward(data);
  return { directory, data, secret, ...makeCertificate(directory, 'own') };
}

test('with a certificate and its key the service speaks https only, TLS 1.2 or newer, on any address', async (t) => {
  const { data, secret, certificate, key } = await prepare(t);
  const flags = ['--tls-cert', certificate, '--tls-key', key, '--host', '0.0.0.0'];
  const server = await startKeyward(t, { data, flags });
  assert.match(server.url, /^https:/);
  const ca = readFileSync(certificate);
  const url = `https://127.0.0.1:${server.port}/api/v2/caller-identity`;
  const { status, text } = await get(url, ca, secret);
  assert.deepEqual([status, JSON.parse(text).authKind], [200, 'token']);
  assert.equal((await get(url, ca, 'nothing')).status, 401);
  await assert.rejects(fetch(url.replace('https:', 'http:')), 'plain http is not answered on that port');
  assert.deepEqual(
    [
      await handshake(server.port, ca, 'TLSv1.1'),
      await handshake(server.port, ca, 'TLSv1.2'),
      await handshake(server.port, ca, 'TLSv1.3'),
    ],
    ['refused', 'TLSv1.2', 'TLSv1.3'],
  );
  assert.doesNotMatch(server.stderr(), /WARNING/);

  const silent = connectPlain(server.port, '127.0.0.1');
  t.after(() => silent.destroy());
  await once(silent, 'connect');
  const stoppedAt = performance.now();
  assert.deepEqual(await server.stop(), { code: 0, signal: null });
  const milliseconds = performance.now() - stoppedAt;
  assert.ok(milliseconds < 10_000, `who begins no handshake held up the end for ${milliseconds} ms`);
});

test('files that are no certificate and its own key are refused in one sentence that names them', async (t) => {
  const { directory, data, certificate, key } = await prepare(t);
  const other = makeCertificate(directory, 'other');
  const noPem = join(directory, 'no-pem');
  writeFileSync(noPem, 'neither');
  for (const [tlsCert, tlsKey, names] of [
    [join(directory, 'missing'), key, ['--tls-cert', join(directory, 'missing')]],
    [certificate, join(directory, 'missing'), ['--tls-key', join(directory, 'missing')]],
    [certificate, directory, ['--tls-key', directory]],
    [noPem, key, ['--tls-cert']],
    [certificate, noPem, ['--tls-key']],
    [certificate, other.key, ['--tls-cert', '--tls-key']],
    [key, certificate, ['--tls-cert', '--tls-key']],
  ] as const) {
    const words = ['serve', '--data', data, '--port', '0', '--tls-cert', tlsCert, '--tls-key', tlsKey];
    const ended = await runKeyward(words);
    assertRefused(ended, names);
    assert.equal(
      ended.stderr.includes(readFileSync(key, 'utf8').split('\n')[1] ?? '?'),
      false,
      'a key is shown',
    );
  }
  chmodSync(key, 0o600);
  const server = await startKeyward(t, { data, flags: ['--tls-cert', certificate, '--tls-key', key] });
  assert.deepEqual(await server.stop(), { code: 0, signal: null });
});

test('plain http is served on loopback, without a warning', async (t) => {
  const { data, secret } = await prepare(t);
  const server = await startKeyward(t, { data, flags: ['--host', '127.0.0.1'] });
  const answer = await fetch(`${server.url}/api/v2/caller-identity`, { headers: { authorization: secret } });
  assert.equal(answer.status, 200);
  assert.doesNotMatch(server.stderr(), /WARNING/);
});
