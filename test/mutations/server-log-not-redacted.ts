import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'the log is written without looking for secrets',
  file: 'packages/server/src/http/logger.ts',
  find: 'destination.write(redactSecrets(line))',
  replace: 'destination.write(line)',
  tests: ['packages/server/test/error-shape.test.ts'],
  pattern: 'holds a secret',
} satisfies PlantedBug;
