/** `npm run bench -- members-list 10000 100000`: how long pages, filters and searches of members take as an account grows. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { MemberFilter, MemberOrder } from '../packages/server/src/members/member-filter.ts';
import { openSqliteStore } from '../packages/server/src/storage/sqlite.ts';
import { percentile } from './serve.ts';
import { DAY_MS, memberId, NOW_MS } from './tokens/token-rows.ts';

const SIZES = process.argv.slice(2).map(Number);
const ACCOUNT = 'a'.repeat(24);
const PAGE = 25;
const LARGEST_MS = 200;
const RUNS = 5;

for (const size of SIZES.length > 0 ? SIZES : [10_000, 100_000]) await measure(size);

function fillMembers(path: string, size: number): void {
  const database = new DatabaseSync(path);
  database.exec('pragma synchronous = off; begin');
  const account = 'insert into accounts (id, key, organization, created_at) values (?, ?, ?, 1)';
  database.prepare(account).run(ACCOUNT, 'default', 'Bench');
  const member = database.prepare(
    `insert into members (id, account_id, email, email_key, first_name, last_name, display_key, role, created_at, accepted_at,
       last_seen_at, version)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)`,
  );
  for (let index = 0; index < size; index++) {
    const scattered = (Math.imul(index, 2_654_435_761) >>> 0).toString(36);
    const [first, last] = [`First${scattered}`, `Last${index}`];
    const email = `${scattered}.${index}@example.com`;
    const at = NOW_MS - (size - index) * 1_000;
    const role = ['reader', 'writer', 'admin', 'no_access'][index % 4] ?? 'reader';
    const seenAt = index % 3 === 0 ? null : NOW_MS - (index % 400) * DAY_MS;
    const name = `${first} ${last}`.toLowerCase();
    member.run(memberId(index), ACCOUNT, email, email, first, last, name, role, at, at, seenAt);
  }
  database.exec('commit');
  database.close();
}

async function measure(size: number): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'keyward-bench-'));
  const path = join(directory, 'keyward.db');
  try {
    await (await openSqliteStore(path, NOW_MS)).close();
    fillMembers(path, size);
    const store = await openSqliteStore(path, NOW_MS);
    const { members } = store.reads;
    console.log(`\n${size} members`);
    const deep = Math.min(10_000 * PAGE, size - PAGE);
    const report = async (
      name: string,
      filter: MemberFilter,
      orders: readonly MemberOrder[],
      offset: number,
    ) => {
      const times: number[] = [];
      const processor: number[] = [];
      for (let run = 0; run < RUNS; run++) {
        const start = performance.now();
        const before = process.cpuUsage();
        const page = { limit: PAGE, offset };
        const [ids] = await Promise.all([
          members.listMemberIds(ACCOUNT, { filter, orders }, page),
          members.countMembers(ACCOUNT, filter),
        ]);
        await members.findMembers(ACCOUNT, ids);
        times.push(performance.now() - start);
        const { user, system } = process.cpuUsage(before);
        processor.push((user + system) / 1_000);
      }
      const median = percentile(times, 50);
      const verdict = median > LARGEST_MS ? `  over ${LARGEST_MS} ms` : '';
      console.log(
        `  ${name.padEnd(44)} median ${median.toFixed(1).padStart(8)} ms  processor ${Math.min(...processor)
          .toFixed(1)
          .padStart(7)} ms${verdict}`,
      );
    };
    for (const offset of [0, deep]) {
      const page = `page ${offset / PAGE + 1}`;
      await report(`${page}, newest first`, {}, [], offset);
      for (const by of ['displayName', 'lastSeen'] as const) {
        for (const isDescending of [false, true]) {
          await report(`${page}, sort ${isDescending ? '-' : ''}${by}`, {}, [{ by, isDescending }], offset);
        }
      }
    }
    await report('role reader', { roles: ['reader'] }, [], 0);
    await report('not seen for 90 days', { lastSeen: { beforeMs: NOW_MS - 90 * DAY_MS } }, [], 0);
    await report('never seen', { lastSeen: 'never' }, [], 0);
    await report('in no team', { hasNoTeam: true }, [], 0);
    await report('search for one', { query: `last${size - 7}` }, [], 0);
    await report('search for very many', { query: 'example' }, [], 0);
    await store.close();
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
