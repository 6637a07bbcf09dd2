import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import {
  builtInCatalogue,
  compileRights,
  contains,
  diff,
  effectivePermissions,
  lint,
  type Permission,
  type Policy,
  type Witness,
} from '../src/index.ts';

const text = readFileSync(new URL('../../../docs/policy-analysis.md', import.meta.url), 'utf8');
const rights = (policy: Policy) => compileRights({ scope: { inlineRole: policy } }, builtInCatalogue);

interface Example {
  readonly outer: Policy;
  readonly inner: Policy;
  readonly witness: Witness;
  readonly old: Policy;
  readonly changed: Policy;
  readonly gained: readonly string[];
  readonly lost: readonly string[];
  readonly policy: Policy;
  readonly codes: readonly string[];
  readonly chain: string;
  readonly permission: Permission;
}

/** By the word after `json` at the head of a block. Each kind has some of the fields of an example. */
const checks: Readonly<Record<string, (example: Example) => void>> = {
  not_contained: ({ outer, inner, witness }) => {
    const containment = contains(rights(outer), rights(inner), builtInCatalogue);
    assert.deepEqual(containment, { verdict: 'not_contained', witness });
  },
  diff: ({ old, changed, gained, lost }) => {
    const difference = diff(rights(old), rights(changed), builtInCatalogue);
    assert.deepEqual(
      difference.gained.map(({ sentence }) => sentence),
      gained,
    );
    assert.deepEqual(
      difference.lost.map(({ sentence }) => sentence),
      lost,
    );
  },
  lint: ({ policy, codes }) => {
    assert.deepEqual(
      lint(policy, builtInCatalogue).map(({ code }) => code),
      codes,
    );
  },
  permissions: ({ policy, chain, permission }) => {
    const ofChain = effectivePermissions(rights(policy), builtInCatalogue).find(
      (each) => each.chain === chain,
    );
    assert.deepEqual(
      ofChain?.permissions.find((each) => each.action === permission.action),
      permission,
    );
  },
};

const examples = [...text.matchAll(/^```json (\w+)\n(.*?)^```$/gms)];

test('the page has an example of each kind and no block without a check', () => {
  assert.deepEqual(
    examples.map(([, kind]) => kind),
    Object.keys(checks),
  );
  assert.equal(text.match(/^```json/gm)?.length, examples.length);
});

for (const [, kind = '', example = ''] of examples) {
  test(`the example of ${kind} is true`, () => {
    checks[kind]?.(JSON.parse(example));
  });
}

test('the page explains every code of a lint, and no other', () => {
  const source = readFileSync(new URL('../src/analyse/lint-finding.ts', import.meta.url), 'utf8');
  const codes = [...(source.split('export interface Lint ')[0] ?? '').matchAll(/\| '([a-z-]+)'/g)].map(
    ([, code]) => code,
  );
  const table = text.split('| Code |')[1]?.split('\n\n')[0] ?? '';
  const explained = [...table.matchAll(/^\|([^|]*)\|/gm)].flatMap(
    ([, cell = '']) => cell.match(/[a-z]+(?:-[a-z]+)*/g) ?? [],
  );
  assert.deepEqual(explained.sort(), codes.sort());
});
