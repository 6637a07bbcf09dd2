import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'numbers are taken before the lock: a later one may be committed first',
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
  pattern: 'missed no change before it',
} satisfies PlantedBug;
