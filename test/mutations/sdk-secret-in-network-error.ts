import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'an error of the SDK quotes the words of `fetch` with the secret in them',
  file: 'packages/sdk/src/transport/send-once.ts',
  find: 'token?.redact(words) ?? words',
  replace: 'words',
  tests: ['packages/sdk/test/secrecy.test.ts'],
} satisfies PlantedBug;
