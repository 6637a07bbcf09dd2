import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  builtInCatalogue,
  compileRights,
  decide,
  MAX_EXPANDED_ENTRIES,
  type Policy,
  type Statement,
} from '../src/index.ts';

const times = <Made>(count: number, make: (at: number) => Made) =>
  Array.from({ length: count }, (_, at) => make(at));
const values = times(1000, (at) => `v${at}`);
const reading = (at: number, effect: Statement['effect'] = 'allow'): Statement => ({
  effect,
  resources: [`proj/\${roleAttribute/a}-${at}`],
  actions: ['viewProject'],
});
const fitting = MAX_EXPANDED_ENTRIES / values.length;

function rightsOf(policy: Policy) {
  const holder = {
    role: 'no_access',
    customRoles: [{ key: 'many', policy }],
    roleAttributes: { a: values },
  } as const;
  return compileRights({ holder }, builtInCatalogue);
}

const view = (name: string) => ({ action: 'viewProject', resource: `proj/${name}` });

test('as many entries as placeholders may become are read, and an allow past them allows nothing', () => {
  const rights = rightsOf(times(fitting + 1, (at) => reading(at)));
  assert.ok(decide(rights, view(`v999-${fitting - 1}`)).allowed);
  assert.equal(decide(rights, view(`v0-${fitting}`)).outcome, 'implicit_deny');
});

test('a deny past them applies to everything', () => {
  const rights = rightsOf(times(fitting + 1, (at) => reading(at, at === fitting ? 'deny' : 'allow')));
  assert.equal(decide(rights, view('v0-0')).outcome, 'explicit_deny');
});

test('all roles of a principal count together, also those of teams and of the token', () => {
  const policy = times(fitting, (at) => reading(at));
  const team = { key: 'team', policy: [reading(fitting)], roleAttributes: { a: values } };
  const holder = { role: 'no_access', teamRoles: [team], roleAttributes: { a: values } } as const;
  const alone = compileRights({ holder }, builtInCatalogue);
  assert.ok(decide(alone, view(`v0-${fitting}`)).allowed);
  const both = compileRights({ scope: { inlineRole: policy }, holder }, builtInCatalogue);
  assert.equal(both.parts[1]?.roles[1]?.policy.statements[0]?.parts, undefined);
});

test('500 statements of 1000 values each are read quickly and deny', () => {
  const policy = times(500, (at) => reading(at, at === 499 ? 'deny' : 'allow'));
  const start = performance.now();
  const rights = rightsOf(policy);
  const took = performance.now() - start;
  assert.ok(took < 1_000, `${took} ms`);
  assert.equal(decide(rights, view('v0-0')).outcome, 'explicit_deny');
  assert.equal(decide(rights, view('v0-300')).allowed, false);
});
