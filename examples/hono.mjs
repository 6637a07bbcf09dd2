// An API on Hono, here on Node: `GET /doors/front` needs a token that may `open` `door/front`.

import { serve } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import { requireToken } from '@keyward/sdk/guard/hono';
import { createVerifier } from '@keyward/sdk/verifier';
import { Hono } from 'hono';

// The token of the API itself, with the role `keyward-verifier`.
const { KEYWARD_URL: url, KEYWARD_ACCESS_TOKEN: token, PORT = 3000 } = process.env;
const verifier = createVerifier({ url, token });
const guard = requireToken({
  verifier,
  action: 'open',
  resource: ({ req }) => `door/${encodeURIComponent(req.param('name'))}`,
  address: (context) => getConnInfo(context).remote.address,
});

const app = new Hono();
app.get('/doors/:name', guard, (context) => {
  return context.text(`${context.get('principal').name} opens ${context.req.param('name')}\n`);
});
const server = serve({ fetch: app.fetch, port: Number(PORT), hostname: '127.0.0.1' }, ({ port }) =>
  console.log(`listening on ${port}`),
);
process.once('SIGTERM', () => server.close(() => verifier.close()));
