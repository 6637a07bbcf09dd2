import { setTimeout as pause } from 'node:timers/promises';
import {
  buildWaitingApp,
  type Config,
  type createLogger,
  DatabaseAway,
  databaseName,
  type OpenDeployment,
} from '@keyward/server';
import { listen } from './listen.ts';
import { openConnections } from './open-connections.ts';

const AGAIN_MS = 1_000;

export interface Reached {
  readonly deployment: OpenDeployment;
  /** Frees the port on which calls were refused so far. @returns the port on which to serve */
  readonly release: () => Promise<number>;
}

/**
 * Opens the data. While the database is away, the service is up but not ready: it listens, refuses every call with 503, and tries
 * again, so that nodes which start during an outage serve by themselves when it is over.
 *
 * @param open opens the data
 * @param whenStopped is asked only while it waits
 * @returns undefined when it is to stop before
 */
export async function openWhenReachable(
  config: Config,
  logger: ReturnType<typeof createLogger>,
  open: () => Promise<OpenDeployment>,
  whenStopped: () => Promise<void>,
): Promise<Reached | undefined> {
  const first = await tryToOpen(open);
  if (!(first instanceof DatabaseAway)) return { deployment: first, release: async () => config.port };

  const waiting = await buildWaitingApp(config, logger);
  const cutConnections = openConnections(waiting);
  const close = async () => {
    cutConnections();
    await waiting.close();
  };
  const place = config.database === undefined ? config.dataDirectory : databaseName(config.database);
  try {
    const address = await listen(waiting, '--port', config.host, config.port);
    process.stderr.write(
      `keyward: waiting for ${place} on ${config.publicUrl ?? address}: ${first.message}\n`,
    );
    const stop = new AbortController();
    void whenStopped().then(() => stop.abort());
    const deployment = await openInTime(open, stop.signal);
    if (deployment !== undefined) {
      const release = async () => {
        await close();
        // A URL does not tell the port that its scheme implies.
        return config.port || Number(new URL(address).port);
      };
      return { deployment, release };
    }
  } catch (error) {
    await close();
    throw error;
  }
  await close();
  return undefined;
}

async function openInTime(open: () => Promise<OpenDeployment>, stopped: AbortSignal) {
  while (!stopped.aborted) {
    await pause(AGAIN_MS, undefined, { signal: stopped }).catch(() => undefined);
    const found = stopped.aborted ? undefined : await tryToOpen(open);
    if (found instanceof DatabaseAway) continue;
    if (!stopped.aborted) return found;
    await found?.close();
  }
  return undefined;
}

async function tryToOpen(open: () => Promise<OpenDeployment>): Promise<OpenDeployment | DatabaseAway> {
  try {
    return await open();
  } catch (error) {
    if (error instanceof DatabaseAway) return error;
    throw error;
  }
}
