import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'an evaluation about a token of Keyward does not know which tags it has',
  file: 'packages/server/src/decisions/evaluate-accesses.ts',
  find: '{ ...request, ...(tags && { tags }) }',
  replace: '{ ...request }',
  tests: ['packages/server/test/authzen.test.ts'],
  pattern: 'those that are stored',
} satisfies PlantedBug;
