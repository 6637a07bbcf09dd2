import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a call with a session may come from a page of any origin',
  file: 'packages/server/src/http/same-origin.ts',
  find: "throw refusal('another origin');",
  replace: 'void origin;',
  tests: ['packages/server/test/session-origin.test.ts'],
  pattern: 'W1: a page of another origin',
} satisfies PlantedBug;
