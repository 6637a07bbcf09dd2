import { once } from 'node:events';
import { exitCode } from '../exit-code.ts';

/** Resolves at the first SIGTERM or SIGINT; a second one ends the process at once. */
export async function stopSignal(atOnce: () => void = () => undefined): Promise<void> {
  await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      atOnce();
      process.exit(exitCode.failed);
    });
  }
}
