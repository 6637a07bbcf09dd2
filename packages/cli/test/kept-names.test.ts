import assert from 'node:assert/strict';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { keepNames, keptNames } from '../src/completion/kept-names.ts';
import { directoryWith } from './run-policy.ts';

const QUESTION = { profile: 'default', url: 'https://keyward.example.com', beginning: 'ci' };
const NOW_MS = 1_800_000_000_000;

test('the names of the last TAB answer the same question for two seconds, and no other', (t) => {
  process.env.XDG_CACHE_HOME = directoryWith(t, {});
  t.after(() => delete process.env.XDG_CACHE_HOME);
  assert.equal(keptNames(QUESTION, NOW_MS), undefined);
  keepNames(QUESTION, ['ci-deploy'], NOW_MS);
  const path = join(process.env.XDG_CACHE_HOME, 'keyward', 'names.json');
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.deepEqual(keptNames(QUESTION, NOW_MS + 1_999), ['ci-deploy']);
  for (const [question, nowMs] of [
    [QUESTION, NOW_MS + 2_000],
    [QUESTION, NOW_MS - 1],
    [{ ...QUESTION, beginning: 'c' }, NOW_MS],
    [{ ...QUESTION, profile: 'other' }, NOW_MS],
    [{ ...QUESTION, url: 'https://other.example.com' }, NOW_MS],
  ] as const)
    assert.equal(keptNames(question, nowMs), undefined);
  for (const broken of ['{"at": 1, "names": "x"}', '{', '[]', '']) {
    writeFileSync(path, broken);
    assert.equal(keptNames(QUESTION, NOW_MS), undefined);
  }
  keepNames(QUESTION, ['ci-deploy'], NOW_MS);
  assert.deepEqual(keptNames(QUESTION, NOW_MS), ['ci-deploy']);
});
