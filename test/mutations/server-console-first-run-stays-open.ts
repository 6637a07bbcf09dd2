import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'the page of the first run is shown although there is an owner',
  file: 'packages/server/src/http/console/console-routes.ts',
  find: '(await askWhetherSetUp()) === isFirstRun',
  replace: '(await askWhetherSetUp()) === isFirstRun && !isFirstRun',
  tests: ['packages/server/test/console-pages.test.ts'],
} satisfies PlantedBug;
