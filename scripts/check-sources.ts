/** Rules about the source that no compiler knows: who may import whom, how long files are, what may not occur. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const SIZE_LIMIT_LINES = 500;
const RUNTIME_DEPENDENCY_LIMIT: Readonly<Record<string, number>> = {
  policy: 0,
  sdk: 2,
  cli: 5,
  server: 20,
  console: 0,
  guide: 0,
};

/** Which packages of the workspace each one may import. */
const PACKAGE_IMPORTS: Readonly<Record<string, readonly string[]>> = {
  policy: [],
  sdk: ['@keyward/policy'],
  server: ['@keyward/policy'],
  cli: ['@keyward/server', '@keyward/server/token-format', '@keyward/sdk', '@keyward/policy'],
  console: ['@keyward/sdk', '@keyward/policy'],
  guide: [],
};

/** Files of a package's own folder that stand above all others: they wire things together. */
const WIRING = [
  'packages/server/src/app.ts',
  'packages/server/src/index.ts',
  'packages/server/src/deployment/copy-database.ts',
  'packages/server/src/deployment/find-pepper.ts',
  'packages/server/src/deployment/open-checkpoints.ts',
  'packages/server/src/deployment/signed-audit-log.ts',
  'packages/server/src/deployment/open-deployment.ts',
  'packages/server/src/deployment/open-journal.ts',
  'packages/server/src/deployment/restore-backup.ts',
  'packages/server/src/deployment/rotate-pepper.ts',
];

/** Packages that run in browsers, Deno and Bun too, and what they may import beside their own files. */
const EVERYWHERE: Readonly<Record<string, readonly string[]>> = {
  policy: [],
  sdk: ['@keyward/policy', 'openapi-fetch'],
};

/** Runs on servers only: Node, Deno and Bun, which all have these. */
const ON_SERVERS = 'packages/sdk/src/verifier/';
const SERVER_MODULES: readonly string[] = ['node:crypto', 'node:net'];

/** Written by a program, for programs. */
const GENERATED = 'packages/sdk/src/openapi-types.ts';

/** The one file that knows Better Auth. It is heavy, so nothing but a dynamic import may load it. */
const BETTER_AUTH = 'packages/server/src/sign-in/better-auth.ts';

const problems: string[] = [];

for (const file of globSync('packages/*/src/**/*.{ts,tsx,css}').sort()) {
  const source = readFileSync(file, 'utf8');
  const [, packageName = ''] = file.split('/');
  const lines = source.split('\n').length;
  if (lines > SIZE_LIMIT_LINES && file !== GENERATED)
    report(file, `has ${lines} lines; the limit is ${SIZE_LIMIT_LINES}`);
  if (/\/(utils?|helpers?|common|misc|core|lib)\//.test(file))
    report(file, 'is in a folder whose name hides what is inside');
  for (const imported of importsOf(source)) checkImport(file, packageName, imported);
  checkComparisons(file, source);
  if (/^import (?!type )[^;]*\/better-auth\.ts';/m.test(source))
    report(file, 'loads Better Auth with the program; use `await import`');
}
for (const name of Object.keys(RUNTIME_DEPENDENCY_LIMIT)) checkManifest(name);
checkLockfile();

for (const problem of problems) process.stdout.write(`${problem}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;

function importsOf(source: string): string[] {
  return [...source.matchAll(/^(?:import|export)\b[^;]*?\bfrom '([^']+)'/gms)].map(([, path = '']) => path);
}

function checkImport(file: string, packageName: string, imported: string): void {
  if (/^@?better-auth\b/.test(imported) && file !== BETTER_AUTH)
    report(file, `may not import \`${imported}\`: only \`${BETTER_AUTH}\` may`);
  if (imported.startsWith('@keyward/') || imported === 'keyward') {
    if (!PACKAGE_IMPORTS[packageName]?.includes(imported)) report(file, `may not import \`${imported}\``);
  }
  const allowed = EVERYWHERE[packageName];
  const isOnServers = file.startsWith(ON_SERVERS) && SERVER_MODULES.includes(imported);
  if (allowed !== undefined && !imported.startsWith('.') && !allowed.includes(imported) && !isOnServers)
    report(file, `must run in browsers and may not import \`${imported}\``);
  if (file.includes('/console/src/controls/') && /^\.\.\/(?!app\/)/.test(imported))
    report(file, `is a control and may not import \`${imported}\`, which is a feature`);
  if (packageName !== 'server' || !imported.startsWith('.') || WIRING.includes(file)) return;
  const target = normalize(join(dirname(file), imported));
  const isInHttp = file.includes('/src/http/');
  const isInStorage = file.includes('/src/storage/');
  if (!isInHttp && target.includes('/src/http/'))
    report(file, `is no part of http and may not import \`${imported}\``);
  const isStoragePart =
    target.includes('/src/storage/') && !/\/(?:[a-z-]+-)?store\.ts$|\/page\.ts$/.test(target);
  if (!isInStorage && isStoragePart)
    report(file, `knows the database only through \`storage/store.ts\`, not \`${imported}\``);
}

/** Comparing secrets with `===` tells by its time how much of them was right; no test can show that. */
function checkComparisons(file: string, source: string): void {
  for (const [index, line] of source.split('\n').entries()) {
    const isComparison =
      /\b(secret|bearerToken|digest|pepper|code)\b(?!\.\w*(length|kind|id)\b)[^=;]*[!=]==(?! (undefined|null|'))/i;
    if (isComparison.test(line) && /secret|bearer|digest|pepper/i.test(line)) {
      if (/typeof|\.(length|id|pepperId|prefix|kind|column|outcome|status)\b/.test(line)) continue;
      report(`${file}:${index + 1}`, 'compares a secret with `===`; use `isSameDigest`');
    }
  }
}

function checkManifest(name: string): void {
  const manifest = JSON.parse(readFileSync(`packages/${name}/package.json`, 'utf8'));
  const runtime = Object.entries<string>(manifest.dependencies ?? {});
  const limit = RUNTIME_DEPENDENCY_LIMIT[name] ?? 0;
  if (runtime.length > limit)
    report(`packages/${name}/package.json`, `has ${runtime.length} dependencies; the limit is ${limit}`);
  for (const [dependency, version] of runtime) {
    if (!/^\d+\.\d+\.\d+$/.test(version))
      report(`packages/${name}/package.json`, `does not pin \`${dependency}\` exactly`);
  }
}

function checkLockfile(): void {
  if (/"resolved": "http/.test(readFileSync('package-lock.json', 'utf8'))) {
    report('package-lock.json', 'holds download addresses; install with the `.npmrc` of the repository');
  }
}

function report(place: string, problem: string): void {
  problems.push(`${place}: ${problem}`);
}
