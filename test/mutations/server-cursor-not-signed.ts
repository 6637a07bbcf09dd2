import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a cursor that a caller wrote is taken',
  file: 'packages/server/src/tokens/token-cursor.ts',
  find: 'isSameDigest(Buffer.from(signature), Buffer.from(signatureOf(key, accountId, sort, place)))',
  replace: 'isSameDigest(Buffer.from(signature), Buffer.from(signature))',
  tests: ['packages/server/test/token-list.test.ts'],
  pattern: 'not given out for this list',
} satisfies PlantedBug;
