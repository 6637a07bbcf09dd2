import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigRefused, readConfig } from '../src/index.ts';

function refusal(environment: Record<string, string>, flags = {}): string {
  try {
    readConfig(environment, flags);
  } catch (error) {
    assert.ok(error instanceof ConfigRefused);
    return error.message;
  }
  return 'accepted';
}

test('without settings everything has its default', () => {
  assert.deepEqual(readConfig({ PATH: '/bin' }), {
    dataDirectory: '.keyward',
    database: undefined,
    audit: {
      checkpointFile: '.keyward/audit-checkpoints.jsonl',
      keyFile: '.keyward/audit-key.pem',
      checkpointEveryMs: 60_000,
    },
    pepperSource: undefined,
    previousPepperSource: undefined,
    revocationJournal: undefined,
    gatewayRoutes: new Map(),
    host: '127.0.0.1',
    port: 8080,
    metricsPort: undefined,
    workers: undefined,
    tls: undefined,
    allowInsecureHttp: false,
    publicUrl: undefined,
    trustedProxies: [],
    tokenPrefixes: ['kw'],
    logLevel: 'info',
    mail: undefined,
    rateLimits: { perAccount: 10_000, perRoute: 5_000, verification: 0, guesses: 300 },
    maxStalenessMs: 5_000,
    principalCache: { maxEntries: 100_000, maxBytes: 192_000_000 },
  });
});

test('settings come from the environment, and a flag wins', () => {
  const environment = {
    KEYWARD_DATA: '/data',
    KEYWARD_HOST: '::1',
    KEYWARD_PORT: '9000',
    KEYWARD_PUBLIC_URL: 'https://tokens.example.com/',
    KEYWARD_TRUSTED_PROXIES: ' 10.0.0.0/8, 2001:db8::/32,192.0.2.7 ',
    KEYWARD_TOKEN_PREFIX: 'acme, kw,api-',
    KEYWARD_LOG_LEVEL: 'debug',
    KEYWARD_PEPPER_FILE: '/run/pepper',
    KEYWARD_AUDIT_CHECKPOINTS: '/proofs/audit.jsonl',
    KEYWARD_AUDIT_KEY_FILE: '/run/audit-key',
    KEYWARD_AUDIT_CHECKPOINT_SECONDS: '5',
    KEYWARD_URL: 'for the client',
    KEYWARD_ACCESS_TOKEN: 'for the client',
  };
  const config = readConfig(environment, { port: '0', data: 'elsewhere' });
  assert.equal(config.port, 0);
  assert.equal(config.dataDirectory, 'elsewhere');
  assert.equal(config.host, '::1');
  assert.equal(config.publicUrl, 'https://tokens.example.com');
  assert.deepEqual(config.trustedProxies, ['10.0.0.0/8', '2001:db8::/32', '192.0.2.7']);
  assert.deepEqual(config.tokenPrefixes, ['acme', 'kw', 'api-']);
  assert.equal(config.logLevel, 'debug');
  assert.deepEqual(config.pepperSource, { file: '/run/pepper' });
  assert.deepEqual(config.audit, {
    checkpointFile: '/proofs/audit.jsonl',
    keyFile: '/run/audit-key',
    checkpointEveryMs: 5_000,
  });
});

test('an empty setting is one that is not set', () => {
  assert.equal(readConfig({ KEYWARD_PORT: '', KEYWARD_TOKEN_PREFIX: '' }).port, 8080);
});

test('a wrong or unknown setting is refused by its name', () => {
  for (const [environment, sentence] of [
    [{ KEYWARD_PROT: '1' }, /unknown setting `KEYWARD_PROT`/],
    [{ KEYWARD_WEBHOOK: 'x' }, /unknown setting `KEYWARD_WEBHOOK`/],
    [{ KEYWARD_PORT: '80a' }, /`KEYWARD_PORT` or `--port`: `80a` is no port/],
    [{ KEYWARD_PORT: '65536' }, /is no port/],
    [{ KEYWARD_HOST: 'a b' }, /`KEYWARD_HOST`.*is no address/],
    [{ KEYWARD_PUBLIC_URL: 'tokens.example.com' }, /`KEYWARD_PUBLIC_URL`/],
    [{ KEYWARD_PUBLIC_URL: 'https://x/path' }, /scheme, host and port only/],
    [{ KEYWARD_PUBLIC_URL: 'ftp://x' }, /`KEYWARD_PUBLIC_URL`/],
    [{ KEYWARD_TRUSTED_PROXIES: '10.0.0.0/33' }, /`10.0.0.0\/33` is no address or CIDR range/],
    [{ KEYWARD_TRUSTED_PROXIES: 'proxy.local' }, /`proxy.local`/],
    [{ KEYWARD_TOKEN_PREFIX: 'Acme' }, /`Acme` is no prefix/],
    [{ KEYWARD_TOKEN_PREFIX: 'kw,' }, /`` is no prefix/],
    [{ KEYWARD_LOG_LEVEL: 'loud' }, /`loud` is no level; give one of trace/],
    [{ KEYWARD_PEPPER: 'x', KEYWARD_PEPPER_FILE: 'y' }, /both set/],
    [{ KEYWARD_AUDIT_CHECKPOINT_SECONDS: '0' }, /`KEYWARD_AUDIT_CHECKPOINT_SECONDS`: `0` is no such time/],
    [{ KEYWARD_AUDIT_CHECKPOINT_SECONDS: '86401' }, /from 1 to 86400/],
  ] as const) {
    assert.match(refusal(environment as unknown as Record<string, string>), sentence);
  }
  assert.match(refusal({}, { tlsCert: 'cert.pem' }), /belong together/);
  assert.match(refusal({}, { metricsPort: 'x' }), /`--metrics-port`/);
  const shared = { KEYWARD_DATABASE_URL: 'postgres://db.example/keyward' };
  for (const workers of ['0', '65', '2.5', 'many']) {
    assert.match(refusal(shared, { workers }), /^`--workers`: `.+` is no number of workers; give 1 to 64$/);
  }
  assert.equal(readConfig(shared, { workers: '64' }).workers, 64);
  assert.match(refusal({}, { workers: '2' }), /^`--workers`: one process at a time .* give a PostgreSQL/);
});

test('the connections and time-outs of a database are numbers within bounds, and belong to a database', () => {
  const shared = { KEYWARD_DATABASE_URL: 'postgres://db.example/keyward' };
  const timeouts = { connectMs: 5_000, statementMs: 20_000, lockMs: 5_000, idleInTransactionMs: 10_000 };
  const { url, ...defaults } = readConfig(shared).database ?? assert.fail();
  assert.equal(url, shared.KEYWARD_DATABASE_URL);
  assert.deepEqual(defaults, { maxConnections: 10, timeouts });
  const set = {
    KEYWARD_DATABASE_POOL: '1000',
    KEYWARD_DATABASE_CONNECT_TIMEOUT_MS: '100',
    KEYWARD_DATABASE_STATEMENT_TIMEOUT_MS: '600000',
    KEYWARD_DATABASE_LOCK_TIMEOUT_MS: '60000',
    KEYWARD_DATABASE_IDLE_TIMEOUT_MS: '1000',
  };
  assert.deepEqual(readConfig({ ...shared, ...set }).database, {
    url,
    maxConnections: 1_000,
    timeouts: { connectMs: 100, statementMs: 600_000, lockMs: 60_000, idleInTransactionMs: 1_000 },
  });
  const below = {
    POOL: '1',
    CONNECT_TIMEOUT_MS: '99',
    STATEMENT_TIMEOUT_MS: '999',
    LOCK_TIMEOUT_MS: '99',
    IDLE_TIMEOUT_MS: '999',
  };
  const above = {
    POOL: '1001',
    CONNECT_TIMEOUT_MS: '60001',
    STATEMENT_TIMEOUT_MS: '600001',
    LOCK_TIMEOUT_MS: '60001',
    IDLE_TIMEOUT_MS: '600001',
  };
  for (const [suffix, text] of [
    ...Object.entries(below),
    ...Object.entries(above),
    ['LOCK_TIMEOUT_MS', '0'],
    ['POOL', '2.5'],
    ['IDLE_TIMEOUT_MS', '5s'],
  ]) {
    const name = `KEYWARD_DATABASE_${suffix}`;
    const sentence = refusal({ ...shared, [name]: text });
    assert.match(
      sentence,
      new RegExp(
        `^\`${name}\`: \`${text}\` is no (number of connections|time in milliseconds); give \\d+ to \\d+$`,
      ),
    );
  }
  for (const [name, text] of Object.entries(set)) {
    assert.match(refusal({ [name]: text }), new RegExp(`^\`${name}\` belongs to \`KEYWARD_DATABASE_URL\``));
  }
  const tooLong = { KEYWARD_DATABASE_STATEMENT_TIMEOUT_MS: '5000' };
  assert.match(refusal({ ...shared, ...tooLong }), /^`KEYWARD_DATABASE_LOCK_TIMEOUT_MS`: .* less than/);
});

test('secrets are not taken in clear text from a network, unless somebody says so', () => {
  assert.match(refusal({ KEYWARD_HOST: '0.0.0.0' }), /over plain http.*--tls-cert.*--insecure-http/);
  assert.match(refusal({ KEYWARD_HOST: '::' }), /over plain http/);
  assert.match(refusal({ KEYWARD_HOST: '0.0.0.0', KEYWARD_PUBLIC_URL: 'https://x.example' }), /plain http/);
  assert.match(refusal({ KEYWARD_HOST: '0.0.0.0', KEYWARD_TRUSTED_PROXIES: '10.0.0.1' }), /plain http/);
  for (const host of ['127.0.0.1', '127.8.9.10', '::1', 'localhost']) {
    assert.equal(refusal({ KEYWARD_HOST: host }), 'accepted');
  }
  assert.equal(refusal({ KEYWARD_HOST: '0.0.0.0' }, { insecureHttp: true }), 'accepted');
  assert.equal(refusal({ KEYWARD_HOST: '0.0.0.0' }, { tlsCert: 'c', tlsKey: 'k' }), 'accepted');
  const proxied = { KEYWARD_PUBLIC_URL: 'https://x.example', KEYWARD_TRUSTED_PROXIES: '10.0.0.1' };
  assert.equal(refusal({ KEYWARD_HOST: '0.0.0.0', ...proxied }), 'accepted');
});

test('the mail server and its sender come together, and a password is read but never repeated', () => {
  const from = 'Keyward <keyward@example.com>';
  const read = (url: string) =>
    readConfig({
      KEYWARD_SMTP_URL: url,
      KEYWARD_MAIL_FROM: from,
      KEYWARD_PUBLIC_URL: 'https://tokens.example.com',
    }).mail;
  assert.deepEqual(read('smtp://mail.example.com'), {
    host: 'mail.example.com',
    port: 587,
    isTls: false,
    credentials: undefined,
    from,
  });
  assert.deepEqual(read('smtps://key%40ward:p%40ss%2Fword@[2001:db8::1]:2465/'), {
    host: '2001:db8::1',
    port: 2465,
    isTls: true,
    credentials: { user: 'key@ward', password: 'p@ss/word' },
    from,
  });
  assert.equal(read('smtps://mail.example.com')?.port, 465);
  for (const url of [
    'mail.example.com:sesame',
    'https://user:sesame@mail.example.com',
    'smtp://user:sesame@',
    'smtp://sesame@mail.example.com',
    'smtp://:sesame@mail.example.com',
    'smtp://user:sesame%@mail.example.com',
    'smtp://user:sesame@mail.example.com/path',
    'smtp://user:sesame@mail.example.com?tls.rejectUnauthorized=false',
    'smtp://user:sesame@mail.example.com:99999',
  ]) {
    const message = refusal({ KEYWARD_SMTP_URL: url, KEYWARD_MAIL_FROM: from });
    assert.match(message, /^`KEYWARD_SMTP_URL`: /, url);
    assert.doesNotMatch(message, /sesame/);
  }
  const url = 'smtp://mail.example.com';
  assert.match(
    refusal({ KEYWARD_SMTP_URL: url }),
    /`KEYWARD_SMTP_URL` and `KEYWARD_MAIL_FROM` belong together/,
  );
  assert.match(refusal({ KEYWARD_MAIL_FROM: from }), /belong together/);
  for (const sender of ['keyward', 'a@b@c', 'Keyward <keyward>', 'a@example.com\r\nBcc: b@example.com']) {
    const message = refusal({ KEYWARD_SMTP_URL: url, KEYWARD_MAIL_FROM: sender });
    assert.match(message, /^`KEYWARD_MAIL_FROM`: /, sender);
  }
});
