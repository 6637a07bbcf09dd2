import { disableIdleTokens } from '../tokens/disable-idle-tokens.ts';
import type { Deployment } from './deployment.ts';

const EVERY_MS = 600_000;

/**
 * Disables idle tokens from time to time. No timer keeps the process alive.
 *
 * @param onFailure is told of an attempt that failed; the next one goes on
 * @returns a function that ends this
 */
export function disableIdleRegularly(
  deployment: Deployment,
  onFailure: (error: unknown) => void,
): () => Promise<void> {
  const stopping = new AbortController();
  let working: Promise<void> | undefined;
  const work = async () => {
    await disableIdleTokens(deployment, stopping.signal).catch(onFailure);
    working = undefined;
  };
  const timer = setInterval(() => {
    working ??= work();
  }, EVERY_MS).unref();
  return async () => {
    clearInterval(timer);
    stopping.abort();
    await working;
  };
}
