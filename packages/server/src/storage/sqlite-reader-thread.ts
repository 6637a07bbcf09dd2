import { workerData } from 'node:worker_threads';
import { answerQuestions } from '../request-thread.ts';
import { openSqliteFile, statementRunner } from './sqlite-connection.ts';
import type { ReaderQuery } from './sqlite-reader.ts';

const runner = statementRunner(openSqliteFile(workerData.path, { readOnly: true }));

answerQuestions(({ sql, parameters }: ReaderQuery) => runner.run(sql, parameters).rows);
