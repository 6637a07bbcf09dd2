import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { CopiedTable } from '../backup-store.ts';
import type { DataPlace } from '../copy/fill-database.ts';
import { StorageUnavailable } from '../store.ts';

export interface BackUpTask {
  readonly from: DataPlace;
  readonly file: string;
  readonly nowMs: number;
}

export type BackUpAnswer = { readonly tables: readonly CopiedTable[] } | { readonly unavailable: string };

/** A backup takes seconds for each million rows: the service goes on meanwhile. */
export async function backUpOnThread(
  from: DataPlace,
  file: string,
  nowMs: number,
): Promise<readonly CopiedTable[]> {
  const worker = new Worker(new URL('./backup-thread.ts', import.meta.url), {
    workerData: { from, file, nowMs } satisfies BackUpTask,
  });
  const [answer] = (await once(worker, 'message')) as [BackUpAnswer];
  await worker.terminate();
  if ('unavailable' in answer) throw new StorageUnavailable(answer.unavailable);
  return answer.tables;
}
