import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const OUTPUT = '.pack';
const SCOPE = '@keyward/';
/** The built guide, which the server finds beside its `dist`. */
const GUIDE = 'guide';
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
    compile(name, folder);
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
      paths: { [`${SCOPE}*`]: ['../*/dist/index.d.ts'] },
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
    files: ['dist', GUIDE],
  };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(packed, null, 2)}\n`);
  cpSync('LICENSE', join(folder, 'LICENSE'));
  const guide = join('packages', name, GUIDE);
  if (existsSync(guide)) cpSync(guide, join(folder, GUIDE), { recursive: true });
  const readme = join('packages', name, 'README.md');
  if (existsSync(readme)) cpSync(readme, join(folder, 'README.md'));
}

/** Where the source of an entry lies once it is built. */
function built(source: string, extension: '.d.ts' | '.js'): string {
  return source.replace('./src/', './dist/').replace(/\.ts$/, extension);
}
