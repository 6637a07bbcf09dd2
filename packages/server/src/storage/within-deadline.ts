import { StorageUnavailable } from './store.ts';

/** Waits for an answer of the database so long and no longer. @throws StorageUnavailable; the question goes on meanwhile */
export async function withinDeadline<T>(answer: Promise<T>, deadlineMs: number): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new StorageUnavailable('the database does not answer in time')),
    deadlineMs,
  );
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
    answer.catch(() => undefined);
  }
}
