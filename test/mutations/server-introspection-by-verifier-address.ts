import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a token that is bound to addresses is judged by that of the verifier',
  file: 'packages/server/src/decisions/introspect-token.ts',
  find: "{ address: client.address ?? '', changes: false }",
  replace: '{ address: client.address ?? address, changes: false }',
  tests: ['packages/server/test/introspection.test.ts'],
  pattern: 'never stands for that of its client',
} satisfies PlantedBug;
