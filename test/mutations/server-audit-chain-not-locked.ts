import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'entries of the audit log are chained without the lock that orders them',
  file: 'packages/server/src/storage/postgres.ts',
  find: `        await lockSequence(transaction);
        return work(transaction);
`,
  replace: `        const apart = new Proxy(transaction, {
          get(target, name) {
            if (name === 'updateTable') return (table) => (table === 'sequence' ? quick : target).updateTable(table);
            const value = Reflect.get(target, name, target);
            return typeof value === 'function' ? value.bind(target) : value;
          },
        });
        return work(apart);
`,
  tests: ['packages/server/test/postgres-order.test.ts'],
  pattern: 'are one chain',
} satisfies PlantedBug;
