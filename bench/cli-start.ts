/** How much the processor works to start the command line, as it is packed and as it stands, beside a Node that does nothing. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packPackages } from '../scripts/pack-packages.ts';

const ROUNDS = 30;
/** Of a start of Node itself, for the packed program. */
const LIMIT = 2.5;

/** Says at the end how many microseconds of processor a process took: other work of the machine is not in it, as it is in its time. */
const WITNESS = `const { writeSync } = require('node:fs');
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeSync(3, String(user + system));
});
`;

/** As `npm run pack` leaves it; what these verbs load of other packages is that of the workspace. */
const packed = '.pack/cli/dist/main.js';
const SOURCE = 'packages/cli/src/main.ts';
const directory = mkdtempSync(join('node_modules', '.cache', 'cli-start-'));

packPackages(['cli']);
try {
  const environment = { ...process.env, NODE_COMPILE_CACHE: join(directory, 'compiled') };
  const bare = ['-e', '0'];
  const subjects = {
    'node -e 0': bare,
    'packed: keyward --version': [packed, '--version'],
    'packed: keyward tokens --help': [packed, 'tokens', '--help'],
    'packed: keyward config path': [packed, 'config', 'path'],
    'source: keyward --version': [SOURCE, '--version'],
  };
  const times = new Map(Object.keys(subjects).map((name) => [name, [] as number[]]));
  const witness = join(directory, 'witness.cjs');
  writeFileSync(witness, WITNESS);
  // In turns, so that whatever else the machine does falls on all of them alike. The first round fills the caches.
  for (let round = -1; round < ROUNDS; round++) {
    for (const [name, words] of Object.entries(subjects)) {
      const { status, stderr, output } = spawnSync(
        process.execPath,
        ['--require', `./${witness}`, ...words],
        {
          env: environment,
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
        },
      );
      if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
      if (round >= 0) times.get(name)?.push(Number(output[3]) / 1000);
    }
  }
  const nodeMs = fastestOf(times.get('node -e 0'));
  for (const [name, each] of times) {
    const ratio = fastestOf(each) / nodeMs;
    process.stdout.write(
      `${name.padEnd(32)} ${fastestOf(each).toFixed(0).padStart(4)} ms  ${ratio.toFixed(2)}\n`,
    );
    if (name.startsWith('packed') && ratio > LIMIT) process.exitCode = 1;
  }
  process.stdout.write(`the packed program may take ${LIMIT} times as long as node -e 0\n`);
} finally {
  rmSync(directory, { recursive: true, force: true });
}

/** What else the machine does only adds. */
function fastestOf(values: readonly number[] = []): number {
  return Math.min(...values);
}
