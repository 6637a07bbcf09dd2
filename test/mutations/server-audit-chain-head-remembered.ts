import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'the end of the chain is remembered from before, not read under the lock: what was undone leaves a gap',
  file: 'packages/server/src/storage/change-transaction.ts',
  find: `  const row = auditRow({ id: newObjectId(), accountId, number, at, record }, head);
`,
  replace: `  const known: Map<string, ChainHead> = ((globalThis as never as { heads?: Map<string, ChainHead> }).heads ??= new Map());
  const row = auditRow({ id: newObjectId(), accountId, number, at, record }, known.get(accountId) ?? head);
  known.set(accountId, row);
`,
  tests: ['packages/server/test/audit-chain.test.ts'],
  pattern: 'writers at once keep one chain',
} satisfies PlantedBug;
