import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'the audit entry is written in a transaction of its own, after the change',
  file: 'packages/server/src/storage/sqlite.ts',
  find: 'withinOneTurn(() => runChange(transaction, clock.now(), work))',
  replace: `withinOneTurn(() => runChange(transaction, clock.now(), async (changes, nowMs) => {
    const late = [];
    const result = await work({ ...changes, recordAudit: (...entry) => late.push(entry) }, nowMs);
    setImmediate(() => serially(() => writerDb.transaction().execute((own) => runChange(own, nowMs, async (later) => {
      for (const entry of late) later.recordAudit(...entry);
      later.recordChange({ accountId: null, kind: 'token', id: 'late' });
    }))).catch(() => undefined));
    return result;
  }))`,
  tests: ['packages/server/test/create-token.test.ts'],
  pattern: 'audit entry that cannot be written',
} satisfies PlantedBug;
