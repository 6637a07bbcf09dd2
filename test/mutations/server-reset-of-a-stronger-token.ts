import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a token gets the new secret of a stronger one of its member',
  file: 'packages/server/src/tokens/reset-token.ts',
  find: "return kind === 'service' || (principal.authKind === 'token' && principal.token.id !== id);",
  replace: "return kind === 'service' || (void principal, void id, false);",
  tests: ['packages/server/test/reset-token.test.ts'],
  pattern: 'with less than another',
} satisfies PlantedBug;
