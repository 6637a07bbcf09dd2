// An API on Fastify: `GET /doors/front` needs a token that may `open` `door/front`.
import { requireToken } from '@keyward/sdk/guard/fastify';
import { createVerifier } from '@keyward/sdk/verifier';
import fastify from 'fastify';

// The token of the API itself, with the role `keyward-verifier`.
const { KEYWARD_URL: url, KEYWARD_ACCESS_TOKEN: token, PORT = 3000 } = process.env;
const verifier = createVerifier({ url, token });
const guard = requireToken({
  verifier,
  action: 'open',
  resource: ({ params }) => `door/${encodeURIComponent(params.name)}`,
});

const app = fastify();
app.decorateRequest('principal', null);
app.addHook('onClose', () => verifier.close());
app.get('/doors/:name', { onRequest: guard }, async ({ principal, params }) => {
  return `${principal.name} opens ${params.name}\n`;
});
await app.listen({ port: Number(PORT), host: '127.0.0.1' });
console.log(`listening on ${app.server.address().port}`);
process.once('SIGTERM', () => app.close());
