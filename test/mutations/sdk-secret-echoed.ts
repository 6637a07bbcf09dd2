import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'an error of the SDK holds the secret that an answer echoed',
  file: 'packages/sdk/src/transport/send-once.ts',
  find: 'response.ok ? text : (token?.redact(text) ?? text)',
  replace: 'text',
  tests: ['packages/sdk/test/secrecy.test.ts'],
} satisfies PlantedBug;
