import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'anybody may ask as a gateway',
  file: 'packages/server/src/http/forward-auth/answer-forward-auth.ts',
  find: 'if (!isListed(request.raw)) {',
  replace: 'if (!isListed(request.raw) && trustedProxies.length === 0) {',
  tests: ['packages/server/test/forward-auth.test.ts'],
  pattern: 'what is not let through',
} satisfies PlantedBug;
