import {
  buildApp,
  CONSOLE_DIRECTORY,
  type Config,
  type createLogger,
  type FellowWorkers,
  GUIDE_DIRECTORY,
  type OpenDeployment,
  openDeployment,
  systemClock,
} from '@keyward/server';
import { type App, listen } from './listen.ts';
import { openConnections } from './open-connections.ts';
import { openWhenReachable } from './open-when-reachable.ts';

/** Requests under way get this long to finish after SIGTERM. */
export const DRAIN_MS = 8_000;
const CLOSE_IDLE_MS = 100;

export interface Run {
  readonly create?: boolean;
  readonly fellows?: FellowWorkers;
  /** Resolves when a service that still waits for its database is to end. */
  readonly whenStopped: () => Promise<void>;
  /** What goes on from before the service is built until after it has ended. */
  readonly whileOpen?: (deployment: OpenDeployment, run: () => Promise<void>) => Promise<void>;
  /** Is told where the service listens, and resolves when it is to end. */
  readonly untilStopped: (address: string, deployment: OpenDeployment) => Promise<void>;
}

/** Opens the data, as soon as that can be, listens, and ends both in order. */
export async function runService(
  config: Config,
  logger: ReturnType<typeof createLogger>,
  { create = false, fellows, whenStopped, whileOpen = (_deployment, run) => run(), untilStopped }: Run,
): Promise<void> {
  const open = () => openDeployment(config, systemClock(), { create, fellows });
  const reached = await openWhenReachable(config, logger, open, whenStopped);
  if (reached === undefined) return;
  const { deployment, release } = reached;
  try {
    await whileOpen(deployment, async () => {
      const { pepper, checkpoints } = deployment;
      const pages = { consoleDirectory: CONSOLE_DIRECTORY, guideDirectory: GUIDE_DIRECTORY };
      const appConfig = { ...config, ...pages, pepper, checkpoints, fellows };
      const app = await buildApp(appConfig, deployment.store, deployment.clock, logger);
      const cut = openConnections(app);
      try {
        const port = await release();
        await untilStopped(await listenOnPorts(app, { ...config, port }), deployment);
      } finally {
        await close(app, cut);
      }
    });
  } finally {
    await release();
    await deployment.close();
  }
}

async function listenOnPorts(app: App, { host, port, metricsPort }: Config): Promise<string> {
  if (app.metricsListener !== undefined && metricsPort !== undefined) {
    await listen(app.metricsListener, '--metrics-port', host, metricsPort);
  }
  return listen(app, '--port', host, port);
}

/** Requests under way may end, and their connections with them; after a while those that are left are cut. */
async function close(app: App, cut: () => void): Promise<void> {
  const idle = setInterval(() => app.server.closeIdleConnections(), CLOSE_IDLE_MS);
  const forced = setTimeout(cut, DRAIN_MS);
  await app.close();
  clearInterval(idle);
  clearTimeout(forced);
}
