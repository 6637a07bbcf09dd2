import { setImmediate } from 'node:timers/promises';
import type { ChangesRead, NumberedChange } from '../src/storage/change-log-store.ts';
import type { BearerToken } from '../src/tokens/token-format.ts';
import { Lease } from '../src/verification/lease.ts';
import { PrincipalCache } from '../src/verification/principal-cache.ts';
import { RevocationLog } from '../src/verification/revocation-log.ts';

export const BOUND_MS = 1_000;
export const ROLE = 'role';

/** What a token holds at a moment: whether it lives, and the version of the role that all of them have. */
interface Held {
  readonly isLive: boolean;
  readonly roleVersion: number;
}

interface Cached extends Held {
  readonly dependsOn: readonly string[];
  readonly bytes: number;
}

/** A verification as its caller saw it; times are the order of events and the time of the simulation. */
export interface Verification {
  readonly node: number;
  readonly secret: string;
  readonly startedAt: Moment;
  readonly endedAt: Moment;
  readonly answer: Held | 'unavailable';
}

/** A change that its caller was told of. */
export interface Acknowledged {
  readonly node: number;
  /** A secret, or the role. */
  readonly what: string;
  readonly committedAt: Moment;
  readonly toldAt: Moment;
  /** Of the role, from then on. */
  readonly roleVersion: number;
}

export interface Moment {
  readonly event: number;
  readonly ms: number;
}

interface Pending {
  /** Sees the database as it is now. */
  read(): void;
  isRead: boolean;
  deliver(): void;
  lose(): void;
}

/**
 * Nodes with real memory, lease and follower on a database whose every answer waits until it is told to be read and to arrive, in
 * any order, or to be lost. Time passes only when it is told to.
 */
export class SimulatedCluster {
  readonly verifications: Verification[] = [];
  readonly acknowledged: Acknowledged[] = [];
  /** What nodes wait for of the database. */
  readonly pending: Pending[] = [];
  /** Changes that are committed and of which the caller was not told yet. */
  readonly unacknowledged: (() => void)[] = [];
  readonly #nodes: Node[];
  readonly #ended = new Set<string>();
  readonly #log: NumberedChange[] = [];
  #roleVersion = 1;
  #nowMs = 0;
  #event = 0;

  constructor(nodes: number, maxEntries: number) {
    this.#nodes = Array.from({ length: nodes }, () => new Node(this, maxEntries));
  }

  monotonicMs(): number {
    return this.#nowMs;
  }

  advance(ms: number): void {
    this.#nowMs += ms;
  }

  async verify(node: number, secret: string): Promise<void> {
    const startedAt = this.#moment();
    const answer = await this.#nodes[node]?.verify(secret);
    if (answer === undefined) throw new Error('no such node');
    this.verifications.push({ node, secret, startedAt, endedAt: this.#moment(), answer });
  }

  sync(node: number): void {
    this.#nodes[node]?.sync();
  }

  end(node: number, secret: string): void {
    this.#ended.add(secret);
    this.#commit(node, 'token', secret);
  }

  editRole(node: number): void {
    this.#roleVersion++;
    this.#commit(node, 'role', ROLE);
  }

  #commit(node: number, kind: 'token' | 'role', id: string): void {
    const entity = { accountId: 'account', kind, id };
    this.#log.push({ ...entity, number: this.#log.length + 1, at: this.#nowMs });
    const committedAt = this.#moment();
    const roleVersion = this.#roleVersion;
    this.unacknowledged.push(() => {
      this.#nodes[node]?.forget([entity]);
      this.acknowledged.push({ node, what: id, committedAt, toldAt: this.#moment(), roleVersion });
    });
  }

  held(secret: string): Held {
    return { isLive: !this.#ended.has(secret), roleVersion: this.#roleVersion };
  }

  changesAfter(number: number | undefined): ChangesRead {
    const changes = this.#log.filter((change) => number !== undefined && change.number > number);
    return { head: this.#log.length, changes, databaseMs: this.#nowMs, server: 'one' };
  }

  /** An answer of the database: what is read at one event arrives at a later one. */
  ask<T>(read: () => T): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    let answer: T | undefined;
    const remove = () => this.pending.splice(this.pending.indexOf(pending), 1);
    const pending: Pending = {
      isRead: false,
      read() {
        answer = read();
        pending.isRead = true;
      },
      deliver() {
        remove();
        resolve(answer as T);
      },
      lose() {
        remove();
        reject(new Error('the answer was lost'));
      },
    };
    this.pending.push(pending);
    return promise;
  }

  /** Everything that was asked for arrives, and every caller is told. */
  async settle(): Promise<void> {
    for (;;) {
      await setImmediate();
      for (const tell of this.unacknowledged.splice(0)) tell();
      const [next] = this.pending;
      if (next === undefined) return;
      if (!next.isRead) next.read();
      next.deliver();
    }
  }

  #moment(): Moment {
    return { event: ++this.#event, ms: this.#nowMs };
  }
}

class Node {
  readonly #principals: PrincipalCache<Cached>;
  readonly #log: RevocationLog;
  #isSyncing = false;

  constructor(cluster: SimulatedCluster, maxEntries: number) {
    const monotonicMs = () => cluster.monotonicMs();
    const lease = new Lease(BOUND_MS, monotonicMs);
    const load = (secret: BearerToken) =>
      cluster.ask<Cached>(() => ({ ...cluster.held(secret), dependsOn: [secret, ROLE], bytes: 1 }));
    this.#principals = new PrincipalCache({ load, lease, monotonicMs, maxEntries, maxBytes: 1_000 });
    this.#log = new RevocationLog({
      feed: { readChanges: (after) => cluster.ask(() => cluster.changesAfter(after)) },
      lease,
      clock: { now: monotonicMs },
      monotonicMs,
      forget: (changes) => this.#principals.forget(changes),
      forgetAll: () => this.#principals.forgetAll(),
    });
  }

  async verify(secret: string): Promise<Held | 'unavailable'> {
    try {
      const known = this.#principals.find(secret as BearerToken);
      const { isLive, roleVersion } = known ??
        (await this.#principals.load(secret as BearerToken)) ?? { isLive: false, roleVersion: 0 };
      return { isLive, roleVersion };
    } catch {
      return 'unavailable';
    }
  }

  /** As `followChanges` does: never two at once. */
  async sync(): Promise<void> {
    if (this.#isSyncing) return;
    this.#isSyncing = true;
    await this.#log.sync().catch(() => undefined);
    this.#isSyncing = false;
  }

  forget(entities: Parameters<PrincipalCache<Cached>['forget']>[0]): void {
    this.#principals.forget(entities);
  }
}
