import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a secret that ended between its use and its move to the new pepper is written anew',
  file: 'packages/server/src/storage/pepper-repository.ts',
  find: `      .where((where) => where.or([where('ends_at', 'is', null), where('ends_at', '>', nowMs)]))
      .returning('prefix')`,
  replace: `      .returning('prefix')`,
  tests: ['packages/server/test/pepper-rotation.test.ts'],
  pattern: 'never brings back what ended',
} satisfies PlantedBug;
