import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  buildApp,
  createFirstOwner,
  createLogger,
  openDeployment,
  readConfig,
  systemClock,
} from '@keyward/server';

export interface Call {
  readonly url: string;
  /** Makes it a POST. */
  readonly body?: readonly object[];
}

/** The whole service on a fresh directory with an owner; calls are made in process. */
export async function serve(environment: Readonly<Record<string, string>> = {}) {
  const directory = join(mkdtempSync(join(tmpdir(), 'keyward-bench-')), 'data');
  const clock = systemClock();
  const config = readConfig(environment, { data: directory });
  const deployment = await openDeployment(config, clock, { create: true });
  const { store, pepper, checkpoints } = deployment;
  const app = await buildApp({ ...config, pepper }, store, clock, createLogger('silent'));
  const { bearerToken, account } = await createFirstOwner(
    deployment,
    {
      email: 'owner@example.com',
      firstName: '',
      lastName: '',
      organization: '',
      passwordDigest: null,
      neverExpires: true,
    },
    { system: 'keyward init' },
  );
  if (app.deployment === undefined) throw new Error('the service has no deployment');
  return {
    deployment: app.deployment,
    directory,
    databasePath: join(directory, 'keyward.db'),
    accountId: account.id,
    checkpoints,
    async call({ url, body }: Call): Promise<void> {
      const response = await app.inject({
        method: body === undefined ? 'GET' : 'POST',
        url,
        headers: { authorization: bearerToken },
        ...(body && { payload: body as object }),
      });
      if (response.statusCode !== 200) throw new Error(response.body);
    },
    async close(): Promise<void> {
      await app.close();
      await deployment.close();
      rmSync(join(directory, '..'), { recursive: true, force: true });
    },
  };
}

/** The value that so many in a hundred do not exceed. */
export function percentile(values: readonly number[], hundredths: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * hundredths) / 100))] ?? 0;
}
