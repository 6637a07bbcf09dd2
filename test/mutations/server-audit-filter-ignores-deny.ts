import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'statements that filter the audit log: what is within reach is taken, whatever a deny says',
  file: 'packages/server/src/audit/audit-selection.ts',
  find: 'return decide(this.#rights, { action, resource }).allowed;',
  replace: "return decide(this.#rights, { action, resource }).outcome !== 'implicit_deny';",
  tests: ['packages/server/test/audit-search.test.ts'],
  pattern: 'statements select exactly',
} satisfies PlantedBug;
