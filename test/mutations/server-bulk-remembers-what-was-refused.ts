import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'in a change of many members who is like one who was refused is let through',
  file: 'packages/server/src/grants/require-raise-held.ts',
  find: 'if (held.has(question)) continue;',
  replace: 'if (held.has(question)) continue;\n    held.add(question);',
  tests: ['packages/server/test/patch-members.test.ts'],
  pattern: 'does not stop the others',
} satisfies PlantedBug;
