import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'whoever has an IPv6 network guesses from a new address each time',
  file: 'packages/server/src/http/limits/guess-limit.ts',
  find: 'spend(accountId + addressBlock(address))',
  replace: 'spend(accountId + (address || addressBlock(address)))',
  tests: ['packages/server/test/rate-limits.test.ts'],
  pattern: 'Q7',
} satisfies PlantedBug;
