import { fileURLToPath } from 'node:url';
import {
  buildApp,
  type Config,
  ConfigRefused,
  type createLogger,
  type FellowWorkers,
  type OpenDeployment,
  openDeployment,
  systemClock,
} from '@keyward/server';

/** Where the set-up script leaves the built console. */
const CONSOLE = fileURLToPath(new URL('../../../console/dist', import.meta.url));

/** Requests under way get this long to finish after SIGTERM. */
export const DRAIN_MS = 8_000;
const CLOSE_IDLE_MS = 100;

export interface Run {
  readonly create?: boolean;
  readonly fellows?: FellowWorkers;
  /** What goes on from before the service is built until after it has ended. */
  readonly whileOpen?: (deployment: OpenDeployment, run: () => Promise<void>) => Promise<void>;
  /** Is told where the service listens, and resolves when it is to end. */
  readonly untilStopped: (address: string, deployment: OpenDeployment) => Promise<void>;
}

/** Opens the data, listens, and ends both in order. */
export async function runService(
  config: Config,
  logger: ReturnType<typeof createLogger>,
  { create = false, fellows, whileOpen = (_deployment, run) => run(), untilStopped }: Run,
): Promise<void> {
  const deployment = await openDeployment(config, systemClock(), { create, fellows });
  try {
    await whileOpen(deployment, async () => {
      const { pepper, checkpoints } = deployment;
      const appConfig = { ...config, pepper, checkpoints, consoleDirectory: CONSOLE, fellows };
      const app = await buildApp(appConfig, deployment.store, deployment.clock, logger);
      try {
        await untilStopped(await listenOnPorts(app, config), deployment);
      } finally {
        await close(app);
      }
    });
  } finally {
    await deployment.close();
  }
}

type App = Awaited<ReturnType<typeof buildApp>>;

async function listenOnPorts(app: App, { host, port, metricsPort }: Config): Promise<string> {
  if (app.metricsListener !== undefined && metricsPort !== undefined) {
    await listen(app.metricsListener, '--metrics-port', host, metricsPort);
  }
  return listen(app, '--port', host, port);
}

/** Requests under way may end, and their connections with them; after a while those that are left are cut. */
async function close(app: App): Promise<void> {
  const idle = setInterval(() => app.server.closeIdleConnections(), CLOSE_IDLE_MS);
  const forced = setTimeout(() => app.server.closeAllConnections(), DRAIN_MS);
  await app.close();
  clearInterval(idle);
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
