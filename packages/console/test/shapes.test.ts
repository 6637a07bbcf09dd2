import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KeywardError } from '@keyward/sdk';
import type { Token } from '../src/app/keyward.ts';
import { holdsPartOfSecret, secretIn } from '../src/app/secret-form.ts';
import { relativeTime, shortSpan, timeAgo } from '../src/app/times.ts';
import { emptyDraft, problemsOf } from '../src/create-token/draft.ts';
import { fieldProblems } from '../src/create-token/field-problems.ts';
import { lifeChoices, usualLife } from '../src/create-token/life.ts';
import { prefilled } from '../src/create-token/prefill.ts';
import { hoursProblem, longestOverlapHours } from '../src/reset-token/overlap.ts';
import { snippetsFor } from '../src/secret/snippets.ts';
import { placeToGo } from '../src/sign-in/place-to-go.ts';
import { lifelineShape } from '../src/tokens/lifeline-shape.ts';
import { tokenCsv } from '../src/tokens/token-csv.ts';
import { readTokenSearch } from '../src/tokens/token-search.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const NOW = Date.UTC(2026, 10, 22, 12);
const SETTINGS = {
  maximumTokenLifetimeDays: null,
  defaultTokenLifetimeDays: null,
  neverExpiringTokens: true,
  disableIdleTokensAfterDays: null,
  maximumOverlapHours: 720,
  serviceTokenLimit: 200,
  selfServiceTokens: true,
  restApi: true,
  serviceTokens: true,
  customRoles: true,
};

test('a lifeline is amber in its last 7 days or its last tenth, red when over, and endless without an end', () => {
  const toneOf = (ageDays: number, leftDays?: number) =>
    lifelineShape(
      {
        creationDate: NOW - ageDays * DAY_MS,
        ...(leftDays !== undefined && { expiry: NOW + leftDays * DAY_MS }),
        previousSecrets: [],
      },
      NOW,
    ).tone;
  assert.deepEqual(
    [toneOf(1, 90), toneOf(83, 6.9), toneOf(330, 30), toneOf(90, 0), toneOf(90)],
    ['well', 'soon', 'soon', 'over', 'endless'],
  );
  assert.equal(
    lifelineShape({ creationDate: NOW - DAY_MS, expiry: NOW + DAY_MS, previousSecrets: [] }, NOW).now,
    0.5,
  );
});

test('an overlap is whole hours, within the settings and the life of the token', () => {
  assert.equal(longestOverlapHours(SETTINGS, {}, NOW), 720);
  assert.equal(longestOverlapHours(SETTINGS, { expiry: NOW + 5.5 * HOUR_MS }, NOW), 5);
  assert.equal(longestOverlapHours(SETTINGS, { expiry: NOW - 1 }, NOW), 0);
  for (const wrong of ['', '1.5', '-1', 'a day', '721']) assert.ok(hoursProblem(wrong, 720), wrong);
  assert.equal(hoursProblem('24', 720), undefined);
});

test('settings of the account bound what can be chosen as a life', () => {
  const strict = { ...SETTINGS, maximumTokenLifetimeDays: 45, neverExpiringTokens: false };
  assert.deepEqual(lifeChoices(strict), ['7', '30', 'date']);
  assert.equal(usualLife(strict).choice, '30');
  assert.equal(usualLife(SETTINGS).choice, '90');
});

test('a link fills in what it names and nothing that it cannot mean', () => {
  const draft = emptyDraft(SETTINGS);
  const policy = Buffer.from('[{"effect":"allow","resources":["acct"],"actions":["viewAuditLog"]}]').toString(
    'base64url',
  );
  const filled = prefilled(draft, { name: 'export', service: 1, expires_in: 30, policy }, NOW);
  assert.deepEqual(
    [filled?.name, filled?.isService, filled?.life.choice, filled?.access],
    ['export', true, '30', 'inline'],
  );
  assert.deepEqual(filled && problemsOf(filled, NOW), {});
  assert.equal(prefilled(draft, { name: 'x', policy: '%%%', role: 'root' }, NOW)?.access, 'reader');
  assert.equal(prefilled(draft, { q: 'search' }, NOW), undefined);
  assert.equal(
    prefilled(draft, { role: 'admin', description: 'For the nightly export' }, NOW)?.access,
    'admin',
  );
  assert.equal(prefilled(draft, { api_version: 20191212 }, NOW)?.apiVersion, 20191212);
  assert.equal(prefilled(draft, { role: 'admin' }, NOW), undefined, 'the filter of the list');
});

test('signing in never leads to another site', () => {
  for (const next of [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    'tokens',
    undefined,
    '/login?next=/',
  ])
    assert.equal(placeToGo(next), '/', String(next));
  assert.equal(placeToGo('/tokens?q=a'), '/tokens?q=a');
});

test('a secret is recognized wherever it stands in what was pasted', () => {
  const secret = `kwp_${'a'.repeat(36)}`;
  assert.equal(secretIn(`export TOKEN="${secret}"`), secret);
  assert.equal(
    secretIn('api-5f0c2a9e-7b41-4d1f-9a63-c8e2d07b41aa'),
    'api-5f0c2a9e-7b41-4d1f-9a63-c8e2d07b41aa',
  );
  assert.equal(secretIn('kwp_short and ci-deploy'), undefined);
});

test('a secret that was cut off is known as one, and is searched for from no address', () => {
  const secret = `kwp_${'a'.repeat(36)}`;
  const parts = [
    secret,
    secret.slice(0, -1),
    secret.slice(0, -6),
    secret.slice(0, 12),
    `TOKEN=${secret.slice(0, -6)}`,
    `kwb_${'Z'.repeat(35)}`,
    `acmes_${'0'.repeat(30)}`,
    'api-5f0c2a9e-7b41-4d1f-9a63-c8e2d07b41a',
  ];
  for (const part of parts) {
    assert.ok(holdsPartOfSecret(part), part);
    assert.deepEqual(readTokenSearch({ q: part, status: 'all' }), { status: 'all' }, part);
  }
  for (const other of ['ci-deploy', 'kwp_', 'kwp_1234567', 'aaaa', 'api-gateway', 'my_service_token', '']) {
    assert.ok(!holdsPartOfSecret(other), other);
  }
  for (const name of ['grp_production', 'apps_frontend', 'jobs_NightlyExport2026', 'api-5f0c2a9e-']) {
    assert.ok(!holdsPartOfSecret(name, ['kw']), name);
    assert.equal(readTokenSearch({ q: name }).q, name);
  }
  assert.ok(holdsPartOfSecret('grp_production', ['gr']), 'where tokens begin so, it may be one');
  assert.ok(holdsPartOfSecret('api-5f0c2a9e-', ['kw', 'api-']));
  assert.equal(readTokenSearch({ q: 'ci-deploy' }).q, 'ci-deploy');
});

test('a snippet without the secret does not hold it; one with it begins with a space in a shell', () => {
  const secret = `kwp_${'a'.repeat(36)}`;
  for (const { text } of snippetsFor('http://a', secret, false)) assert.ok(!text.includes(secret));
  const filled = snippetsFor('http://a', secret, true);
  assert.deepEqual(
    filled.map(({ name }) => name),
    ['curl', 'CLI', 'Node.js', 'Python', '.env', 'GitHub Actions'],
  );
  assert.ok(filled.every(({ text }) => text.includes(secret)));
  for (const { name, text } of filled)
    assert.equal(text.startsWith(' '), ['curl', 'CLI', 'GitHub Actions'].includes(name), name);
});

test('times are said as people say them', () => {
  const said = [-30_000, -4 * 60_000, -HOUR_MS, -30 * HOUR_MS, 90 * DAY_MS, -240 * DAY_MS].map((distance) =>
    relativeTime(NOW + distance, NOW),
  );
  assert.deepEqual(said, [
    'just now',
    '4 minutes ago',
    '1 hour ago',
    'yesterday',
    'in 90 days',
    '7 months ago',
  ]);
  assert.equal(relativeTime(NOW + 30_000, NOW), 'in less than a minute');
  assert.equal(timeAgo(NOW + 30_000, NOW), 'just now', 'what has happened does not come');
  assert.equal(timeAgo(NOW - 4 * 60_000, NOW), '4 minutes ago');
  assert.deepEqual([shortSpan(5 * HOUR_MS), shortSpan(3 * DAY_MS), shortSpan(1)], ['5 h', '3 d', '1 min']);
});

test('an export is RFC 4180 with whole times, and no spreadsheet runs what is in it', () => {
  const token = {
    _id: 'f'.repeat(24),
    name: '=1+1',
    description: 'a "word", and\na line',
    status: 'active',
    serviceToken: false,
    _member: { email: '@sum' },
    role: 'reader',
    customRoleIds: [],
    inlineRole: [],
    token: 'aB1c',
    creationDate: NOW,
    lastUsed: 0,
    usage: { since: NOW, allowed: [1, 2], denied: [3, 0], refused: [0, 4] },
    defaultApiVersion: 20240415,
    tags: ['a', 'b'],
  } as unknown as Token;
  const [, row] = tokenCsv([token], []).split('\r\n');
  assert.equal(
    row,
    `${token._id},'=1+1,"a ""word"", and\na line",active,personal,'@sum,Reader,aB1c,${new Date(NOW).toISOString()},,,10,,20240415,a b`,
  );
});

test('what the service finds wrong is said at the field that it names, and of no other field', () => {
  const refused = (message: string, code: 'invalid_request' | 'forbidden' = 'invalid_request') =>
    fieldProblems(new KeywardError(message, { code, status: 400, hint: 'give another' }));
  assert.deepEqual(refused('`expiry`: too late'), { life: 'Too late. Give another.' });
  assert.deepEqual(refused('`tags`: `a b` is no tag'), { tags: '`a b` is no tag. Give another.' });
  assert.deepEqual(refused('`inlineRole/0` is wrong'), { policy: '`inlineRole/0` is wrong. Give another.' });
  assert.deepEqual(refused('`unheard` is wrong'), {});
  assert.deepEqual(refused('`expiry`: too late', 'forbidden'), {});
});
