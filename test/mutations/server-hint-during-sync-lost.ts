import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a hint that comes during a sync is lost',
  file: 'packages/server/src/verification/follow-changes.ts',
  find: `    isWanted = true;
    underWay`,
  replace: `    isWanted = underWay === undefined;
    underWay`,
  tests: ['packages/server/test/follow-changes.test.ts'],
  pattern: 'a hint syncs at once',
} satisfies PlantedBug;
