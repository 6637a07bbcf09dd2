/**
 * `npm run bench -- tokens-list 10000 100000`: how long pages, searches and counts take as an account grows. With `--postgres` on a
 * PostgreSQL server of its own.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPostgresStore } from '../packages/server/src/storage/postgres.ts';
import { openSqliteStore } from '../packages/server/src/storage/sqlite.ts';
import type { Store } from '../packages/server/src/storage/store.ts';
import {
  NEWEST_FIRST,
  type TokenColumn,
  type TokenCondition,
  type TokenPage,
  type TokenPosition,
} from '../packages/server/src/storage/token-list-store.ts';
import { attentionFirst } from '../packages/server/src/tokens/attention-first.ts';
import { HEALTH_KINDS, healthConditions } from '../packages/server/src/tokens/health-kinds.ts';
import { countTokenHealth } from '../packages/server/src/tokens/token-health.ts';
import { startPostgresCluster } from '../test/postgres-cluster.ts';
import { fillPostgres } from './tokens/fill-postgres.ts';
import { fillTokens } from './tokens/fill-tokens.ts';
import { DAY_MS, lastFourOf, memberId, NOW_MS, tokenId } from './tokens/token-rows.ts';

const onPostgres = process.argv.includes('--postgres');
const SIZES = process.argv
  .slice(2)
  .map(Number)
  .filter((size) => size > 0);
const ACCOUNT = 'a'.repeat(24);
const PAGE = 25;
const RUNS = 5;
const COLUMNS: readonly TokenColumn[] = [
  'name',
  'creationDate',
  'lastModified',
  'lastUsed',
  'expiry',
  'requests',
];

for (const size of SIZES.length > 0 ? SIZES : [10_000, 100_000]) {
  await (onPostgres ? measureOnPostgres(size) : measureOnFile(size));
}

async function measureOnFile(size: number): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'keyward-bench-'));
  const path = join(directory, 'keyward.db');
  try {
    await (await openSqliteStore(path, NOW_MS)).close();
    const seconds = await secondsFor(() => fillTokens(path, ACCOUNT, size));
    const megabytes = (statSync(path).size / 1e6).toFixed(0);
    console.log(`\n${size} tokens in a file, made in ${seconds} s, ${megabytes} MB`);
    const store = await openSqliteStore(path, NOW_MS);
    await measureLists(store, size);
    await store.close();
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function measureOnPostgres(size: number): Promise<void> {
  const cluster = await startPostgresCluster();
  try {
    const url = await cluster.createDatabase();
    await (await openPostgresStore(url, NOW_MS, { maxConnections: 2 })).close();
    const seconds = await secondsFor(() => fillPostgres(url, ACCOUNT, size));
    console.log(`\n${size} tokens on PostgreSQL, made in ${seconds} s`);
    const store = await openPostgresStore(url, NOW_MS, { maxConnections: 10 });
    await measureLists(store, size);
    await measureMembersAndAudit(store, ACCOUNT);
    await store.close();
  } finally {
    cluster.stop();
  }
}

async function secondsFor(work: () => Promise<void>): Promise<string> {
  const start = performance.now();
  await work();
  return ((performance.now() - start) / 1_000).toFixed(0);
}

async function measureLists(store: Store, size: number): Promise<void> {
  const { tokens } = store.reads;
  const visible = { serviceTokens: true, allPersonalTokens: true };
  const query = (conditions: readonly TokenCondition[]) => ({ visible, conditions, nowMs: NOW_MS });
  const list = (conditions: readonly TokenCondition[], page: TokenPage, sort = NEWEST_FIRST) =>
    tokens.listTokens(ACCOUNT, query(conditions), sort, page);
  const deep = { limit: PAGE, offset: Math.min(10_000 * PAGE, size - PAGE) };
  const first = { limit: PAGE, offset: 0 };

  for (const column of COLUMNS) {
    for (const isDescending of [false, true]) {
      const sort = { column, isDescending };
      const name = `${isDescending ? '-' : ''}${column}`;
      await report(`page 1, sort ${name}`, () => list([], first, sort));
      await report(`page ${deep.offset / PAGE}, sort ${name}`, () => list([], deep, sort));
      let after: TokenPosition | undefined;
      const cursorTimes: number[] = [];
      for (let page = 0; page < 20; page++) {
        const began = performance.now();
        ({ end: after } = await list([], after ? { limit: PAGE, after } : first, sort));
        cursorTimes.push(performance.now() - began);
      }
      const far = (await list([], { limit: 1, offset: deep.offset }, sort)).end;
      if (far)
        await report(`cursor at ${deep.offset}, sort ${name}`, () =>
          list([], { limit: PAGE, after: far }, sort),
        );
      print(`cursor pages 1 to 20, sort ${name}`, cursorTimes);
    }
  }

  const ofAttention = (conditions: readonly TokenCondition[], page: TokenPage) =>
    attentionFirst(tokens).listTokens(ACCOUNT, query(conditions), page);
  for (const conditions of [[], [{ statuses: ['active' as const] }]]) {
    const name = `attention first, ${conditions.length === 0 ? 'all' : 'active'}`;
    const { end } = await ofAttention(conditions, first);
    await report(`${name}: page 1`, () => ofAttention(conditions, first));
    if (end) await report(`${name}: page 2`, () => ofAttention(conditions, { limit: PAGE, after: end }));
    await report(`${name}: page ${deep.offset / PAGE}`, () => ofAttention(conditions, deep));
  }
  await report('usage of the account', () => store.reads.accountUsage.sumOutcomes(ACCOUNT, visible, 0));

  const filters: Readonly<Record<string, readonly TokenCondition[]>> = {
    'status active': [{ statuses: ['active'] }],
    'status expired': [{ statuses: ['expired'] }],
    'status disabled': [{ statuses: ['disabled'] }],
    'status holder_gone': [{ statuses: ['holder_gone'] }],
    'type service': [{ kinds: ['service'] }],
    'role writer': [{ baseRoles: ['writer'], customRoleIds: [] }],
    'owner (one of 5000)': [{ holderId: memberId(17) }],
    'tag of a tenth': [{ tag: 'export' }],
    'two tags': [{ tag: 'export' }, { tag: 'rare' }],
    'unused for 90 days': [{ unusedSinceMs: NOW_MS - 90 * DAY_MS }],
    'active service writers': [
      { statuses: ['active'] },
      { kinds: ['service'] },
      { baseRoles: ['writer'], customRoleIds: [] },
    ],
    ...Object.fromEntries(HEALTH_KINDS.map((kind) => [`health ${kind}`, healthConditions(kind, NOW_MS)])),
  };
  for (const [name, conditions] of Object.entries(filters)) {
    const { totalCount } = await list(conditions, first);
    await report(`${name}: page 1 of ${totalCount}`, () => list(conditions, first));
    const offset = Math.min(deep.offset, Math.max(0, totalCount - PAGE));
    await report(`${name}: page ${Math.floor(offset / PAGE)}`, () =>
      list(conditions, { limit: PAGE, offset }),
    );
  }

  const texts = [
    ...Array.from({ length: 40 }, (_, index) => `-${Math.floor((size * (index + 1)) / 41)}`),
    ...Array.from({ length: 20 }, (_, index) => lastFourOf(index * 37)),
    ...Array.from({ length: 15 }, (_, index) => tokenId(index * 61 + 1).slice(4, 16)),
    ...Array.from({ length: 10 }, (_, index) => `member${index * 400}@`),
    'billing-export',
    'terraform',
    'nightly backup',
    'team 499',
    'by the team',
    'prod',
    'rel',
    'bi',
    'x',
    'NOTHING holds this',
  ];
  const searchTimes: number[] = [];
  const searchProcessor: number[] = [];
  for (const text of texts) {
    for (let run = 0; run < 2; run++) {
      const began = performance.now();
      const before = process.cpuUsage();
      const { totalCount } = await list([{ text }], first);
      const took = performance.now() - began;
      const { user, system } = process.cpuUsage(before);
      searchTimes.push(took);
      searchProcessor.push((user + system) / 1_000);
      if (took > 100 && run > 0)
        console.log(`  slow search \`${text}\`: ${totalCount} found, ${took.toFixed(0)} ms`);
    }
  }
  print(`search, ${texts.length} texts`, searchTimes);
  print(`search, time of the processor`, searchProcessor);
  await report('health counts, not remembered', () => countTokenHealth(tokens, ACCOUNT, visible, NOW_MS));
}

async function measureMembersAndAudit({ reads }: Store, accountId: string): Promise<void> {
  const times: number[] = [];
  for (const query of ['member4711', 'first4999', 'last 12', 'example', 'nothing like this']) {
    const page = { limit: 20, offset: 0 };
    const began = performance.now();
    await reads.members.countMembers(accountId, { query });
    await reads.members.listMemberIds(accountId, { filter: { query }, orders: [] }, page);
    times.push(performance.now() - began);
  }
  print('search of members', times);
  for (const text of ['token-77777', 'nightly', 'nothing like this']) {
    await report(`search of the audit log, ${text}`, () => reads.audit.scanAuditLog(accountId, { text }, 20));
  }
}

async function report(name: string, work: () => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  const processor: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    times.push(performance.now() - start);
    processor.push((user + system) / 1_000);
  }
  print(name, times, processor);
}

/** The time of the processor tells how long it would take with nothing else on the machine. */
function print(name: string, times: readonly number[], processor: readonly number[] = []): void {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.ceil(sorted.length * share) - 1] ?? 0).toFixed(1).padStart(8);
  const used =
    processor.length === 0
      ? ''
      : `  processor ${Math.min(...processor)
          .toFixed(1)
          .padStart(7)} ms`;
  console.log(`  ${name.padEnd(48)} median ${at(0.5)} ms  p95 ${at(0.95)} ms${used}`);
}
