import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a secret that moves to the new pepper between two looks is called unknown',
  file: 'packages/server/src/verification/find-secret-owner.ts',
  find: 'if (older === undefined) return find(pepper);',
  replace: 'if (older === undefined) return undefined;',
  tests: ['packages/server/test/pepper-rotation.test.ts'],
  pattern: 'moved while it is looked for',
} satisfies PlantedBug;
