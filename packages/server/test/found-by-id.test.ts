import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestService } from './test-service.ts';

const BY_IDS = ['members', 'roles', 'teams', 'tokens'];

test('what has given ids is found by them, not by a walk through its account', async (t) => {
  const service = await startTestService(t);
  for (const table of BY_IDS) {
    const ids = Array.from({ length: 25 }, (_, index) => `'${index}'`);
    const [plan] = service.query(
      `explain query plan select * from ${table} where account_id = 'a' and id in (${ids.join(', ')})`,
    );
    assert.match(String(plan?.detail), new RegExp(`USING INDEX sqlite_autoindex_${table}_1 \\(id=\\?\\)`));
  }
});

test('the teams of given members are found by these', async (t) => {
  const service = await startTestService(t);
  for (const table of ['team_members', 'team_grants']) {
    const [plan] = service.query(
      `explain query plan select * from ${table} join teams on teams.id = ${table}.team_id
       where ${table}.account_id = 'a' and teams.account_id = 'a' and ${table}.member_id in ('1', '2', '3')`,
    );
    assert.match(String(plan?.detail), new RegExp(`USING INDEX ${table}_member \\(member_id=\\?\\)`));
  }
});
