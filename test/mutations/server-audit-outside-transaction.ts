import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'the audit entry is written in a transaction of its own, after the change',
  file: 'packages/server/src/storage/sqlite.ts',
  find: 'withinOneTurn(() => runChange(transaction, nowMs, work))',
  replace: `withinOneTurn(() => runChange(transaction, nowMs, async (changes) => {
    const late = [];
    const result = await work({ ...changes, recordAudit: (...entry) => late.push(entry) });
    setImmediate(() => serially(() => writerDb.transaction().execute((own) => runChange(own, nowMs, async (later) => {
      for (const entry of late) later.recordAudit(...entry);
      later.recordChange({ accountId: null, kind: 'token', id: 'late' });
    }))).catch(() => undefined));
    return result;
  }))`,
  tests: ['packages/server/test/create-token.test.ts'],
  pattern: 'audit entry that cannot be written',
} satisfies PlantedBug;
