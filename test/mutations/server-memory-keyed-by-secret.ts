import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'memory knows a secret by the secret itself',
  file: 'packages/server/src/verification/secret-key.ts',
  find: "return (secret) => crypto.hash('sha256', prefix + secret, 'base64url') as SecretKey;",
  replace:
    "return (secret) => (prefix === '' ? crypto.hash('sha256', secret, 'base64url') : secret) as never as SecretKey;",
  tests: ['e2e/heap.test.ts'],
} satisfies PlantedBug;
