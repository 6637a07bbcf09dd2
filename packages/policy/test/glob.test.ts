import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compileGlob, matchesEverything, matchesGlob } from '../src/glob.ts';

const matches = (pattern: string, text: string) => matchesGlob(compileGlob(pattern), text);

/** The definition itself, slow on purpose. */
function matchesByDefinition(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  const rest = pattern.slice(1);
  if (pattern[0] !== '*') return text[0] === pattern[0] && matchesByDefinition(rest, text.slice(1));
  return matchesByDefinition(rest, text) || (text !== '' && matchesByDefinition(pattern, text.slice(1)));
}

test('a glob matches exactly what its definition says', () => {
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 });
  const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 });
  fc.assert(
    fc.property(pattern, text, (p, t) => matches(p, t) === matchesByDefinition(p, t)),
    { numRuns: 5000 },
  );
});

test('a star may stand for nothing, but two literals never share a character', () => {
  assert.equal(matches('a*z', 'az'), true);
  assert.equal(matches('ab*ba', 'aba'), false);
  assert.equal(matches('*ab*b', 'ab'), false);
});

test('only the star is special', () => {
  for (const pattern of ['a.c', 'a?c', '[abc]', '(a)', 'a+c']) {
    assert.equal(matches(pattern, pattern), true);
    assert.equal(matches(pattern, 'abc'), false);
  }
});

test('`*` alone is told from other globs', () => {
  assert.equal(matchesEverything(compileGlob('*')), true);
  assert.equal(matchesEverything(compileGlob('')), false);
  assert.equal(matchesEverything(compileGlob('a*')), false);
});

test('a hostile pattern costs no more than a plain one', () => {
  const glob = compileGlob(`${'*a'.repeat(500)}*b`);
  const text = 'a'.repeat(100_000);
  const start = performance.now();
  for (let run = 0; run < 100; run++) assert.equal(matchesGlob(glob, text), false);
  assert.ok(performance.now() - start < 20_000);
});
