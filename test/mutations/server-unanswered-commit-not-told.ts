import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a change whose commit was never answered stays in memory as it was',
  file: 'packages/server/src/storage/postgres.ts',
  find: '        return result;\n      } finally {',
  replace:
    '        listeners.tell(made);\n        made = undefined;\n        return result;\n      } finally {\n        made = undefined;',
  tests: ['e2e/faults/database-link.test.ts'],
  pattern: 'commit was never answered',
} satisfies PlantedBug;
