import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'the checksum of a secret is not looked at',
  file: 'packages/server/src/tokens/token-format.ts',
  find: 'if (checksumOf(text.slice(0, -CHECKSUM_LENGTH)) !== checksum) return undefined;',
  replace: '',
  tests: ['packages/server/test/token-format.test.ts', 'packages/server/test/authorization-header.test.ts'],
} satisfies PlantedBug;
