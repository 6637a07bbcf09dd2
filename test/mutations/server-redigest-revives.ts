import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a secret that ended between its use and its move to the new pepper is brought back',
  file: 'packages/server/src/storage/pepper-repository.ts',
  find: '.set({ digest: to, pepper_id: pepperId })',
  replace:
    ".set({ digest: to, pepper_id: pepperId, ends_at: null }).where('id', '=', secretId).execute();\n    await db\n      .updateTable('token_secrets')\n      .set({ digest: to, pepper_id: pepperId })",
  tests: ['packages/server/test/pepper-rotation.test.ts'],
  pattern: 'never brings back what ended',
} satisfies PlantedBug;
