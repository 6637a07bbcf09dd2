import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a part of a secret of this service is searched for, and stands in addresses',
  file: 'packages/console/src/app/secret-form.ts',
  find: ' || prefixes.some((prefix) => beginningOf(prefix).test(text))',
  replace: '',
  tests: ['packages/console/test/shapes.test.ts'],
} satisfies PlantedBug;
