import assert from 'node:assert/strict';
import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { freePort } from '../test/free-port.ts';
import { assertRefused } from './assert-refused.ts';
import { runKeyward, startKeyward, temporaryDirectory } from './keyward-process.ts';

interface WrongSetting {
  readonly what: string;
  readonly flags?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** What the sentence must name. */
  readonly names: readonly string[];
}

const SHORT_PEPPER = Buffer.alloc(31, 'a1b2c3d4e5').toString('base64');

const WRONG: readonly WrongSetting[] = [
  { what: 'an unknown KEYWARD_ variable', environment: { KEYWARD_PROT: '8080' }, names: ['KEYWARD_PROT'] },
  { what: 'a port that is no number', flags: ['--port', 'http'], names: ['--port', 'http'] },
  { what: 'a port that is too large', flags: ['--port', '65536'], names: ['--port', '65536'] },
  { what: 'a wrong port for metrics', flags: ['--metrics-port', '-1'], names: ['--metrics-port'] },
  { what: 'a host with a space', flags: ['--host', 'not a host'], names: ['--host', 'not a host'] },
  {
    what: 'a host in the environment that is none',
    environment: { KEYWARD_HOST: 'http://127.0.0.1' },
    names: ['KEYWARD_HOST'],
  },
  ...[
    'tokens.example.com',
    'ftp://tokens.example.com',
    'https://a.example/path',
    'https://u:p@a.example',
  ].map((url) => ({
    what: `the public address ${url}`,
    environment: { KEYWARD_PUBLIC_URL: url },
    names: ['KEYWARD_PUBLIC_URL'],
  })),
  ...['mail.example.com', 'smtp://user:sesame@', 'https://user:sesame@mail.example.com'].map((url) => ({
    what: `the mail server ${url}`,
    environment: { KEYWARD_SMTP_URL: url, KEYWARD_MAIL_FROM: 'keyward@example.com' },
    names: ['KEYWARD_SMTP_URL'],
  })),
  {
    what: 'a mail server without a sender',
    environment: { KEYWARD_SMTP_URL: 'smtp://mail.example.com' },
    names: ['KEYWARD_SMTP_URL', 'KEYWARD_MAIL_FROM'],
  },
  ...['proxy', '10.0.0.0/33', '10.0.0.1/8/8'].map((proxy) => ({
    what: `the proxy ${proxy}`,
    environment: { KEYWARD_TRUSTED_PROXIES: `192.0.2.1,${proxy}` },
    names: ['KEYWARD_TRUSTED_PROXIES', proxy],
  })),
  {
    what: 'a file of gateway routes that is not there',
    environment: { KEYWARD_GATEWAY_ROUTES: 'no-such-routes.json' },
    names: ['KEYWARD_GATEWAY_ROUTES', 'no-such-routes.json'],
  },
  ...['K', 'a', 'UPPER', 'has_line', 'muchtoolongprefix'].map((prefix) => ({
    what: `the token prefix ${prefix}`,
    environment: { KEYWARD_TOKEN_PREFIX: prefix },
    names: ['KEYWARD_TOKEN_PREFIX', prefix],
  })),
  {
    what: 'a log level that does not exist',
    environment: { KEYWARD_LOG_LEVEL: 'loud' },
    names: ['KEYWARD_LOG_LEVEL', 'loud'],
  },
  { what: 'a certificate without a key', flags: ['--tls-cert', 'cert.pem'], names: ['--tls-key'] },
  { what: 'a key without a certificate', flags: ['--tls-key', 'key.pem'], names: ['--tls-cert'] },
  {
    what: 'every address over plain http',
    flags: ['--host', '0.0.0.0'],
    names: ['0.0.0.0', '--insecure-http'],
  },
  {
    what: 'every address over plain http, though the public address is https',
    flags: ['--host', '::'],
    environment: { KEYWARD_PUBLIC_URL: 'https://tokens.example.com' },
    names: ['::', 'KEYWARD_TRUSTED_PROXIES'],
  },
  {
    what: 'a pepper that is too short',
    environment: { KEYWARD_PEPPER: SHORT_PEPPER },
    names: ['KEYWARD_PEPPER', '32'],
  },
  {
    what: 'a pepper that is not base64',
    environment: { KEYWARD_PEPPER: '*'.repeat(44) },
    names: ['KEYWARD_PEPPER', 'base64'],
  },
  {
    what: 'a pepper that repeats itself',
    environment: { KEYWARD_PEPPER: Buffer.alloc(32).toString('base64') },
    names: ['KEYWARD_PEPPER'],
  },
  {
    what: 'two peppers',
    environment: { KEYWARD_PEPPER: SHORT_PEPPER, KEYWARD_PEPPER_FILE: 'pepper' },
    names: ['KEYWARD_PEPPER', 'KEYWARD_PEPPER_FILE'],
  },
  {
    what: 'a pepper file that does not exist',
    environment: { KEYWARD_PEPPER_FILE: 'no-such-pepper' },
    names: ['no-such-pepper'],
  },
];

for (const { what, flags = [], environment = {}, names } of WRONG) {
  test(`serve refuses ${what} in one sentence and makes nothing`, async (t) => {
    const data = join(temporaryDirectory(t), 'data');
    const port = flags.includes('--port') ? [] : ['--port', '0'];
    const ended = await runKeyward(['serve', '--data', data, '--create', ...port, ...flags], { environment });
    assertRefused(ended, names);
    assert.equal(existsSync(data), false, 'the data directory was made');
    for (const [name, value] of Object.entries(environment)) {
      if (name === 'KEYWARD_PEPPER') assert.equal(ended.stderr.includes(value), false, 'a pepper is shown');
    }
  });
}

test('B9: serve refuses a pepper file that others may read, or that is too short', async (t) => {
  const directory = temporaryDirectory(t);
  const data = join(directory, 'data');
  const pepperFile = join(directory, 'pepper');
  const serve = () =>
    runKeyward(['serve', '--data', data, '--create', '--port', '0'], {
      environment: { KEYWARD_PEPPER_FILE: pepperFile },
    });
  writeFileSync(pepperFile, Buffer.from('a pepper of exactly 32 bytes ...').toString('base64'));
  for (const mode of [0o644, 0o640, 0o604]) {
    chmodSync(pepperFile, mode);
    assertRefused(await serve(), [pepperFile, 'chmod 600']);
  }
  writeFileSync(pepperFile, SHORT_PEPPER);
  chmodSync(pepperFile, 0o600);
  assertRefused(await serve(), ['KEYWARD_PEPPER_FILE', '32']);
  assert.equal(existsSync(data), false);
});

test('serve refuses a port in use and an address that is not of this machine', async (t) => {
  const data = join(temporaryDirectory(t), 'data');
  const other = join(temporaryDirectory(t), 'data');
  const port = await freePort();
  await startKeyward(t, { data, flags: ['--create', '--port', String(port)] });
  const inUse = await runKeyward(['serve', '--data', other, '--create', '--port', String(port)]);
  assertRefused(inUse, ['--port', String(port)]);
  const metrics = ['--port', '0', '--metrics-port', String(port)];
  const metricsInUse = await runKeyward(['serve', '--data', other, '--create', ...metrics]);
  assertRefused(metricsInUse, ['--metrics-port', String(port)]);
  const flags = ['--host', '192.0.2.1', '--insecure-http', '--port', '0'];
  assertRefused(await runKeyward(['serve', '--data', other, '--create', ...flags]), ['--host', '192.0.2.1']);
});

test("the client's settings are known and ignored, and --insecure-http says what it means", async (t) => {
  const data = join(temporaryDirectory(t), 'data');
  const environment = {
    KEYWARD_URL: 'http://127.0.0.1:1',
    KEYWARD_ACCESS_TOKEN: 'nothing',
    KEYWARD_ACCESS_TOKEN_FILE: 'nothing',
    KEYWARD_PROFILE: 'nothing',
  };
  const flags = ['--create', '--insecure-http'];
  const server = await startKeyward(t, { data, environment, flags });
  await server.stderrMatch(/^keyward: WARNING: secrets travel in clear text/m);
  assert.deepEqual(await server.stop(), { code: 0, signal: null });
});
