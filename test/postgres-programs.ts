import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** PostgreSQL refuses to run as root. */
const SYSTEM_USER = 'postgres';
const isRoot = process.getuid?.() === 0;

/** The programs of PostgreSQL, run as a user who may. */
export class PostgresPrograms {
  readonly #bin: string;

  /** Installs PostgreSQL where a Debian machine lacks it. A machine that cannot run it fails the tests: they are never skipped. */
  constructor() {
    this.#bin = findProgram('initdb') ?? installPostgres();
  }

  /** @throws Error with what the program said */
  async run(program: string, words: readonly string[]): Promise<void> {
    const [file = '', ...rest] = this.command(program, words);
    await promisify(execFile)(file, rest, { cwd: tmpdir(), timeout: 90_000 });
  }

  /** What runs a program as a user who may. */
  command(program: string, words: readonly string[]): readonly string[] {
    const command = [join(this.#bin, program), ...words];
    return isRoot ? ['runuser', '-u', SYSTEM_USER, '--', ...command] : command;
  }

  /** Makes a directory one that the servers may write. */
  handOver(directory: string): void {
    if (isRoot) execFileSync('chown', [SYSTEM_USER, directory]);
  }
}

/** The folder of a program of PostgreSQL, on the path or where Debian keeps it. */
function findProgram(name: string): string | undefined {
  const find = `readlink -f "$(command -v ${name})" || ls -d /usr/lib/postgresql/*/bin/${name} | tail -1`;
  const path = spawnSync('sh', ['-c', find], { encoding: 'utf8' }).stdout.trim();
  return path === '' ? undefined : path.slice(0, path.lastIndexOf('/'));
}

function installPostgres(): string {
  execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'postgresql'], { stdio: 'ignore' });
  const bin = findProgram('initdb');
  if (bin === undefined) throw new Error('PostgreSQL is not here and could not be installed');
  return bin;
}
