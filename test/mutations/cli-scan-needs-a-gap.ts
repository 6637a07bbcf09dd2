import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a scan misses a secret that stands right after other letters',
  file: 'packages/cli/src/scan/find-secrets.ts',
  find: 'if (secret === undefined) continue;',
  replace: 'if (secret === undefined) break;',
  tests: ['packages/cli/test/scan.test.ts'],
  pattern: 'by its checksum',
} satisfies PlantedBug;
