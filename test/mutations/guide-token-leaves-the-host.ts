import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a request of the guide may be sent to another host with the token of the reader',
  file: 'packages/guide/src/page/parse-call.ts',
  find: '(\\/(?![/\\\\])[^\\s\\\\]*)$/',
  replace: '(\\S*)$/',
  tests: ['packages/guide/test/parse-call.test.ts'],
} satisfies PlantedBug;
