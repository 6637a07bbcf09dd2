import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a revocation with a key is refused when it is sent again',
  file: 'packages/server/src/http/form-body.ts',
  find: '  isRepeatable: true,\n',
  replace: '',
  tests: ['packages/server/test/revocation.test.ts'],
  pattern: 'holds back no revocation',
} satisfies PlantedBug;
