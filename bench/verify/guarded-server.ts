/** `node guarded-server.ts guarded|open SECRETS PORT`: a Fastify route, behind a guard or not, whose tokens are all in memory. */
import { readFileSync } from 'node:fs';
import fastify from 'fastify';
import { requireToken } from '../../packages/sdk/src/guard/fastify.ts';
import { createVerifier } from '../../packages/sdk/src/verifier/index.ts';
import { playedService } from './played-service.ts';

const [kind, file = '', port] = process.argv.slice(2);
const secrets: readonly string[] = JSON.parse(readFileSync(file, 'utf8'));
const verifier = createVerifier({
  url: 'http://127.0.0.1:1',
  token: 'bench',
  reportEveryMs: 1_000_000,
  fetch: playedService,
});
const wanted = { action: 'viewProject', resource: 'proj/web' };
for (const secret of secrets) await verifier.authorize(secret, wanted);
const guard = requireToken({ verifier, ...wanted });
const app = fastify();
app.get('/', kind === 'guarded' ? { onRequest: guard } : {}, async () => 'hello');
await app.listen({ host: '127.0.0.1', port: Number(port) });
process.stdout.write('listening\n');
