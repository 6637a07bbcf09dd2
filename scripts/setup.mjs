// Makes a clone ready to run: installs when the lockfile changed, proves that the pinned Node is there, and builds the
// console when its sources changed.
// Plain JavaScript, because the machine's own Node (20 or newer) runs it before the pinned one exists.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const marker = join(root, 'node_modules', '.setup');
const pinnedNode = join(root, 'node_modules', '.bin', 'node');
const consoleFolder = join(root, 'packages', 'console');
const builtMarker = join(consoleFolder, 'dist', '.built');
/** What the console is built from, beside what the lockfile names. */
const CONSOLE_SOURCES = ['console/src', 'console/index.html', 'console/vite.config.ts', 'sdk/src'];

function lockfileFingerprint() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

function install() {
  process.stderr.write('setup: installing dependencies\n');
  const npm = process.env.npm_execpath;
  const [command, args] = npm?.endsWith('.js')
    ? [process.execPath, [npm, 'ci', '--loglevel=error']]
    : ['npm', ['ci', '--loglevel=error']];
  execFileSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] });
}

function checkPinnedNode() {
  const wanted = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies.node;
  let found = 'none';
  try {
    found = execFileSync(pinnedNode, ['--version'], { encoding: 'utf8' }).trim().slice(1);
  } catch {
    // The comparison below says what to do.
  }
  if (found === wanted) return;
  process.stderr.write(
    `setup: node ${wanted} is needed in node_modules but found ${found}; allow install scripts (npm config get ignore-scripts) and run \`npm ci\`\n`,
  );
  process.exit(1);
}

function filesIn(path) {
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

function consoleFingerprint() {
  const hash = createHash('sha256').update(lockfileFingerprint());
  for (const source of CONSOLE_SOURCES) {
    const path = join(root, 'packages', source);
    const files = source.endsWith('src') ? filesIn(path).sort() : [path];
    for (const file of files) hash.update(file.slice(root.length)).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function buildConsole(sources) {
  process.stderr.write('setup: building the console\n');
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const words = [vite, 'build', '--logLevel', 'warn'];
  execFileSync(pinnedNode, words, { cwd: consoleFolder, stdio: ['ignore', 2, 2] });
  writeFileSync(builtMarker, sources);
}

const fingerprint = lockfileFingerprint();
const isReady = existsSync(marker) && readFileSync(marker, 'utf8') === fingerprint;
if (!isReady) {
  install();
  checkPinnedNode();
  writeFileSync(marker, fingerprint);
}

const sources = consoleFingerprint();
const isBuilt = existsSync(builtMarker) && readFileSync(builtMarker, 'utf8') === sources;
if (!isBuilt) buildConsole(sources);
