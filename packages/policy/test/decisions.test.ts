import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type DecisionCase, decideCase } from './decision-case.ts';

const folder = new URL('../../../spec/decisions/', import.meta.url);
for (const file of readdirSync(folder).filter((name) => name !== 'validity.json')) {
  const cases: DecisionCase[] = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
  for (const each of cases) {
    test(`${each.id}: ${each.expect}, ${each.why}`, () => {
      assert.equal(decideCase(each), each.expect);
    });
  }
}
