// An API behind a gateway that is configured as docs/gateways says. It asks nobody: what arrives was allowed.
import { createServer } from 'node:http';

const { PORT = 3000 } = process.env;

const server = createServer((request, response) => {
  // Set by the gateway, which drops whatever a client says of itself. Only the gateway may reach this port.
  const { 'x-auth-subject': subject, 'x-auth-role': role } = request.headers;
  if (subject === undefined) return response.writeHead(500).end('no gateway stands before this API\n');
  response.end(`${subject} (${role}) asks for ${request.method} ${request.url}\n`);
});
server.listen(PORT, '127.0.0.1', () => console.log(`listening on ${server.address().port}`));
process.once('SIGTERM', () => server.close());
