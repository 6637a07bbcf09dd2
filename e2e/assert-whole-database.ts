import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import postgres from 'postgres';

/** Each of these lists what must not exist: a change of which only a part was stored. */
const HALVES: Readonly<Record<string, string>> = {
  'a token without a secret':
    'select id from tokens t where not exists (select 1 from token_secrets s where s.token_id = t.id)',
  'a secret without its token':
    'select id from token_secrets s where not exists (select 1 from tokens t where t.id = s.token_id)',
  'a token without exactly one audit entry of its creation': `
    select id from tokens t where 1 <> (
      select count(*) from audit where target = t.id and action = 'createAccessToken')`,
  'a delete that is not matched by exactly one audit entry': `
    select id from tokens t where case when t.deleted_at is null then 0 else 1 end <> (
      select count(*) from audit where target = t.id and action = 'deleteAccessToken')`,
  'an audit entry without its change': `
    select number from audit where target not in (
      select id from tokens union select id from members union select id from accounts)`,
  'a token without exactly one current secret': `
    select id from tokens t where 1 <> (
      select count(*) from token_secrets s where s.token_id = t.id and s.superseded_at is null)`,
  'a secret that was replaced without an end': `
    select id from token_secrets where (superseded_at is null) <> (ends_at is null)`,
  'a reset that is not matched by exactly one audit entry': `
    select id from tokens t where (select count(*) from token_secrets s
      where s.token_id = t.id and s.superseded_at is not null) <> (
      select count(*) from audit where target = t.id and action = 'resetAccessToken')`,
  'a token without a change row for its creation, for each reset and for its delete': `
    select id from tokens t where case when t.deleted_at is null then 0 else 1 end + (
      select count(*) from token_secrets s where s.token_id = t.id) <> (
      select count(*) from changes where target = t.id)`,
  'a number given twice': `
    select number from (select number from changes union all select number from audit) as numbers
    group by number having count(*) > 1`,
  'a number that nobody has, or one beyond the sequence': `
    select value from sequence where value <> (
      select count(*) from (select number from changes union select number from audit) as numbers)`,
};
const DAMAGE = "select quick_check from pragma_quick_check where quick_check <> 'ok'";

/** Looks at the file of a data directory, beside any process, for changes of which only a part was stored. */
export function assertWholeDatabase(data: string): void {
  const database = new DatabaseSync(join(data, 'keyward.db'), { readOnly: true });
  try {
    database.exec(`
      create temp table audit as select number, json_extract(record, '$.target.id') as target,
        json_extract(record, '$.action') as action from audit_entries;
      create index temp.audit_target on audit (target);
      create temp table changes as select number, entity_id as target from change_log;
      create index temp.changes_target on changes (target);`);
    for (const [half, sql] of Object.entries(HALVES)) assert.deepEqual(database.prepare(sql).all(), [], half);
    assert.deepEqual(database.prepare(DAMAGE).all(), [], 'damage that SQLite finds');
  } finally {
    database.close();
  }
}

/** The same of a PostgreSQL database. */
export async function assertWholePostgres(url: string): Promise<void> {
  const database = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await database.unsafe(`
      create temp table audit as select number, record::json #>> '{target,id}' as target,
        record::json ->> 'action' as action from audit_entries;
      create index on audit (target);
      create temp table changes as select number, entity_id as target from change_log;
      create index on changes (target);`);
    for (const [half, sql] of Object.entries(HALVES))
      assert.deepEqual([...(await database.unsafe(sql))], [], half);
  } finally {
    await database.end();
  }
}

/** How many tokens of that name the file holds. */
export function countTokensNamed(data: string, names: Iterable<string>): number[] {
  const database = new DatabaseSync(join(data, 'keyward.db'), { readOnly: true });
  try {
    const count = database.prepare('select count(*) as count from tokens where name = ?');
    return [...names].map((name) => Number(count.get(name)?.count));
  } finally {
    database.close();
  }
}
