import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'behind a slow database look-ups that nobody waits for keep their turns from others',
  file: 'packages/server/src/storage/postgres-client.ts',
  find: '      asker?.throwIfAborted();\n',
  replace: '',
  tests: ['packages/server/test/postgres-turns.test.ts'],
  pattern: 'nobody waits for any more',
} satisfies PlantedBug;
