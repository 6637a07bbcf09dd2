import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import {
  buildApp,
  type Config,
  type OpenDeployment,
  openDeployment,
  type RestoredBackup,
  readConfig,
  restoreBackup,
} from '../src/index.ts';
import {
  type CallOptions,
  type FrozenClock,
  startTestService,
  type TestService,
  temporaryDirectory,
} from './test-service.ts';

/** A service with a journal beside it, and what a restore takes. */
export interface JournaledService extends TestService {
  readonly journal: string;
  backUp(): Promise<string>;
}

export async function startJournaled(t: TestContext): Promise<JournaledService> {
  const elsewhere = temporaryDirectory(t);
  const journal = join(elsewhere, 'journal.jsonl');
  const service = await startTestService(t, { config: { revocationJournal: journal } });
  let backups = 0;
  return {
    ...service,
    journal,
    async backUp() {
      const file = join(elsewhere, `backup-${++backups}`);
      await service.deployment.store.backUp(file, service.clock.now());
      return file;
    },
  };
}

export interface RestoredService {
  readonly restored: RestoredBackup;
  readonly deployment: OpenDeployment;
  readonly directory: string;
  readonly app: Awaited<ReturnType<typeof buildApp>>;
  statusOf(secret: string): Promise<number>;
  call(options: CallOptions): ReturnType<TestService['call']>;
}

/** Restores a backup into a new directory, with the pepper and the checkpoints of the service, and serves it. */
export async function restoreInto(
  t: TestContext,
  service: TestService,
  file: string,
  journals: readonly string[],
  settings: Partial<Config> = {},
): Promise<RestoredService> {
  const directory = join(temporaryDirectory(t), 'restored');
  mkdirSync(directory);
  for (const name of [
    'pepper',
    'pepper.previous',
    'audit-checkpoints.jsonl',
    'audit-key.pem',
    'audit-key.pem.pub',
  ]) {
    const from = join(service.directory, name);
    if (existsSync(from)) cpSync(from, join(directory, name));
  }
  const config = { ...readConfig({}, { data: directory }), logLevel: 'silent' as const, ...settings };
  const restored = await restoreBackup(config, service.clock, {
    file,
    journals,
    areJournalsAll: true,
    progress: () => undefined,
  });
  return { restored, directory, ...(await serveDirectory(t, config, service.clock)) };
}

export async function serveDirectory(t: TestContext, config: Config, clock: FrozenClock) {
  const deployment = await openDeployment(config, clock, { create: false });
  const app = await buildApp({ ...config, pepper: deployment.pepper }, deployment.store, clock);
  t.after(async () => {
    await app.close();
    await deployment.close();
  });
  const call = ({ as = null, headers, ...rest }: CallOptions) =>
    app.inject({ ...rest, headers: { ...(as !== null && { authorization: as }), ...headers } });
  const statusOf = async (secret: string) =>
    (await call({ url: '/api/v2/caller-identity', as: secret })).statusCode;
  return { deployment, app, call, statusOf };
}
