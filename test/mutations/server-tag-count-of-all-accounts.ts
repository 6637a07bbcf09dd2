import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'the number of tokens with a tag counts those of other accounts',
  file: 'packages/server/src/storage/token-counts.ts',
  find: `from token_tags where account_id = \${accountId} and tag = \${tag})\`;`,
  replace: `from token_tags where \${accountId} <> '' and tag = \${tag})\`;`,
  tests: ['packages/server/test/token-list.test.ts'],
  pattern: 'nothing of another account is found',
} satisfies PlantedBug;
