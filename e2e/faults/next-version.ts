import type { PlantedBug } from '../../test/mutations/planted-bug.ts';

const ADDED_TO = ['accounts', 'members', 'tokens', 'token_secrets', 'roles', 'change_log', 'audit_entries'];
const statements = [
  ...ADDED_TO.map((table) => `alter table ${table} add column of_next_version text`),
  'create table things_of_next_version (id text primary key)',
];

/** Keyward as its next version: it expands the schema, as every migration has to while older nodes run. Swapped in like a planted bug. */
export default {
  name: 'the next version',
  file: 'packages/server/src/storage/migrations/migrate.ts',
  find: '\n];\n\n/** The data was written',
  replace: `
  {
    number: 9_999,
    name: 'next version',
    async up(db) {
      for (const statement of ${JSON.stringify(statements)}) await sql.raw(statement).execute(db);
    },
  },
];

/** The data was written`,
  tests: [],
} satisfies PlantedBug;
