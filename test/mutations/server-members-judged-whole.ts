import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a role that counts only beside others is given by anybody',
  file: 'packages/server/src/grants/require-piece-held.ts',
  find: "refuseUnheld(await analyst.contains(principal.source, piece, principal, 'piece'));",
  replace: "refuseUnheld(await analyst.contains(principal.source, piece, principal, 'whole'));",
  tests: ['packages/server/test/pieces.test.ts'],
  pattern: 'does nothing by itself',
} satisfies PlantedBug;
