import { execFileSync, type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { freePort } from './free-port.ts';

/** A PostgreSQL server of its own, made for one test process and gone with it. */
export interface PostgresCluster {
  /** The address of a new, empty database. */
  createDatabase(): Promise<string>;
  /** Ends the server at once, as a power cut would, and starts it again on the same data. */
  halt(): void;
  resume(): void;
  stop(): void;
}

/** PostgreSQL refuses to run as root. */
const SYSTEM_USER = 'postgres';
const isRoot = process.getuid?.() === 0;

/**
 * Starts a throw-away cluster, and installs PostgreSQL where a Debian machine lacks it. A machine that cannot run it fails the
 * tests: they are never skipped.
 */
export async function startPostgresCluster(): Promise<PostgresCluster> {
  const bin = findProgram('initdb') ?? installPostgres();
  const directory = mkdtempSync(join(tmpdir(), 'keyward-postgres-'));
  if (isRoot) execFileSync('chown', [SYSTEM_USER, directory]);
  chmodSync(directory, 0o700);
  const data = join(directory, 'data');
  const port = await freePort();
  run(bin, 'initdb', [
    '-D',
    data,
    '-U',
    'keyward',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
    '--no-sync',
  ]);
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${directory} -c fsync=off -c full_page_writes=off -c max_connections=200`;
  const start = () =>
    run(bin, 'pg_ctl', ['-D', data, '-w', '-t', '60', '-l', join(directory, 'log'), '-o', settings, 'start']);
  const halt = () => run(bin, 'pg_ctl', ['-D', data, '-m', 'immediate', 'stop']);
  start();
  const address = `postgres://keyward@127.0.0.1:${port}`;
  const admin = postgres(`${address}/postgres`, { max: 1, onnotice: () => undefined });
  let databases = 0;
  return {
    async createDatabase() {
      const name = `test_${++databases}`;
      await admin.unsafe(`create database ${name}`);
      return `${address}/${name}`;
    },
    halt,
    resume: start,
    stop() {
      void admin.end({ timeout: 0 });
      halt();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function run(bin: string, program: string, words: readonly string[]): void {
  const command = [join(bin, program), ...words];
  const [file = '', ...rest] = isRoot ? ['runuser', '-u', SYSTEM_USER, '--', ...command] : command;
  const result: SpawnSyncReturns<string> = spawnSync(file, rest, {
    encoding: 'utf8',
    cwd: tmpdir(),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (result.status !== 0) throw new Error(`${program} ended with ${result.status}: ${result.stderr}`);
}

/** The folder of a program of PostgreSQL, on the path or where Debian keeps it. */
function findProgram(name: string): string | undefined {
  const { stdout } = spawnSync(
    'sh',
    ['-c', `command -v ${name} || ls -d /usr/lib/postgresql/*/bin/${name} | tail -1`],
    {
      encoding: 'utf8',
    },
  );
  const path = stdout.trim();
  return path === '' ? undefined : path.slice(0, path.lastIndexOf('/'));
}

function installPostgres(): string {
  execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'postgresql'], { stdio: 'ignore' });
  const bin = findProgram('initdb');
  if (bin === undefined) throw new Error('PostgreSQL is not here and could not be installed');
  return bin;
}
