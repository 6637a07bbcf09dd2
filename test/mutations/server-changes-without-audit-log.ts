import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'changes go on while refusals cannot be written to the audit log',
  file: 'packages/server/src/audit/hold-changes.ts',
  find: 'await backlog.requireWritable();',
  replace: 'backlog.requireWritable().catch(() => undefined);',
  tests: ['packages/server/test/refusals.test.ts'],
  pattern: 'nothing is changed',
} satisfies PlantedBug;
