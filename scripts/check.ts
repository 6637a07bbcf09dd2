/** `npm run check`: everything that can be proved without running the service under test. */
import { spawnSync } from 'node:child_process';

const STEPS = [
  ['types', 'tsc', '--noEmit', '-p', 'tsconfig.json'],
  ['types without Node', 'tsc', '--noEmit', '-p', 'packages/sdk/tsconfig.json'],
  ['types of the console', 'tsc', '--noEmit', '-p', 'packages/console/tsconfig.json'],
  ['types of the guide', 'tsc', '--noEmit', '-p', 'packages/guide/tsconfig.json'],
  ['format and lint', 'biome', 'check', '.'],
  ['source rules', 'node', 'scripts/check-sources.ts'],
  ['spec is up to date', 'node', 'scripts/write-spec.ts', '--check'],
  ['the bundle of the SDK', 'node', 'scripts/check-bundle.ts'],
  ['docs are true', 'node', 'scripts/check-docs.ts'],
] as const;

const failed = STEPS.filter(([name, command, ...words]) => {
  process.stdout.write(`\n== ${name}\n`);
  return spawnSync(command, words, { stdio: 'inherit' }).status !== 0;
});
process.stdout.write(
  failed.length === 0
    ? `\nall ${STEPS.length} checks hold\n`
    : `\nfailed: ${failed.map(([name]) => name).join(', ')}\n`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
