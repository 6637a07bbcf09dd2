import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'what a known principal was denied is not audited',
  file: 'packages/server/src/http/note-refusal.ts',
  find: '(status !== 403 && status < 500)',
  replace: 'status < 500',
  tests: ['packages/server/test/audited-operations.test.ts'],
  pattern: 'deleteToken: allowed',
} satisfies PlantedBug;
