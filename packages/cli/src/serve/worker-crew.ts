import cluster, { type Worker } from 'node:cluster';
import { type FromWorker, GRANT_MS, machineClock, type ToWorker, WorkerHub } from '@keyward/server';
import { DRAIN_MS } from './run-service.ts';
import { WorkersFailed } from './workers-failed.ts';

const GRANT_EVERY_MS = GRANT_MS / 5;
/** A worker that answers nothing for ten seconds hangs. */
const GRANTS_UNTIL_KILLED = 10_000 / GRANT_EVERY_MS;
/** It loads the program in that time, also on a busy machine. */
const LONGEST_SILENT_START_MS = 30_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
/** Whoever served for so long did not end because of how it was started. */
const SETTLED_MS = 10_000;
/** What waits in memory is written after requests have ended. */
const LAST_WRITE_MS = 1_500;

/**
 * The workers of a node: started one after another the first time, so that what keeps them from it is said once; later each that ends is replaced,
 * after a pause that grows while they end soon. One that hangs is killed.
 */
export class WorkerCrew {
  readonly #wanted: number;
  readonly #hub = new WorkerHub(machineClock());
  readonly #workers = new Map<number, Worker>();
  readonly #pauses = new Set<NodeJS.Timeout>();
  #granting: NodeJS.Timeout | undefined;
  #isSteady = false;
  #isStopping = false;
  #pauseMs = FIRST_PAUSE_MS;
  readonly #failure = Promise.withResolvers<never>();
  #whenEmpty: () => void = () => undefined;

  constructor(wanted: number) {
    this.#wanted = wanted;
    // Workers accept by themselves: a connection that the supervisor hands to a worker that has just ended would be lost, and never closed.
    cluster.schedulingPolicy = cluster.SCHED_NONE;
    cluster.setupPrimary({ serialization: 'advanced' });
  }

  /** @returns where they listen, once all do. @throws WorkersFailed */
  async start(): Promise<string> {
    this.#granting = setInterval(() => this.#grant(), GRANT_EVERY_MS);
    const address = await Promise.race([this.#startAll(), this.#failure.promise]);
    this.#isSteady = true;
    return address;
  }

  /** Resolves when all have ended: in order, or by force past their time. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    for (const pause of this.#pauses) clearTimeout(pause);
    const empty = new Promise<void>((resolve) => {
      this.#whenEmpty = resolve;
    });
    for (const worker of this.#workers.values()) tell(worker, { kind: 'stop' });
    const forced = setTimeout(() => this.kill(), DRAIN_MS + LAST_WRITE_MS);
    if (this.#workers.size > 0) await empty;
    clearTimeout(forced);
    clearInterval(this.#granting);
  }

  kill(): void {
    for (const worker of this.#workers.values()) worker.process.kill('SIGKILL');
  }

  async #startAll(): Promise<string> {
    const startOne = () => new Promise<string>((resolve) => this.#fork(resolve));
    const address = await startOne();
    const others = this.#isStopping ? 0 : this.#wanted - 1;
    await Promise.all(Array.from({ length: others }, startOne));
    return address;
  }

  #fork(onServing: (address: string) => void): void {
    const worker = cluster.fork();
    const { id } = worker;
    this.#workers.set(id, worker);
    const unborn = setTimeout(() => worker.process.kill('SIGKILL'), LONGEST_SILENT_START_MS);
    let servingSince = Number.POSITIVE_INFINITY;
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'hello') {
        clearTimeout(unborn);
        this.#hub.add({ id, send: (answer) => tell(worker, answer) });
        if (this.#isStopping) tell(worker, { kind: 'stop' });
      }
      if (message.kind === 'serving') {
        servingSince = performance.now();
        onServing(message.address);
      }
      void this.#hub.receive(id, message);
    });
    const onEnd = (how: string) => {
      clearTimeout(unborn);
      if (!this.#workers.delete(id)) return;
      this.#hub.remove(id);
      if (this.#isStopping && this.#workers.size === 0) this.#whenEmpty();
      this.#failure.reject(new WorkersFailed());
      if (!this.#isSteady || this.#isStopping) return;
      if (performance.now() - servingSince >= SETTLED_MS) this.#pauseMs = FIRST_PAUSE_MS;
      this.#replace(`keyward: worker ${worker.process.pid ?? id} ended (${how})`);
    };
    worker.once('exit', (code, signal) => onEnd(signal ?? String(code)));
    // A machine without room for another process says so here, and no exit follows. Of one that lives, its exit does.
    worker.on('error', (error) => {
      if (worker.process.pid === undefined) onEnd(error.message);
    });
  }

  #replace(what: string): void {
    process.stderr.write(`${what}; another one starts in ${this.#pauseMs} ms\n`);
    const pause = setTimeout(() => {
      this.#pauses.delete(pause);
      this.#hub.noteReplaced();
      this.#fork(() => undefined);
    }, this.#pauseMs);
    this.#pauses.add(pause);
    this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
  }

  #grant(): void {
    this.#hub.grant();
    for (const id of this.#hub.silentFor(GRANTS_UNTIL_KILLED)) this.#workers.get(id)?.process.kill('SIGKILL');
  }
}

/** A channel that is closed is that of a worker that ends: its exit follows. */
function tell(worker: Worker, message: ToWorker): void {
  if (worker.isConnected()) worker.send(message, () => undefined);
}
