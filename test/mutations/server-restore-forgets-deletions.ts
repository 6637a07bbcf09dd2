import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a restore forgets what the journal says of the secrets of a token',
  file: 'packages/server/src/journal/apply-endings.ts',
  find: 'applied.ended += await changes.epochs.endSecretsBut(accountId, id, secrets, nowMs);',
  replace: 'void secrets;',
  tests: ['packages/server/test/restore.test.ts'],
  pattern: 'with the journal everything that ended',
} satisfies PlantedBug;
