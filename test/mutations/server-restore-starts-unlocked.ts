import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a restore without a journal starts unlocked',
  file: 'packages/server/src/epochs/start-restored-epoch.ts',
  find: 'const isAccepted = isComplete && doubts.length === 0;',
  replace: 'const isAccepted = doubts.length === 0;',
  tests: ['packages/server/test/restore.test.ts'],
  pattern: 'without a journal nothing is served',
} satisfies PlantedBug;
