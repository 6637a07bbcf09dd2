import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import {
  buildApp,
  type Config,
  type ConfigFlags,
  ConfigRefused,
  type ControlSocket,
  ControlSocketRefused,
  createLogger,
  databaseName,
  issueSetupCode,
  type OpenDeployment,
  openControlSocket,
  openDeployment,
  readConfig,
  systemClock,
} from '@keyward/server';
import { exitCode } from './exit-code.ts';
import { endOnUnexpected } from './unexpected.ts';

/** Where the set-up script leaves the built console. */
const CONSOLE = fileURLToPath(new URL('../../console/dist', import.meta.url));

/** Requests under way get this long to finish after SIGTERM. */
const DRAIN_MS = 8_000;

export interface ServeFlags extends ConfigFlags {
  readonly create?: boolean;
}

/** Serves until a signal ends it. */
export async function serve(flags: ServeFlags): Promise<void> {
  endOnUnexpected();
  const config = readConfig(process.env, flags);
  const deployment = await openDeployment(config, systemClock(), { create: flags.create ?? false });
  try {
    const logger = createLogger(config.logLevel);
    const { pepper, checkpoints } = deployment;
    const appConfig = { ...config, pepper, checkpoints, consoleDirectory: CONSOLE };
    const shell = await listenToShell(deployment, config, (error) => logger.error({ err: error }, 'failed'));
    try {
      const app = await buildApp(appConfig, deployment.store, deployment.clock, logger);
      try {
        const stop = stopSignal();
        await announce(app, config, deployment);
        await stop;
      } finally {
        await close(app);
      }
    } finally {
      await shell?.close();
    }
  } finally {
    await deployment.close();
  }
}

/** What the socket offers can be done with the service stopped too, or on a shared database: without it the service still serves. */
async function listenToShell(
  deployment: OpenDeployment,
  { dataDirectory, database }: Config,
  report: (error: unknown) => void,
): Promise<ControlSocket | undefined> {
  if (database !== undefined) return undefined;
  try {
    return await openControlSocket(deployment, dataDirectory, report);
  } catch (error) {
    if (!(error instanceof ControlSocketRefused)) throw error;
    process.stderr.write(`keyward: WARNING: ${error.message}\n`);
    return undefined;
  }
}

type App = Awaited<ReturnType<typeof buildApp>>;

/** Listens, and says on stderr where, and how to set up what is empty. */
async function announce(app: App, config: Config, deployment: OpenDeployment): Promise<void> {
  if (app.metricsListener !== undefined && config.metricsPort !== undefined) {
    await listen(app.metricsListener, '--metrics-port', config.host, config.metricsPort);
  }
  const address = await listen(app, '--port', config.host, config.port);
  const place = config.database === undefined ? config.dataDirectory : databaseName(config.database);
  process.stderr.write(`keyward: serving ${place} on ${config.publicUrl ?? address}\n`);
  if (config.allowInsecureHttp && config.tls === undefined) {
    process.stderr.write('keyward: WARNING: secrets travel in clear text over plain http\n');
  }
  await tellWhenLocked(deployment);
  await printSetupCode(deployment, config.publicUrl ?? address);
}

/** Requests under way may end; after a while their connections are cut. */
async function close(app: App): Promise<void> {
  const forced = setTimeout(() => app.server.closeAllConnections(), DRAIN_MS);
  await app.close();
  clearTimeout(forced);
}

async function listen(app: App, flag: string, host: string, port: number): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE')
      throw new ConfigRefused(
        `\`${flag}\`: ${host}:${port} is in use; stop the other program or choose another port`,
      );
    if (code === 'EACCES')
      throw new ConfigRefused(
        `\`${flag}\`: this user may not listen on ${host}:${port}; choose a port above 1023`,
      );
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new ConfigRefused(`\`--host\`: \`${host}\` is no address of this machine`);
    throw error;
  }
}

/** Restored data is not served before somebody accepts it: whoever starts the service should hear of it first. */
async function tellWhenLocked({ store }: OpenDeployment): Promise<void> {
  const [{ acceptedAt }] = await store.reads.epochs.listEpochs();
  if (acceptedAt !== null) return;
  process.stderr.write(
    'keyward: LOCKED: the data was restored from a backup, and every call is answered 503 until somebody accepts it; run `keyward restore accept --list`, then `keyward restore accept`\n',
  );
}

/** The code goes to stderr, once, beside the call that uses it: it is never logged. */
async function printSetupCode(deployment: OpenDeployment, baseUrl: string): Promise<void> {
  const code = await issueSetupCode(deployment);
  if (code === undefined) return;
  process.stderr.write(
    [
      '',
      'keyward: nobody is set up yet. Within one hour, make the owner and a first access token with this call:',
      '',
      `curl -X POST ${baseUrl}/api/v2/setup -H 'Content-Type: application/json' \\`,
      `  -d '{"code": "${code}", "email": "you@example.com"}'`,
      '',
      `or in a browser, with the same code: ${baseUrl}/welcome`,
      '',
      '',
    ].join('\n'),
  );
}

/** Resolves at the first SIGTERM or SIGINT; a second one ends the process at once. */
async function stopSignal(): Promise<void> {
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => process.exit(exitCode.failed));
}
