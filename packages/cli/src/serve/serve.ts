import cluster from 'node:cluster';
import { type Config, type ConfigFlags, createLogger, readConfig } from '@keyward/server';
import { endOnUnexpected } from '../unexpected.ts';
import { announceStart } from './announce-start.ts';
import { listenToShell } from './listen-to-shell.ts';
import { runService } from './run-service.ts';
import { serveAsWorker } from './serve-as-worker.ts';
import { serveByWorkers } from './serve-by-workers.ts';
import { stopSignal } from './stop-signal.ts';

export interface ServeFlags extends ConfigFlags {
  readonly create?: boolean;
}

/** Serves until a signal ends it: in this process, or by workers that this one supervises and of which each comes here too. */
export async function serve(flags: ServeFlags): Promise<void> {
  endOnUnexpected();
  const config = readConfig(process.env, flags);
  if (config.workers === undefined) await serveAlone(config, flags.create ?? false);
  else if (cluster.isWorker) await serveAsWorker(config);
  else await serveByWorkers(config, config.workers);
}

async function serveAlone(config: Config, create: boolean): Promise<void> {
  const logger = createLogger(config.logLevel);
  const whenStopped = stopSignal();
  await runService(config, logger, {
    create,
    whenStopped,
    async whileOpen(deployment, run) {
      const shell = await listenToShell(deployment, config, (error) =>
        logger.error({ err: error }, 'failed'),
      );
      try {
        await run();
      } finally {
        await shell?.close();
      }
    },
    async untilStopped(address, deployment) {
      const stop = whenStopped();
      await announceStart(address, config, deployment);
      await stop;
    },
  });
}
