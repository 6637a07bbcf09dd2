import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Failure } from '../src/failure.ts';
import { parseJsonBody } from '../src/http/json-body.ts';

function refusalOf(text: string | Uint8Array): string {
  try {
    parseJsonBody(typeof text === 'string' ? Buffer.from(text) : text);
  } catch (error) {
    assert.ok(error instanceof Failure);
    assert.equal(error.code, 'invalid_request');
    return error.message;
  }
  return 'accepted';
}

test('every JSON value comes out as it went in', () => {
  const value = fc.jsonValue({ noUnicodeString: false, maxDepth: 10 }).filter((json) => {
    const text = JSON.stringify(json);
    return !/__proto__|constructor|prototype|\\u0000|\\ud[89a-f]/i.test(text) && !/-0\b(?!\.)/.test(text);
  });
  fc.assert(
    fc.property(value, (json) => {
      const expected = json === null ? undefined : JSON.parse(JSON.stringify(json));
      const accepted = (() => {
        try {
          return { body: parseJsonBody(Buffer.from(JSON.stringify(json))) };
        } catch (error) {
          assert.match(String(error), /cannot be kept exactly|surrogate|NUL/);
          return undefined;
        }
      })();
      if (accepted) assert.deepEqual(accepted.body, expected);
    }),
    { numRuns: 500 },
  );
});

test('no bytes make the parser throw anything but a refusal', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void refusalOf(bytes)),
    { numRuns: 1_000 },
  );
});

test('nothing and `null` are no body', () => {
  for (const text of ['', ' ', '\n', 'null', ' null '])
    assert.equal(parseJsonBody(Buffer.from(text)), undefined);
});

test('J10: the last of two equal keys never wins silently', () => {
  assert.match(refusalOf('{"role":"reader","role":"owner"}'), /key `role` twice/);
  assert.match(refusalOf('{"role":"reader","r\\u006fle":"owner"}'), /key `role` twice/);
  assert.match(refusalOf('{"a":[{"b":1,"b":2}]}'), /key `b` twice/);
  assert.equal(refusalOf('{"a":{"b":1},"c":{"b":1},"b":2}'), 'accepted');
});

test('J2: no key reaches a prototype', () => {
  for (const text of [
    '{"__proto__":{"role":"owner"}}',
    '{"constructor":{"prototype":{}}}',
    '{"a":{"__proto__":1}}',
  ]) {
    assert.match(refusalOf(text), /may not have the key/);
  }
  assert.equal(({} as Record<string, unknown>).role, undefined);
});

test('J8, J9: depth and keys are limited', () => {
  assert.equal(refusalOf(`${'['.repeat(32)}${']'.repeat(32)}`), 'accepted');
  assert.match(refusalOf(`${'['.repeat(33)}${']'.repeat(33)}`), /deeper than 32/);
  assert.match(refusalOf('['.repeat(60_000)), /not valid JSON/);
  assert.match(refusalOf(`${'['.repeat(30_000)}${']'.repeat(30_000)}`), /deeper than 32/);
  const keys = (count: number) =>
    JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 1])));
  assert.equal(refusalOf(keys(1_000)), 'accepted');
  assert.match(refusalOf(keys(1_001)), /more than 1000 keys/);
});

test('J11: numbers are kept exactly or refused', () => {
  for (const number of ['1e400', '-1e400', '-0', '-0.0', '9007199254740993', '-9007199254740993', '1e20']) {
    assert.match(refusalOf(`{"expiry":${number}}`), /cannot be kept exactly/, number);
  }
  for (const number of ['0', '1', '-1', '1.5', '9007199254740991', '1e3']) {
    assert.equal(refusalOf(`{"expiry":${number}}`), 'accepted', number);
  }
  assert.match(refusalOf('{"expiry":NaN}'), /not valid JSON/);
});

test('J14: text is Unicode and nothing else', () => {
  assert.match(refusalOf(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])), /not valid UTF-8/);
  assert.match(refusalOf(Buffer.from([0x22, 0xc0, 0x80, 0x22])), /not valid UTF-8/);
  assert.match(refusalOf('\uFEFF{}'), /byte order mark/);
  assert.match(refusalOf('{"a":"\\ud800"}'), /surrogate/);
  assert.match(refusalOf('{"\\udc00":1}'), /surrogate/);
  assert.match(refusalOf('{"a":"\\u0000"}'), /NUL/);
});

test('what JSON does not know is refused', () => {
  for (const text of [
    '{a:1}',
    "{'a':1}",
    '{"a":1,}',
    '[1,]',
    '{}{}',
    '// x\n{}',
    '{"a":1}/* x */',
    'undefined',
    '{',
  ]) {
    assert.match(refusalOf(text), /not valid JSON/, text);
  }
});
