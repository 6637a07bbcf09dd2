import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'the state of the chain believes a checkpoint whoever signed it',
  file: 'packages/server/src/audit/read-chain-state.ts',
  find: 'isSignedBy(checkpoint, signedAuditLog.publicKey()) && ',
  replace: '',
  tests: ['packages/server/test/audit-chain-state.test.ts'],
  pattern: 'did not sign is not believed',
} satisfies PlantedBug;
