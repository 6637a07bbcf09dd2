import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a clone may hold more than the cloner',
  file: 'packages/server/src/tokens/create-token.ts',
  find: 'const { owner, resolved, warning } = await requireCreatable(deployment, principal, wanted);',
  replace: `const judged = origin ? { ...wanted, scope: { role: 'reader' } } : wanted;
  const { owner, warning } = await requireCreatable(deployment, principal, judged);
  const resolved = await resolveScope(deployment.store.reads.roles, principal, wanted.scope, kind);`,
  tests: ['packages/server/test/clone-token.test.ts'],
  pattern: 'the ceiling is that of the cloner',
} satisfies PlantedBug;
