/** `npm run bench`: runs the benchmarks one after another. Words after `--` choose by a part of the name. */
import { spawnSync } from 'node:child_process';

const BENCHMARKS = [
  'console-size',
  'console-speed',
  'cli-start',
  'policy-decide',
  'policy-analyse',
  'audit-log',
  'audit-verify',
  'tokens-list',
  'members-list',
  'verify-http',
  'introspect',
  'forward-auth',
  'authzen',
  'verify-in-process',
  'verify-cold',
  'sdk-authorize',
  'guard-fastify',
  'verifier-propagation',
  'verify-under-reads',
  'verify-million',
  'verify-peers',
  'revocation-lag',
  'same-node-ends',
  'workers',
] as const;

const words = process.argv.slice(2);
const chosen = BENCHMARKS.filter((name) => words.length === 0 || words.some((word) => name.includes(word)));
const failed = chosen.filter((name) => {
  process.stdout.write(`\n== ${name}\n`);
  return spawnSync(process.execPath, ['--expose-gc', `bench/${name}.ts`], { stdio: 'inherit' }).status !== 0;
});
process.exitCode = failed.length > 0 || chosen.length === 0 ? 1 : 0;
