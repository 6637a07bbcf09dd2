/**
 * `npm test`: every test of the repository, two files at a time. Words after `--` choose files by a part of their
 * path. No test at all is a failure.
 */
import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

const FILES = ['packages/*/test/**/*.test.ts', 'test/**/*.test.ts', 'e2e/**/*.test.ts'];
const TIMEOUT_MS = 600_000;

const words = process.argv.slice(2);
const files = globSync(FILES)
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
  .sort();

// Each file is a process that strips and compiles the same sources: done once, it is half of a short file's time.
process.env.NODE_COMPILE_CACHE ??= resolve('node_modules/.cache/compiled');

const counts = { passed: 0, failed: 0 };
const stream = run({ files, concurrency: 2, timeout: TIMEOUT_MS });
stream.on('test:summary', ({ file, counts: all }) => {
  if (file !== undefined) return;
  counts.passed = all.passed;
  counts.failed = all.tests - all.passed - all.skipped - all.todo;
});
stream.compose(spec()).pipe(process.stdout);
stream.on('close', () => {
  process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;
});
process.on('exit', () => process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed\n`));
