import type { EpochWatch } from '../epochs/epoch-watch.ts';

const LOOK_EVERY_MS = 1_000;

/** Looks from time to time whether the data may be served. No timer keeps the process alive. @returns a function that ends this */
export function lookRegularly(epoch: EpochWatch): () => Promise<void> {
  let looking: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    looking = epoch.look().catch(() => undefined);
  }, LOOK_EVERY_MS).unref();
  return () => {
    clearInterval(timer);
    return looking;
  };
}
