import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a checkpoint says that it begins an epoch without its signature saying so',
  file: 'packages/server/src/audit/checkpoint.ts',
  find: 'const form = epoch === undefined ? [FORM] : [EPOCH_FORM, epoch];',
  replace: 'const form = epoch === undefined ? [FORM] : [FORM];\n  void EPOCH_FORM;',
  tests: ['packages/server/test/journal.test.ts'],
  pattern: 'only the key of the checkpoints',
} satisfies PlantedBug;
