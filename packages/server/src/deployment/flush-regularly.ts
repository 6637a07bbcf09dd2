import type { CheckpointWriter } from '../audit/checkpoint-writer.ts';
import type { Config } from '../config.ts';
import type { Deployment } from './deployment.ts';

const USAGE_EVERY_MS = 30_000;
const REFUSALS_EVERY_MS = 60_000;

interface Flushed extends Pick<Deployment, 'usage' | 'refusals' | 'redigests'>, Pick<Config, 'audit'> {
  readonly checkpoints?: CheckpointWriter | undefined;
}

/**
 * Writes what is gathered in memory from time to time, and signs how far the audit log has come. No timer keeps the
 * process alive.
 *
 * @param onFailure is told of a write that failed; it is tried again at the next time
 * @returns a function that ends this after a last write
 */
export function flushRegularly(
  { usage, refusals, redigests, checkpoints, audit }: Flushed,
  onFailure: (error: unknown, what: string) => void,
): () => Promise<void> {
  const stops = [
    repeat(USAGE_EVERY_MS, () => usage.flush().catch((error) => onFailure(error, 'the use of tokens'))),
    repeat(REFUSALS_EVERY_MS, () => refusals.flush().catch((error) => onFailure(error, 'the audit log'))),
    repeat(USAGE_EVERY_MS, () => redigests.flush().catch((error) => onFailure(error, 'digests'))),
  ];
  if (checkpoints !== undefined && audit !== undefined) {
    const sign = () => checkpoints.write().catch((error) => onFailure(error, 'checkpoints of the audit log'));
    stops.push(repeat(audit.checkpointEveryMs, sign));
  }
  return async () => {
    for (const stop of stops) await stop();
  };
}

function repeat(everyMs: number, work: () => Promise<void>): () => Promise<void> {
  const timer = setInterval(work, everyMs).unref();
  return () => {
    clearInterval(timer);
    return work();
  };
}
