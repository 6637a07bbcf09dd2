import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a form that memory does not answer is not given back',
  file: 'packages/server/src/http/from-memory/answer-introspection.ts',
  find: '      if (form !== undefined) request.unshift(form);\n',
  replace: '',
  tests: ['packages/server/test/introspection-from-memory.test.ts'],
  pattern: 'comes to the routes',
} satisfies PlantedBug;
