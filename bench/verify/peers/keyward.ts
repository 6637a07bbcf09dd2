/**
 * The whole of Keyward, holding many tokens, each used once before anything is measured:
 *
 *   node bench/verify/peers/keyward.ts sqlite|postgres <tokens> [database url]
 */
import { mkdtempSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  buildApp,
  createFirstOwner,
  createLogger,
  openDeployment,
  readConfig,
  systemClock,
} from '@keyward/server';
import { authenticate } from '../../../packages/server/src/verification/authenticate.ts';
import { fillPostgresSecrets } from '../../tokens/fill-postgres-secrets.ts';
import { fillSecrets } from '../../tokens/fill-secrets.ts';
import { servePeer } from './peer-program.ts';

const [kind = '', count = '0', url = ''] = process.argv.slice(2);
const PRESENTER = { address: '127.0.0.1', changes: false };

const directory = join(mkdtempSync(join(tmpdir(), 'keyward-bench-')), 'data');
const memory = { KEYWARD_CACHE_ENTRIES: String(2 * Number(count) + 100), KEYWARD_CACHE_MEGABYTES: '16000' };
const config =
  kind === 'postgres'
    ? readConfig({
        ...memory,
        KEYWARD_DATABASE_URL: url,
        KEYWARD_PEPPER: Buffer.alloc(32, 'pepper of a benchmark').toString('base64'),
      })
    : readConfig(memory, { data: directory });
const clock = systemClock();
const opened = await openDeployment(config, clock, { create: true });
const owner = { email: 'owner@example.com', firstName: '', lastName: '', organization: '' };
const { account } = await createFirstOwner(
  opened,
  { ...owner, passwordDigest: null, neverExpires: true },
  { system: 'keyward init' },
);
const { pepper } = opened;
const secrets =
  kind === 'postgres'
    ? await fillPostgresSecrets(url, pepper, account.id, Number(count))
    : await fillSecrets(join(directory, 'keyward.db'), pepper, account.id, Number(count));
const app = await buildApp({ ...config, pepper }, opened.store, clock, createLogger('silent'));
await app.listen({ host: '127.0.0.1', port: 0 });
const { deployment } = app;
if (deployment === undefined) throw new Error('the service has no deployment');

function requireAuthenticated({ outcome }: { readonly outcome: string }): void {
  if (outcome !== 'authenticated') throw new Error(outcome);
}

function verify(secret: string): unknown {
  const found = authenticate(deployment as NonNullable<typeof deployment>, secret, PRESENTER);
  return found instanceof Promise ? found.then(requireAuthenticated) : requireAuthenticated(found);
}

while (!deployment.lease.isHeld()) await pause(20);
for (const secret of secrets) await verify(secret);
servePeer(secrets, (app.server.address() as AddressInfo).port, verify);
