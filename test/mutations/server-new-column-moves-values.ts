import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'the values of a look-up are named as they stood when the service began',
  file: 'packages/server/src/storage/sqlite-secret-look-up.ts',
  find: '    if (values.length !== names.length) names = columnNames();\n',
  replace: '',
  tests: ['packages/server/test/new-column.test.ts'],
} satisfies PlantedBug;
