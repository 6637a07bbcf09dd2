import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import { PostgresPrograms } from './postgres-programs.ts';

const SETTINGS = '-c max_connections=200 -c listen_addresses=127.0.0.1 -c unix_socket_directories=';
/** Quick: what is tested is the death of processes, not of machines. */
const WITHOUT_SYNCS = '-c fsync=off -c full_page_writes=off';
const WITH_SYNCS = '-c wal_sync_method=fdatasync';
const USER = 'keyward';

/** A throw-away PostgreSQL server, with a data directory that outlives its processes. */
export class PostgresServer {
  readonly port: number;
  readonly #programs: PostgresPrograms;
  readonly #directory: string;

  readonly #settings: string;

  private constructor(programs: PostgresPrograms, port: number, settings = WITHOUT_SYNCS) {
    this.#programs = programs;
    this.port = port;
    this.#settings = settings;
    this.#directory = mkdtempSync(join(tmpdir(), 'keyward-postgres-'));
    programs.handOver(this.#directory);
    chmodSync(this.#directory, 0o700);
  }

  /**
   * Makes a server and starts it.
   *
   * @param options.syncs brings every commit to the disk, as servers do that are not thrown away
   */
  static async create(options: { readonly syncs?: boolean } = {}): Promise<PostgresServer> {
    const programs = new PostgresPrograms();
    const settings = options.syncs === true ? WITH_SYNCS : WITHOUT_SYNCS;
    const server = new PostgresServer(programs, await freePort(), settings);
    const words = ['-D', server.#data, '-U', USER, '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8'];
    await programs.run('initdb', [...words, '--no-sync']);
    await server.start();
    return server;
  }

  get #data(): string {
    return join(this.#directory, 'data');
  }

  /** Where it is, without a database. */
  get address(): string {
    return `postgres://${USER}@127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const options = `-p ${this.port} ${SETTINGS} ${this.#settings}`;
    const log = join(this.#directory, 'log');
    await this.#control(['-w', '-t', '60', '-l', log, '-o', options, 'start']);
  }

  /** Ends at once without a checkpoint, and says so to whoever is connected. */
  halt(): Promise<void> {
    return this.#control(['-m', 'immediate', 'stop']);
  }

  /** Stops or continues every process of it. */
  signal(name: 'SIGSTOP' | 'SIGCONT'): void {
    for (const pid of this.pids()) signal(pid, name);
  }

  /** `kill -9` of every process of it: nobody is told anything. */
  async kill(): Promise<void> {
    const pids = this.pids();
    for (const each of pids) signal(each, 'SIGKILL');
    while (pids.some((each) => isAlive(each))) await after(5);
    // Where nobody asks after processes that have ended, the next start would take the old one for alive.
    rmSync(join(this.#data, 'postmaster.pid'));
  }

  /** Of every process of it. */
  pids(): number[] {
    const [pid = ''] = readFileSync(join(this.#data, 'postmaster.pid'), 'utf8').split('\n');
    return [Number(pid), ...childrenOf(Number(pid))];
  }

  /** A server that follows this one and answers reads; with `isSynchronous`, no commit is acknowledged before it has it. */
  async createStandby(options: { readonly isSynchronous: boolean }): Promise<PostgresServer> {
    const standby = new PostgresServer(this.#programs, await freePort());
    const source = `host=127.0.0.1 port=${this.port} user=${USER} application_name=standby`;
    await this.#programs.run('pg_basebackup', ['-D', standby.#data, '-R', '-c', 'fast', '-d', source]);
    await standby.start();
    if (options.isSynchronous) await this.#setSynchronousStandby();
    return standby;
  }

  async #setSynchronousStandby(): Promise<void> {
    const words = ['-h', '127.0.0.1', '-p', String(this.port), '-U', USER, '-d', 'postgres', '-q'];
    const wait = `do $$ begin while not exists (select from pg_stat_replication where sync_state = 'sync')
      loop perform pg_sleep(0.02), pg_stat_clear_snapshot(); end loop; end $$`;
    const set = "alter system set synchronous_standby_names = 'standby'";
    for (const sql of [set, 'select pg_reload_conf()', wait])
      await this.#programs.run('psql', [...words, '-c', sql]);
  }

  /** Makes a standby the primary. */
  promote(): Promise<void> {
    return this.#control(['-w', 'promote']);
  }

  /** Ends it, if it still runs, and removes what it held. */
  async remove(): Promise<void> {
    await this.halt().catch(() => undefined);
    rmSync(this.#directory, { recursive: true, force: true });
  }

  #control(words: readonly string[]): Promise<void> {
    return this.#programs.run('pg_ctl', ['-D', this.#data, ...words]);
  }
}

function childrenOf(pid: number): number[] {
  const numbers = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return numbers.map(Number).filter((each) => parentOf(each) === pid);
}

function parentOf(pid: number): number | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended meanwhile.
  }
}

/** A process that has ended and that nobody has asked after yet is not alive. */
function isAlive(pid: number): boolean {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2, text.lastIndexOf(')') + 3) !== 'Z';
  } catch {
    return false;
  }
}
