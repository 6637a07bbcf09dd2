import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a program that waits gives way to strangers who fill the rest',
  file: 'packages/server/src/device-requests/greediest-request.ts',
  find: 'networkOfB - networkOfA || clientOfB - clientOfA',
  replace: '0',
  tests: ['packages/server/test/device-requests.test.ts'],
  pattern: 'keep nobody out',
} satisfies PlantedBug;
