import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

const OUTPUT = '.pack';
const SCOPE = '@keyward/';
/** The compiler leaves these as they are in declarations, where older compilers do not take them. */
const RELATIVE_SOURCE = /((?:from |import\()["']\.[^"'\n]*)\.ts(?=["'])/g;

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, string>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly devDependencies?: unknown;
}

/** What lies beside the JavaScript of a package: where it comes from, and its folder in the package. What is not built is left out. */
const BESIDE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  server: { 'packages/console/dist': 'console', spec: 'spec', 'packages/server/guide': 'guide' },
};

/** Threads are begun by the address of their module, which the compiler leaves as it is. */
const THREAD_MODULE = /(new URL\('\.[^']*)\.ts(?=', import\.meta\.url\))/g;

/**
 * Builds packages of the workspace and those that they need of it, each into a folder of its own, and packs these.
 *
 * @returns the paths of the tarballs, each after those that it needs
 */
export function packPackages(names: readonly string[]): string[] {
  const ordered = withNeeded(names);
  return ordered.map((name) => {
    const folder = join(OUTPUT, name);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const { bin } = manifestOf(name);
    if (bin === undefined) compile(name, folder);
    else bundle(name, folder, Object.values(bin));
    describe(name, folder);
    const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', '..'], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [{ filename }] = JSON.parse(packed);
    return resolve(OUTPUT, filename);
  });
}

function withNeeded(names: readonly string[]): string[] {
  const needed = names.flatMap((name) =>
    Object.keys(manifestOf(name).dependencies ?? {})
      .filter((each) => each.startsWith(SCOPE))
      .map((each) => each.slice(SCOPE.length)),
  );
  return [...new Set([...(needed.length > 0 ? withNeeded(needed) : []), ...names])];
}

function manifestOf(name: string): Manifest {
  return JSON.parse(readFileSync(join('packages', name, 'package.json'), 'utf8'));
}

/** What so many modules need is one file: each further file costs a start more than what is in it. With fewer it would be the service too. */
const SHARED_BY = 12;

/** A program starts faster from few files: they hold what it loads but the service, which is loaded by the verbs that need it. */
function bundle(name: string, folder: string, programs: readonly string[]): void {
  const input = programs.map((path) => join('packages', name, path));
  const config = `export default {
    input: ${JSON.stringify(input)},
    platform: 'node',
    external: /^(?:[a-z]|@keyward\\/server$)/,
    output: { dir: ${JSON.stringify(join(folder, 'dist'))}, format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js',
      codeSplitting: { groups: [{ name: 'shared', minShareCount: ${SHARED_BY}, test: /packages.${name}.src/ }] } },
  };
`;
  const file = join(folder, 'rolldown.config.mjs');
  writeFileSync(file, config);
  execFileSync('rolldown', ['-c', file], { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Against what was built of the other packages, so that nothing of them gets in. */
function compile(name: string, folder: string): void {
  const config = {
    extends: '../../tsconfig.json',
    compilerOptions: {
      noEmit: false,
      declaration: true,
      target: 'es2022',
      rootDir: `../../packages/${name}/src`,
      outDir: 'dist',
      paths: builtTypes(),
    },
    include: [`../../packages/${name}/src`],
    exclude: [],
  };
  const file = join(folder, 'tsconfig.json');
  writeFileSync(file, JSON.stringify(config));
  execFileSync('tsc', ['-p', file], { stdio: 'inherit' });
  for (const path of globSync(join(folder, 'dist/**/*.d.ts'))) {
    writeFileSync(path, readFileSync(path, 'utf8').replace(RELATIVE_SOURCE, '$1.js'));
  }
  for (const path of globSync(join(folder, 'dist/**/*.js'))) {
    const source = readFileSync(path, 'utf8');
    if (source.includes('import.meta.url')) writeFileSync(path, source.replace(THREAD_MODULE, '$1.js'));
  }
}

/** Where the types of each entry of each package lie once it is built. */
function builtTypes(): Record<string, string[]> {
  const entries = globSync('packages/*/package.json').flatMap((file) => {
    const name = basename(dirname(file));
    return Object.entries(manifestOf(name).exports ?? {}).map(
      ([path, source]) =>
        [`${SCOPE}${name}${path.slice(1)}`, [`../${name}/${built(source, '.d.ts').slice(2)}`]] as const,
    );
  });
  return Object.fromEntries(entries.map(([name, places]) => [name, [...places]]));
}

function describe(name: string, folder: string): void {
  const { devDependencies: _, exports = {}, bin, ...manifest } = manifestOf(name);
  const packed = {
    ...manifest,
    exports: Object.fromEntries(
      Object.entries(exports).map(([path, source]) => [
        path,
        { types: built(source, '.d.ts'), default: built(source, '.js') },
      ]),
    ),
    ...(bin && {
      bin: Object.fromEntries(Object.entries(bin).map(([verb, file]) => [verb, built(file, '.js')])),
    }),
    files: ['dist', ...Object.values(BESIDE[name] ?? {})],
  };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(packed, null, 2)}\n`);
  for (const [source, place] of Object.entries(BESIDE[name] ?? {})) {
    if (existsSync(source)) cpSync(source, join(folder, place), { recursive: true });
  }
  cpSync('LICENSE', join(folder, 'LICENSE'));
  const readme = join('packages', name, 'README.md');
  if (existsSync(readme)) cpSync(readme, join(folder, 'README.md'));
}

/** Where the source of an entry lies once it is built. */
function built(source: string, extension: '.d.ts' | '.js'): string {
  return source.replace('./src/', './dist/').replace(/\.ts$/, extension);
}
