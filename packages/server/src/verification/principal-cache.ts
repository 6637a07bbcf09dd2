import { StorageUnavailable } from '../storage/store.ts';
import type { BearerToken } from '../tokens/token-format.ts';
import { Dependencies, type Dependency } from './dependencies.ts';
import type { Lease, MonotonicMs } from './lease.ts';
import { type SecretKey, secretKeys } from './secret-key.ts';
import { UnknownSecrets } from './unknown-secrets.ts';

/** What may be kept in memory. */
export interface Cacheable {
  /** The ids of everything whose change makes it wrong. */
  readonly dependsOn: readonly string[];
  /** About how much memory it takes. */
  readonly bytes: number;
}

export interface CacheLimits {
  readonly maxEntries: number;
  readonly maxBytes: number;
}

export interface CacheParts<Value> extends CacheLimits {
  /** Reads what a secret leads to; undefined: nobody has it. */
  readonly load: (secret: BearerToken) => Promise<Value | undefined>;
  readonly lease: Lease;
  readonly monotonicMs: MonotonicMs;
  /** Whether all that other workers of this node changed is marked here. While it is not, nothing comes from memory. */
  readonly isTold?: (() => boolean) | undefined;
}

interface Entry<Value> {
  readonly value: Value;
  readonly dependencies: readonly Dependency[];
  /** The tick before it was read. */
  readonly loadedAt: number;
  /** The tick at which it was last found current. */
  checkedAt: number;
  wasUsed: boolean;
}

interface Load<Value> {
  readonly startedAt: number;
  readonly result: Promise<Value | undefined>;
}

const MAX_UNKNOWN = 10_000;
/** So many that were used are passed over in the search for one to forget, so that a verification never waits for a long one. */
const PASSED_OVER = 32;

/**
 * What secrets lead to, in memory. It holds, whatever happens in which order:
 * - nothing that changed is answered once the change was marked, and nothing at all once the lease has lapsed;
 * - what was read before a change and comes after it is not kept;
 * - callers with the same secret share one read, unless something changed since it began;
 * - memory is bounded by entries and by bytes; what nobody asks for goes first.
 *
 * No secret is kept: entries are known by a digest under a key of this process.
 */
export class PrincipalCache<Value extends Cacheable> {
  readonly dependencies = new Dependencies();
  readonly counts = { hits: 0, misses: 0, unknown: 0, loads: 0, evictions: 0 };
  readonly #parts: CacheParts<Value>;
  readonly #keyOf = secretKeys();
  readonly #entries = new Map<SecretKey, Entry<Value>>();
  readonly #unknown: UnknownSecrets;
  readonly #loads = new Map<SecretKey, Load<Value>>();
  #bytes = 0;
  #hand: MapIterator<[SecretKey, Entry<Value>]>;

  constructor(parts: CacheParts<Value>) {
    this.#parts = parts;
    this.#unknown = new UnknownSecrets(MAX_UNKNOWN, parts.monotonicMs);
    this.#hand = this.#entries.entries();
  }

  get size() {
    return { entries: this.#entries.size, bytes: this.#bytes, unknown: this.#unknown.size };
  }

  /** What is known of a secret, at once: undefined when it must be loaded. Whoever answers by it counts the hit. */
  find(secret: BearerToken): Value | undefined {
    if (!this.#parts.lease.isHeld()) return undefined;
    if (this.#parts.isTold?.() === false) return undefined;
    const key = this.#keyOf(secret);
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    if (!this.#isCurrent(entry)) {
      this.#remove(key, entry);
      return undefined;
    }
    entry.wasUsed = true;
    return entry.value;
  }

  /**
   * Reads what a secret leads to, unless it is known that nobody has it.
   *
   * @throws StorageUnavailable also when memory is too old to be kept: whoever answers for others must not answer alone
   */
  async load(secret: BearerToken): Promise<Value | undefined> {
    if (!this.#parts.lease.isHeld()) throw outOfTouch();
    const key = this.#keyOf(secret);
    if (this.#parts.isTold?.() === false) {
      this.counts.misses++;
      return this.#read(key, secret);
    }
    if (this.#unknown.has(key)) {
      this.counts.unknown++;
      return undefined;
    }
    this.counts.misses++;
    const { tick } = this.dependencies;
    const underWay = this.#loads.get(key);
    if (underWay?.startedAt === tick) return underWay.result;
    const load = { startedAt: tick, result: this.#read(key, secret) };
    this.#loads.set(key, load);
    try {
      return await load.result;
    } finally {
      if (this.#loads.get(key) === load) this.#loads.delete(key);
    }
  }

  /** Reads it from the database whatever memory says: for calls that change something. @throws StorageUnavailable */
  async loadFresh(secret: BearerToken): Promise<Value | undefined> {
    if (!this.#parts.lease.isHeld()) throw outOfTouch();
    return this.#read(this.#keyOf(secret), secret);
  }

  async #read(key: SecretKey, secret: BearerToken): Promise<Value | undefined> {
    const { dependencies } = this;
    const askedAt = this.#parts.monotonicMs();
    const tick = dependencies.beginLoad();
    this.counts.loads++;
    try {
      const value = await this.#parts.load(secret);
      if (value !== undefined) {
        if (dependencies.isUnchangedSince(tick, value.dependsOn)) this.#keep(key, value, tick);
      } else if (dependencies.tick === tick) this.#unknown.add(key, askedAt);
      return value;
    } finally {
      dependencies.endLoad();
    }
  }

  #isCurrent(entry: Entry<Value>): boolean {
    const { tick } = this.dependencies;
    if (entry.checkedAt === tick) return true;
    if (!this.dependencies.isCurrent(entry.loadedAt, entry.dependencies)) return false;
    entry.checkedAt = tick;
    return true;
  }

  #keep(key: SecretKey, value: Value, loadedAt: number): void {
    const { maxBytes, maxEntries } = this.#parts;
    const before = this.#entries.get(key);
    if (before !== undefined) this.#remove(key, before);
    if (value.bytes > maxBytes) return;
    while (this.#entries.size >= maxEntries || this.#bytes + value.bytes > maxBytes) this.#evict();
    const dependencies = this.dependencies.hold(value.dependsOn);
    this.#entries.set(key, { value, dependencies, loadedAt, checkedAt: loadedAt, wasUsed: false });
    this.#bytes += value.bytes;
  }

  /** A hand goes round and forgets the first that nobody asked for since it last came by. */
  #evict(): void {
    for (let passed = 0; passed <= PASSED_OVER; passed++) {
      const next = this.#hand.next();
      if (next.done) {
        this.#hand = this.#entries.entries();
        continue;
      }
      const [key, entry] = next.value;
      if (!entry.wasUsed || passed === PASSED_OVER) {
        this.counts.evictions++;
        this.#remove(key, entry);
        return;
      }
      entry.wasUsed = false;
    }
  }

  #remove(key: SecretKey, entry: Entry<Value>): void {
    this.#entries.delete(key);
    this.#bytes -= entry.value.bytes;
    this.dependencies.release(entry.dependencies);
  }

  /** Something was changed, here or on another node. To be called before whoever changed it is told so. */
  forget(entities: Parameters<Dependencies['mark']>[0]): void {
    this.dependencies.mark(entities);
    if (entities.some(({ kind }) => kind === 'token')) this.#unknown.clear();
  }

  /** Everything may have changed. */
  forgetAll(): void {
    this.dependencies.markAll();
    this.#unknown.clear();
  }
}

function outOfTouch(): StorageUnavailable {
  return new StorageUnavailable('this node has not heard of changes for too long to answer from memory');
}
