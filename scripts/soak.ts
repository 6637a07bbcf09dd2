/**
 * `npm run soak`: the tests that gain by length, run long. Each soak is a test file with an environment that says how
 * long; `npm test` runs the same files short. Words after `--` choose soaks by a part of their name; a variable that is set already
 * stays, so that a soak can be tried for a moment.
 */
import { spawn } from 'node:child_process';

interface Soak {
  readonly name: string;
  readonly promise: string;
  readonly file: string;
  readonly environment: Readonly<Record<string, string>>;
}

const SOAKS: readonly Soak[] = [
  {
    name: 'kill-minus-nine',
    promise: 'what was acknowledged survives 500 kills',
    file: 'e2e/kill-minus-nine.test.ts',
    environment: { KEYWARD_KILL_ROUNDS: '500' },
  },
  {
    name: 'kill-postgres',
    promise: 'what was acknowledged survives 500 kills of the node and of the database server',
    file: 'e2e/kill-minus-nine-postgres.test.ts',
    environment: { KEYWARD_KILL_POSTGRES_ROUNDS: '500' },
  },
  {
    name: 'same-node-ends',
    promise:
      'of 100000 tokens none works on its node, of one process or of workers, once its end was answered',
    file: 'bench/same-node-ends.ts',
    environment: { BENCH_TRIALS: '100000' },
  },
  {
    name: 'cluster',
    promise: 'three nodes give no wrong answer while each of eleven faults comes 20 times, in any order',
    file: 'e2e/cluster.test.ts',
    environment: { KEYWARD_CLUSTER_ROUNDS: '20' },
  },
  {
    name: 'token-model',
    promise: 'a plain model and the service agree on 3000 random lives of tokens',
    file: 'packages/server/test/token-model.test.ts',
    environment: { KEYWARD_MODEL_RUNS: '3000' },
  },
  {
    name: 'token-races',
    promise: 'of 1000 pairs of resets at once, the last commit alone leaves the current secret',
    file: 'packages/server/test/token-races.test.ts',
    environment: { KEYWARD_RESET_ROUNDS: '1000' },
  },
  {
    name: 'verification-simulation',
    promise: 'memory, lease and follower of several nodes are right under 300000 schedules',
    file: 'packages/server/test/verification-simulation.test.ts',
    environment: { KEYWARD_SIMULATION_RUNS: '300000' },
  },
  {
    name: 'policy-analysis',
    promise: 'the analysis agrees with brute force on 1000000 random pairs of policies',
    file: 'packages/policy/test/analyse-brute-force.test.ts',
    environment: { KEYWARD_ANALYSIS_PAIRS: '1000000' },
  },
];

interface Outcome {
  readonly name: string;
  readonly hasPassed: boolean;
  readonly seconds: number;
}

const words = process.argv.slice(2).filter((word) => word !== '--');
const chosen = SOAKS.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
if (chosen.length === 0) {
  process.stderr.write(`soak: no soak is called so; there are ${SOAKS.map(({ name }) => name).join(', ')}\n`);
  process.exit(2);
}

const outcomes: Outcome[] = [];
for (const soak of chosen) {
  outcomes.push(await run(soak));
}

for (const { name, hasPassed, seconds } of outcomes) {
  process.stdout.write(`${hasPassed ? 'passed' : 'FAILED'}  ${name}  ${seconds} s\n`);
}
const failed = outcomes.filter(({ hasPassed }) => !hasPassed).length;
process.stdout.write(`${outcomes.length - failed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 || outcomes.length === 0 ? 1 : 0;

async function run({ name, promise, file, environment }: Soak): Promise<Outcome> {
  const settings = Object.entries(environment).map(
    ([variable, value]) => `${variable}=${process.env[variable] ?? value}`,
  );
  process.stdout.write(`soak: ${name}: ${promise} (${settings.join(' ')})\n`);
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['--test', '--test-reporter=spec', file], {
    env: { ...environment, ...process.env },
    stdio: 'inherit',
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return { name, hasPassed: code === 0, seconds: Math.round((performance.now() - startedAt) / 1000) };
}
