import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { builtInCatalogue, type DecisionCase, requestsOf, runDecisionCase } from '../src/index.ts';

const folder = new URL('../../../spec/decisions/', import.meta.url);
for (const file of readdirSync(folder)) {
  const cases: DecisionCase[] = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
  for (const each of cases) {
    test(`${each.id}: ${each.expect}, ${each.why}`, () => {
      const { answer } = runDecisionCase(each, builtInCatalogue);
      assert.equal(answer, each.expect);
      if (file !== 'validity.json') assert.ok(requestsOf(each).length > 0);
    });
  }
}
