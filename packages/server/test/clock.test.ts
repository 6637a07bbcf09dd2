import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ServiceClock } from '../src/clock.ts';

const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2026, 10, 22, 12);

/** A machine whose wall clock can be set while the monotonic one goes on. */
function machine() {
  const time = { wallMs: START_MS, monotonicMs: 1_000 };
  const clock = new ServiceClock(
    () => time.wallMs,
    () => time.monotonicMs,
  );
  return {
    clock,
    /** What really passes. */
    pass(ms: number) {
      time.wallMs += ms;
      time.monotonicMs += ms;
    },
    /** Somebody sets the clock. */
    set(ms: number) {
      time.wallMs += ms;
    },
    /** The database says its time; the answer took so long. */
    correct(databaseMs: number, roundTripMs = 0) {
      const sentAt = time.monotonicMs;
      time.monotonicMs += roundTripMs;
      time.wallMs += roundTripMs;
      clock.correct({ timeMs: databaseMs, sentAt, receivedAt: time.monotonicMs });
    },
  };
}

test('time goes on with the machine, never runs back, and small steps forward count at once', () => {
  const { clock, pass, set } = machine();
  assert.equal(clock.now(), START_MS);
  pass(1_000);
  assert.equal(clock.now(), START_MS + 1_000);
  set(-HOUR_MS);
  assert.equal(clock.now(), START_MS + 1_000, 'what has expired stays expired');
  pass(500);
  assert.equal(clock.now(), START_MS + 1_000);
  set(HOUR_MS + 60_000);
  assert.equal(clock.now(), START_MS + 61_500);
  assert.equal(clock.doubt(), undefined);
});

test('a jump of more than an hour counts when it has held for a minute; until then there is doubt and nothing ends', () => {
  const { clock, pass, set } = machine();
  set(2 * HOUR_MS);
  assert.equal(clock.now(), START_MS);
  assert.match(clock.doubt() ?? '', /jumped forward/);
  pass(59_999);
  assert.equal(clock.now(), START_MS + 59_999);
  pass(1);
  assert.equal(clock.now(), START_MS + 2 * HOUR_MS + 60_000);
  assert.equal(clock.doubt(), undefined);
});

test('X9: a jump that is taken back within the minute never was', () => {
  const { clock, pass, set } = machine();
  set(24 * HOUR_MS);
  clock.now();
  pass(30_000);
  set(-24 * HOUR_MS);
  assert.equal(clock.now(), START_MS + 30_000);
  assert.equal(clock.doubt(), undefined);
  set(24 * HOUR_MS);
  pass(40_000);
  assert.equal(clock.now(), START_MS + 70_000, 'the minute begins anew');
});

test('X10: the time of the database replaces that of the machine, however far apart they are', () => {
  for (const apartMs of [-300_000, 300_000, 10 * HOUR_MS, -10 * HOUR_MS]) {
    const { clock, pass, set, correct } = machine();
    clock.now();
    correct(START_MS + apartMs);
    assert.equal(clock.now(), START_MS + apartMs);
    set(5 * HOUR_MS);
    pass(1_000);
    assert.equal(clock.now(), START_MS + apartMs + 1_000, 'the machine can be set as anybody likes');
    assert.equal(clock.doubt(), undefined);
  }
});

test('the middle of the round trip is when the database spoke; an answer that took too long says nothing, and is a doubt', () => {
  const { clock, correct } = machine();
  correct(START_MS + 50, 100);
  assert.equal(clock.now(), START_MS + 100);
  correct(START_MS + 900_000, 2_002);
  assert.match(clock.doubt() ?? '', /within a second/);
  assert.equal(clock.now(), START_MS + 2_102);
  correct(START_MS + 2_102);
  assert.equal(clock.doubt(), undefined);
});

test('one wrong answer of the database ends nothing, and one that is behind revives nothing', () => {
  const { clock, pass, correct } = machine();
  correct(START_MS);
  correct(START_MS + 24 * HOUR_MS);
  assert.equal(clock.now(), START_MS);
  assert.notEqual(clock.doubt(), undefined);
  pass(1_000);
  correct(START_MS + 1_000);
  assert.equal(clock.doubt(), undefined);
  assert.equal(clock.now(), START_MS + 1_000);
  correct(START_MS - HOUR_MS);
  assert.equal(clock.now(), START_MS + 1_000);
});
