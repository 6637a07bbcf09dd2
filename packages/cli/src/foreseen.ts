import {
  ConfigRefused,
  DataDirectoryRefused,
  Failure,
  PasswordRefused,
  SchemaTooNew,
  StorageUnavailable,
  TargetNotEmpty,
} from '@keyward/server';
import { WorkersFailed } from './serve/workers-failed.ts';

const FORESEEN = [
  ConfigRefused,
  DataDirectoryRefused,
  Failure,
  PasswordRefused,
  SchemaTooNew,
  StorageUnavailable,
  TargetNotEmpty,
  WorkersFailed,
] as const;

/** Whether it is an error of the service whose message is written for the person at the shell. */
export function isForeseen(error: unknown): error is Error {
  return FORESEEN.some((foreseen) => error instanceof foreseen);
}
