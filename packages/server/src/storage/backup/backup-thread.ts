import { parentPort, workerData } from 'node:worker_threads';
import { StorageUnavailable } from '../store.ts';
import type { BackUpAnswer, BackUpTask } from './back-up-on-thread.ts';
import { writeBackup } from './backup-file.ts';

const { from, file, nowMs } = workerData as BackUpTask;

async function answer(): Promise<BackUpAnswer> {
  try {
    return { tables: await writeBackup(from, file, nowMs) };
  } catch (error) {
    if (error instanceof StorageUnavailable) return { unavailable: error.message };
    throw error;
  }
}

parentPort?.postMessage(await answer());
