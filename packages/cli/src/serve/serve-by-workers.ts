import {
  type Config,
  createLogger,
  disableIdleRegularly,
  flushRegularly,
  followOtherNodes,
  openDeployment,
  systemClock,
} from '@keyward/server';
import { announceStart } from './announce-start.ts';
import { openWhenReachable } from './open-when-reachable.ts';
import { stopSignal } from './stop-signal.ts';
import { WorkerCrew } from './worker-crew.ts';

/**
 * Supervises workers that share the port. What is to be done once is done here: the schema is brought up to date and the settings
 * are proved before any worker starts, the set-up code is issued, the audit log is signed.
 */
export async function serveByWorkers(config: Config, workers: number): Promise<void> {
  const logger = createLogger(config.logLevel);
  const open = () => openDeployment(config, systemClock(), { create: false });
  const crew = new WorkerCrew(workers);
  const whenStopped = stopSignal(() => crew.kill());
  const reached = await openWhenReachable(config, logger, open, whenStopped);
  if (reached === undefined) return;
  const { deployment, release } = reached;
  try {
    await release();
    const stopFollowing = await followOtherNodes(deployment, {
      onChanges: () => undefined,
      onFailure: (error) => logger.error({ err: error }, 'the clock of the database cannot be read'),
    });
    const stopFlushing = flushRegularly({ ...deployment, audit: config.audit }, (error, what) =>
      logger.error({ err: error }, `${what} cannot be written; tried again later`),
    );
    const stopDisabling = disableIdleRegularly(deployment, (error) =>
      logger.error({ err: error }, 'idle tokens cannot be disabled; tried again later'),
    );
    try {
      const stop = whenStopped();
      const address = await Promise.race([crew.start(), stop]);
      if (address !== undefined) {
        await announceStart(address, config, deployment);
        await stop;
      }
    } finally {
      await crew.stop();
      await stopDisabling();
      await stopFlushing();
      await stopFollowing();
    }
  } finally {
    await deployment.close();
  }
}
