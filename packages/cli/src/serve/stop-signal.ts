import { once } from 'node:events';
import { exitCode } from '../exit-code.ts';

/**
 * @param atOnce is done before the process ends at a second signal
 * @returns what listens from its first call on, and resolves at the first SIGTERM or SIGINT since then, also for those who call it later
 */
export function stopSignal(atOnce: () => void = () => undefined): () => Promise<void> {
  let stopped: Promise<void> | undefined;
  return () => {
    stopped ??= firstSignal(atOnce);
    return stopped;
  };
}

async function firstSignal(atOnce: () => void): Promise<void> {
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      atOnce();
      process.exit(exitCode.failed);
    });
  }
}
