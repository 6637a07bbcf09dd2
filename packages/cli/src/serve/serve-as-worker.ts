import {
  type Config,
  createLogger,
  FellowWorkers,
  type FromWorker,
  machineClock,
  type ToWorker,
} from '@keyward/server';
import { runService } from './run-service.ts';

/**
 * Serves as one of several processes, until the supervisor says stop. Signals end it too, since systems that stop services send
 * them to every process: then one that comes twice is no sign of haste. The supervisor alone signs the audit log and issues the set-up code.
 */
export async function serveAsWorker(config: Config): Promise<void> {
  const say = (message: FromWorker) => {
    // Whoever cannot be told has ended, and so does this process then, by itself.
    process.send?.(message, undefined, undefined, () => undefined);
  };
  const fellows = new FellowWorkers(say, machineClock(), config.maxStalenessMs);
  const stop = Promise.withResolvers<void>();
  process.on('message', (message: ToWorker) => {
    if (message.kind === 'stop') stop.resolve();
    else fellows.receive(message);
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop.resolve());

  try {
    const isStopped = await Promise.race([fellows.join().then(() => false), stop.promise.then(() => true)]);
    if (isStopped) return;
    await runService(config, createLogger(config.logLevel), {
      fellows,
      whenStopped: () => stop.promise,
      async untilStopped(address) {
        say({ kind: 'serving', address });
        await stop.promise;
      },
    });
  } finally {
    // Else the channel would keep the process for ever.
    process.channel?.unref();
  }
}
