import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a change is acknowledged before the other workers have forgotten',
  file: 'packages/server/src/workers/tell-fellows.ts',
  find: 'await Promise.all(underWay);',
  replace: 'void Promise.all(underWay).catch(() => undefined);',
  tests: ['packages/server/test/workers.test.ts'],
  pattern: 'acknowledged after the other workers were told',
} satisfies PlantedBug;
