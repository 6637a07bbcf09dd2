// An API on node:http: `GET /doors/front` needs a token that may `open` `door/front`.
import { createServer } from 'node:http';
import { requireToken } from '@keyward/sdk/guard/http';
import { createVerifier } from '@keyward/sdk/verifier';

// The token of the API itself, with the role `keyward-verifier`.
const { KEYWARD_URL: url, KEYWARD_ACCESS_TOKEN: token, PORT = 3000 } = process.env;
const verifier = createVerifier({ url, token });
const doorOf = (request) => /^\/doors\/([\w-]+)$/.exec(request.url)?.[1];
const guard = requireToken({ verifier, action: 'open', resource: (request) => `door/${doorOf(request)}` });

const server = createServer(async (request, response) => {
  if (doorOf(request) === undefined) return response.writeHead(404).end();
  const principal = await guard(request, response);
  if (principal) response.end(`${principal.name} opens ${doorOf(request)}\n`);
});
server.listen(PORT, '127.0.0.1', () => console.log(`listening on ${server.address().port}`));
process.once('SIGTERM', () => server.close(() => verifier.close()));
