import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a new secret is logged in a form that the redaction does not know',
  file: 'packages/server/src/http/routes/tokens.ts',
  find: `await createToken(deployment, caller, wanted);
      reply.code(201)`,
  replace: `await createToken(deployment, caller, wanted);
      request.log.trace({ made: Buffer.from(created.bearerToken).toString('base64') });
      reply.code(201)`,
  tests: ['packages/server/test/read-tokens.test.ts'],
  pattern: 'pages link',
} satisfies PlantedBug;
