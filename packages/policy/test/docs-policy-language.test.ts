import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { MAX_ENTRIES } from '../src/compile-policy.ts';
import {
  builtInCatalogue,
  type DecisionCase,
  explain,
  MAX_ACTION_LENGTH,
  MAX_EXPANDED_ENTRIES,
  MAX_GLOBS,
  MAX_LIST_ENTRIES,
  MAX_POLICY_LENGTH,
  MAX_STATEMENTS,
  presetRoles,
  requestsOf,
  rightsOfSubject,
  runDecisionCase,
  validatePolicy,
} from '../src/index.ts';
import { MAX_KEY_LENGTH } from '../src/key.ts';
import { MAX_SEGMENTS, MAX_SPECIFIER_LENGTH } from '../src/parse-resource-specifier.ts';

interface ExplainedCase extends DecisionCase {
  readonly sentence?: string;
  readonly nearMiss?: string;
  readonly change?: string;
}

const page = readFileSync(new URL('../../../docs/policy-language.md', import.meta.url), 'utf8');
const blocks = Array.from(
  page.matchAll(/^```json (.*)\n([\s\S]*?)^```$/gm),
  ([, marker = '', text = '']) => ({
    marker,
    content: JSON.parse(text),
  }),
);

test('every block of JSON says what comes of it', () => {
  assert.ok(blocks.length >= 7);
  assert.equal(blocks.length, page.match(/^```json/gm)?.length);
  for (const { marker } of blocks) assert.match(marker, /^(cases|policy( problems=\S+)?)$/);
});

for (const [index, { marker, content }] of blocks.entries()) {
  if (marker === 'cases') {
    for (const each of content as ExplainedCase[]) {
      test(`block ${index + 1}: ${each.why}`, () => runCase(each));
    }
    continue;
  }
  const expected = marker.split('problems=')[1]?.split(',') ?? [];
  test(`block ${index + 1}: a policy with ${expected.length} problems`, () => {
    const problems = validatePolicy(content, builtInCatalogue);
    assert.deepEqual(
      problems.map(({ code }) => code),
      expected,
    );
    const proposed = problems.filter(({ severity, replacement }) => severity === 'error' && !replacement);
    assert.deepEqual(proposed, []);
  });
}

function runCase(each: ExplainedCase): void {
  assert.equal(runDecisionCase(each, builtInCatalogue).answer, each.expect);
  const [request] = requestsOf(each);
  assert.ok(request);
  const { sentence, nearMisses, smallestChange } = explain(rightsOfSubject(each, builtInCatalogue), request);
  if (each.sentence !== undefined) assert.equal(sentence, each.sentence);
  if (each.nearMiss !== undefined) assert.equal(nearMisses[0]?.sentence, each.nearMiss);
  if (each.change !== undefined) assert.equal(smallestChange?.sentence, each.change);
}

test('the limits on the page are those of the code', () => {
  const rows = Array.from(page.matchAll(/^\| [^|]+ \| (\d+)(?: characters)? \|$/gm), ([, value]) =>
    Number(value),
  );
  assert.deepEqual(rows, [
    MAX_POLICY_LENGTH,
    MAX_STATEMENTS,
    MAX_LIST_ENTRIES,
    MAX_SPECIFIER_LENGTH,
    MAX_SEGMENTS,
    MAX_ACTION_LENGTH,
    MAX_GLOBS,
    MAX_ENTRIES,
    MAX_EXPANDED_ENTRIES,
  ]);
  assert.ok(page.includes(`up to ${MAX_KEY_LENGTH} characters`));
});

test('the preset roles and the types of Keyward itself are on the page', () => {
  for (const { key } of presetRoles) assert.ok(page.includes(`\`${key}\``), key);
  for (const { name, origin } of builtInCatalogue.types.values()) {
    if (origin === 'keyward') assert.ok(page.includes(`\`${name}\``), name);
  }
});
