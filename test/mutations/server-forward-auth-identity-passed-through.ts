import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a gateway that is told nothing of who calls leaves what its client says of it',
  file: 'packages/server/src/http/forward-auth/answer-forward-auth.ts',
  find: 'reply.headers(NO_IDENTITY);',
  replace:
    "reply.headers(Object.fromEntries(Object.keys(NO_IDENTITY).map((name) => [name, request.headers[name] ?? ''])));",
  tests: ['packages/server/test/gateway-contracts.test.ts'],
  pattern: 'traefik',
} satisfies PlantedBug;
