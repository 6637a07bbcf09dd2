import { StorageUnavailable } from './store.ts';

/**
 * Waits for an answer of the database so long and no longer.
 *
 * @param onLate may give up the question, which goes on otherwise
 * @throws StorageUnavailable
 */
export async function withinDeadline<T>(
  answer: Promise<T>,
  deadlineMs: number,
  onLate?: () => void,
): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new StorageUnavailable('the database does not answer in time'));
    onLate?.();
  }, deadlineMs);
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
    answer.catch(() => undefined);
  }
}
