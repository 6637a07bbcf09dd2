import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as after } from 'node:timers/promises';
import { assertWholeDatabase, countTokensNamed } from './assert-whole-database.ts';
import { initKeyward, startKeyward, temporaryDirectory } from './keyward-process.ts';
import { seededRandom, seedFrom } from './seeded-random.ts';
import { WriteLoad } from './write-load.ts';

const ROUNDS = Number(process.env.KEYWARD_KILL_ROUNDS ?? 50);
const WORKERS = 8;
/** A round ends by what was done, not by the clock: a slow machine kills as deep in the work as a fast one. */
const ACKNOWLEDGED_PER_ROUND = 8;
/** Of what earlier rounds acknowledged, each round looks at about this many again; the last looks at all. */
const SAMPLE = 50;

test('D1, D3, D4: what was acknowledged survives kill -9 at any moment, and nothing is stored by half', async (t) => {
  const seed = seedFrom('KEYWARD_KILL_SEED');
  t.diagnostic(`KEYWARD_KILL_SEED=${seed} KEYWARD_KILL_ROUNDS=${ROUNDS}`);
  const random = seededRandom(seed);
  const data = join(temporaryDirectory(t), 'data');
  const load = new WriteLoad(await initKeyward(data), random);

  let server = await startKeyward(t, { data });
  for (let round = 1; round <= ROUNDS; round++) {
    const running = load.run(server.url, WORKERS);
    await load.reaches(1 + Math.floor(random() * ACKNOWLEDGED_PER_ROUND));
    await after(random() * 20);
    assert.equal((await server.kill()).signal, 'SIGKILL', `round ${round}: the server ended by itself`);
    await running;
    assertWholeDatabase(data);

    server = await startKeyward(t, { data });
    await load.settle(server.url);
    const share = SAMPLE / (load.live.size + load.deleted.size + 1);
    await load.verify(server.url, (id) => load.recent.has(id) || random() < share);
  }
  await load.verify(server.url);

  const doubtful = countTokensNamed(data, load.doubtfulCreates);
  assert.ok(
    doubtful.every((count) => count <= 1),
    'a create without an answer was done twice',
  );
  const stored = doubtful.filter((count) => count === 1).length;
  t.diagnostic(
    `${load.acknowledged} changes acknowledged, ${load.unanswered} cut off; of ${doubtful.length} creates without an answer ${stored} were stored`,
  );
  assert.ok(load.live.size > 0 && load.deleted.size > 0, 'the load created and deleted');
  assert.ok(load.superseded.length > 0, 'the load reset');
  assert.ok(load.acknowledged > ROUNDS && load.unanswered > ROUNDS, 'the kills hit the server at work');
});
