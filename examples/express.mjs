// An API on Express 5: `GET /doors/front` needs a token that may `open` `door/front`.
import { requireToken } from '@keyward/sdk/guard/express';
import { createVerifier } from '@keyward/sdk/verifier';
import express from 'express';

// The token of the API itself, with the role `keyward-verifier`.
const { KEYWARD_URL: url, KEYWARD_ACCESS_TOKEN: token, PORT = 3000 } = process.env;
const verifier = createVerifier({ url, token });
const guard = requireToken({
  verifier,
  action: 'open',
  resource: ({ params }) => `door/${encodeURIComponent(params.name)}`,
});

const app = express();
app.get('/doors/:name', guard, (request, response) => {
  response.send(`${request.principal.name} opens ${request.params.name}\n`);
});
const server = app.listen(PORT, '127.0.0.1', () => console.log(`listening on ${server.address().port}`));
process.once('SIGTERM', () => server.close(() => verifier.close()));
