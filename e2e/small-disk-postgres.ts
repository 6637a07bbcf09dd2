import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { freePort } from '../test/free-port.ts';
import { PostgresPrograms } from '../test/postgres-programs.ts';
import { temporaryDirectory } from './keyward-process.ts';

const KIBIBYTES = 98_304;
const SETTINGS = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off', 'max_wal_size=4MB'];

/**
 * A PostgreSQL server whose data lies on a small file system in memory, which only its own processes see. Whoever is not root keeps the
 * right to mount it within a user namespace of their own, under their own name, since PostgreSQL refuses root.
 */
export async function startPostgresOnSmallDisk(t: TestContext) {
  const programs = new PostgresPrograms();
  const directory = temporaryDirectory(t);
  const disk = join(directory, 'disk');
  mkdirSync(disk);
  chmodSync(directory, 0o711);
  const data = join(disk, 'data');
  const port = await freePort();
  const init = [
    '-D',
    data,
    '-U',
    'keyward',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
    '--wal-segsize=1',
  ];
  const quoted = (program: string, words: readonly string[]) =>
    programs
      .command(program, words)
      .map((word) => `'${word}'`)
      .join(' ');
  const isRoot = process.getuid?.() === 0;
  const script = `mount -t tmpfs -o size=${KIBIBYTES}k,mode=0777 none '${disk}' && ${quoted('initdb', init)} >/dev/null &&
    exec ${quoted('postgres', ['-D', data, '-p', String(port), ...SETTINGS.flatMap((each) => ['-c', each])])}`;
  const namespaces = isRoot ? ['--mount'] : ['--map-current-user', '--keep-caps', '--mount'];
  const child = spawn('unshare', [...namespaces, 'sh', '-c', script], { stdio: 'ignore', detached: true });
  const ended = once(child, 'exit');
  t.after(async () => {
    process.kill(-(child.pid ?? 0), 'SIGKILL');
    await ended;
  });
  const url = `postgres://keyward@127.0.0.1:${port}/postgres`;
  await untilItAnswers(url);
  return { url, disk: `/proc/${child.pid}/root${disk}` };
}

async function untilItAnswers(url: string): Promise<void> {
  const deadline = performance.now() + 60_000;
  for (;;) {
    const sql = postgres(url, { max: 1, onnotice: () => undefined });
    try {
      await sql`select 1`;
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
    } finally {
      await sql.end();
    }
    await pause(100);
  }
}
