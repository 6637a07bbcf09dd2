import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a timer is awaited inside the write transaction',
  file: 'packages/server/src/grants/change-as.ts',
  find: 'await requireUnchanged(changes, principal, nowMs);',
  replace:
    'await new Promise((resume) => setTimeout(resume, 2)); await requireUnchanged(changes, principal, nowMs);',
  tests: ['packages/server/test/create-token.test.ts'],
  pattern: 'every field of the wire',
} satisfies PlantedBug;
