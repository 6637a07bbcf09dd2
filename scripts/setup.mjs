// Makes a clone ready to run: installs when the lockfile changed, proves that the pinned Node is there, and builds the
// console and the guide when their sources changed.
// Plain JavaScript, because the machine's own Node (20 or newer) runs it before the pinned one exists.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const marker = join(root, 'node_modules', '.setup');
const pinnedNode = join(root, 'node_modules', '.bin', 'node');
/** What is built, into a folder with a marker, from which sources beside what the lockfile names. */
const BUILDS = [
  {
    name: 'console',
    sources: [
      'packages/console/src',
      'packages/console/index.html',
      'packages/console/vite.config.ts',
      'packages/sdk/src',
    ],
    output: 'packages/console/dist',
    folder: 'packages/console',
    words: [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'],
  },
  {
    name: 'guide',
    sources: [
      'docs',
      'examples',
      'GLOSSARY.md',
      'SECURITY.md',
      'spec/openapi.json',
      'packages/guide/navigation.json',
      'packages/guide/src',
      'packages/console/src',
    ],
    output: 'packages/server/guide',
    folder: '.',
    words: ['packages/guide/src/build/write-guide.ts'],
  },
];

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
  if (statSync(path).isFile()) return [path];
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function sourcesFingerprint(sources) {
  const hash = createHash('sha256').update(lockfileFingerprint());
  for (const source of sources) {
    for (const file of filesIn(join(root, source)))
      hash.update(file.slice(root.length)).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function buildWhenChanged({ name, sources, output, folder, words }) {
  const builtMarker = join(root, output, '.built');
  const wanted = sourcesFingerprint(sources);
  if (existsSync(builtMarker) && readFileSync(builtMarker, 'utf8') === wanted) return;
  process.stderr.write(`setup: building the ${name}\n`);
  execFileSync(pinnedNode, words, { cwd: join(root, folder), stdio: ['ignore', 2, 2] });
  writeFileSync(builtMarker, wanted);
}

const fingerprint = lockfileFingerprint();
const isReady = existsSync(marker) && readFileSync(marker, 'utf8') === fingerprint;
if (!isReady) {
  install();
  checkPinnedNode();
  writeFileSync(marker, fingerprint);
}

for (const build of BUILDS) buildWhenChanged(build);
