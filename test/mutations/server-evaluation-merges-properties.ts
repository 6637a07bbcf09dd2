import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'properties of the common resource reach the questions that replace it',
  file: 'packages/server/src/http/batched-evaluations.ts',
  find: 'const { type, id } = defaults[field] ?? {};\n      return [field, { ...(type !== undefined && { type }), ...(id !== undefined && { id }), ...value }];',
  replace: 'return [field, { ...defaults[field], ...value }];',
  tests: ['packages/server/test/authzen.test.ts'],
  pattern: 'takes names only',
} satisfies PlantedBug;
