import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findViolations, type Operation, revocationLagsMs } from './history.ts';

const BOUND_MS = 100;

function verify(node: number, startMs: number, endMs: number, result: Operation['result']): Operation {
  return { node, token: 't', kind: 'verify', startMs, endMs, result };
}

function end(node: number, startMs: number, endMs: number, result: Operation['result'] = 'done'): Operation {
  return { node, token: 't', kind: 'end', startMs, endMs, result };
}

test('right histories pass', () => {
  const histories: Readonly<Record<string, readonly Operation[]>> = {
    'nothing happened': [],
    'it worked until its end, and never again': [
      verify(0, 0, 5, 'works'),
      end(0, 10, 20),
      verify(0, 21, 22, 'refused'),
    ],
    'a verify beside the end may see either': [
      end(0, 10, 20),
      verify(0, 12, 30, 'works'),
      verify(0, 12, 13, 'refused'),
    ],
    'a verify that began before the answer': [end(0, 10, 20), verify(0, 20, 500, 'works')],
    'another node, within the bound': [end(0, 10, 20), verify(1, 120, 121, 'works')],
    'another node, refused at once': [end(0, 10, 20), verify(1, 20, 21, 'refused')],
    'an end without an answer may have happened': [end(0, 10, 20, 'unknown'), verify(0, 900, 901, 'refused')],
    'an end without an answer may not have happened': [
      end(0, 10, 20, 'unknown'),
      verify(0, 900, 901, 'works'),
    ],
    'our own fault says nothing': [
      verify(0, 0, 5, 'unknown'),
      end(0, 10, 20),
      verify(0, 900, 901, 'unknown'),
    ],
    'the end of another token': [{ ...end(0, 10, 20), token: 'other' }, verify(0, 30, 31, 'works')],
  };
  for (const [name, history] of Object.entries(histories))
    assert.deepEqual(findViolations(history, BOUND_MS), [], name);
});

test('every wrong history is caught, wherever it stands among right ones', () => {
  const right = [verify(0, 0, 5, 'works'), { ...end(0, 0, 1), token: 'other' }];
  const histories: Readonly<Record<string, readonly Operation[]>> = {
    'a success on the same node after the answer': [end(0, 10, 20), verify(0, 20.01, 21, 'works')],
    'a success on another node after the bound': [end(0, 10, 20), verify(1, 120.01, 121, 'works')],
    'a success after the later of two ends': [end(1, 10, 200), end(0, 10, 20), verify(0, 21, 22, 'works')],
    'a refusal without any end': [verify(0, 10, 11, 'refused')],
    'a refusal before the end began': [end(0, 12, 20), verify(0, 10, 12, 'refused')],
    'a refusal before an end without an answer': [end(0, 12, 20, 'unknown'), verify(1, 10, 11, 'refused')],
  };
  for (const [name, wrong] of Object.entries(histories)) {
    assert.equal(findViolations([...right, ...wrong], BOUND_MS).length, 1, name);
    assert.equal(findViolations([...wrong.toReversed(), ...right], BOUND_MS).length, 1, name);
  }
});

/** Every pair of operations, looked at as the promise says it. */
function countWrong(history: readonly Operation[]): number {
  let wrong = 0;
  for (const each of history) {
    if (each.kind !== 'verify') continue;
    let isOver = false;
    let mayBeOver = false;
    for (const other of history) {
      if (other.kind !== 'end' || other.token !== each.token) continue;
      if (other.startMs < each.endMs) mayBeOver = true;
      const gapMs = each.startMs - other.endMs;
      if (other.result === 'done' && gapMs > (other.node === each.node ? 0 : BOUND_MS)) isOver = true;
    }
    if (each.result === 'works' && isOver) wrong++;
    if (each.result === 'refused' && !mayBeOver) wrong++;
  }
  return wrong;
}

test('the checker agrees with a look at every pair', () => {
  const time = fc.integer({ min: 0, max: 300 });
  const operation = fc
    .record({
      node: fc.nat(2),
      token: fc.constantFrom('a', 'b'),
      isEnd: fc.boolean(),
      times: fc.tuple(time, time),
      result: fc.nat(2),
    })
    .map(({ node, token, isEnd, times: [one, two], result }): Operation => {
      const span = { startMs: Math.min(one, two), endMs: Math.max(one, two) };
      return isEnd
        ? { node, token, kind: 'end', ...span, result: result === 0 ? 'unknown' : 'done' }
        : {
            node,
            token,
            kind: 'verify',
            ...span,
            result: (['works', 'refused', 'unknown'] as const)[result] ?? 'unknown',
          };
    });
  let withWrong = 0;
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 20 }), (history) => {
      const wrong = countWrong(history);
      if (wrong > 0) withWrong++;
      assert.equal(findViolations(history, BOUND_MS).length, wrong);
    }),
    { numRuns: 2_000 },
  );
  assert.ok(withWrong > 100 && withWrong < 2_000, 'right and wrong histories were tried');
});

test('the lag of an end is how long the last success on another node began after the answer', () => {
  const history = [
    end(0, 10, 20),
    verify(0, 15, 18, 'works'),
    verify(1, 19, 40, 'works'),
    verify(2, 55, 60, 'works'),
    verify(1, 70, 71, 'refused'),
    { ...end(1, 0, 10), token: 'other' },
    { ...end(1, 0, 10, 'unknown'), token: 'third' },
  ];
  assert.deepEqual(revocationLagsMs(history), [35, 0]);
});
