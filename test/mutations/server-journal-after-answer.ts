import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a change is acknowledged before it is in the journal',
  file: 'packages/server/src/journal/journal-changes.ts',
  find: `const result = await store.change(clock, work);
      await catchUp();`,
  replace: `const result = await store.change(clock, work);
      void catchUp().catch(() => undefined);`,
  tests: ['packages/server/test/journal.test.ts'],
  pattern: 'nothing is acknowledged',
} satisfies PlantedBug;
