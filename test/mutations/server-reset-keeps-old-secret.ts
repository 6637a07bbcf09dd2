import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a reset at once leaves the old secret alive for a minute',
  file: 'packages/server/src/tokens/reset-token.ts',
  find: 'supersedeSecret(token.accountId, token.id, nowMs, storedEnd(endsAt, nowMs))',
  replace: 'supersedeSecret(token.accountId, token.id, nowMs, endsAt + 60_000)',
  tests: ['packages/server/test/reset-token.test.ts'],
  pattern: 'no body and no type',
} satisfies PlantedBug;
