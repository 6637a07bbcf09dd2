import { parentPort, workerData } from 'node:worker_threads';
import { openSqliteFile, statementRunner } from './sqlite-connection.ts';
import type { ReaderReply, ReaderRequest } from './sqlite-reader.ts';

const runner = statementRunner(openSqliteFile(workerData.path, { readOnly: true }));

function answer({ id, sql, parameters }: ReaderRequest): ReaderReply {
  try {
    return { id, rows: runner.run(sql, parameters).rows };
  } catch (error) {
    return { id, error: error instanceof Error ? error : new Error(String(error)) };
  }
}

parentPort?.on('message', (request: ReaderRequest) => parentPort?.postMessage(answer(request)));
