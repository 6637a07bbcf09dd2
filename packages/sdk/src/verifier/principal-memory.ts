import { KeywardError } from '../keyward-error.ts';
import type { Freshness } from './freshness.ts';
import type { KnownPrincipal } from './principal.ts';
import { type SecretKey, secretKeys } from './secret-key.ts';

const MAX_UNKNOWN = 10_000;
const UNKNOWN_LIFE_MS = 1_000;
const MAX_LOADS = 256;
/** So many that were used are passed over in the search for one to forget. */
const PASSED_OVER = 32;

export interface MemoryParts {
  readonly maxEntries: number;
  readonly maxBytes: number;
  readonly freshness: Freshness;
  /** Asks the service; undefined: the secret works for nobody. */
  readonly load: (secret: string) => Promise<KnownPrincipal | undefined>;
}

/** One object with what it knows: each further one on the way to an answer is a wait for memory. */
interface Entry extends KnownPrincipal {
  wasUsed: boolean;
}

interface Load {
  readonly result: Promise<KnownPrincipal | undefined>;
  readonly askedAt: number;
  /** What changed since it began. */
  readonly changed: (readonly string[])[];
  /** Everything may have changed since it began. */
  isOvertaken: boolean;
}

/**
 * What secrets lead to, in the memory of this process:
 * - nothing that changed is answered once the change was told, and nothing that is older than the bound;
 * - what was asked for before a change and comes after it is used once and not kept, and nobody else joins it;
 * - callers with the same secret share one call, but not those who ask after the end that it tells of;
 * - it is bounded by entries and by bytes; secrets that nobody has are remembered apart, for a second.
 *
 * No secret is kept: entries are known by a digest under a key of this process.
 */
export class PrincipalMemory {
  readonly #parts: MemoryParts;
  readonly #freshness: Freshness;
  readonly #keyOf = secretKeys();
  readonly #entries = new Map<SecretKey, Entry>();
  readonly #dependants = new Map<string, Set<SecretKey>>();
  readonly #unknown = new Map<SecretKey, number>();
  /** All that are under way: also those that nobody joins any more must hear of changes. */
  readonly #underWay = new Set<Load>();
  /** The newest for each secret. */
  readonly #loads = new Map<SecretKey, Load>();
  #bytes = 0;
  #hand: MapIterator<[SecretKey, Entry]>;

  constructor(parts: MemoryParts) {
    this.#parts = parts;
    this.#freshness = parts.freshness;
    this.#hand = this.#entries.entries();
  }

  get size(): number {
    return this.#entries.size;
  }

  /** What is known of a secret at once. */
  find(secret: string, now: number): KnownPrincipal | undefined {
    const entry = this.#entries.get(this.#keyOf(secret));
    if (entry === undefined) return undefined;
    if (!this.#freshness.isFresh(entry.knownSince, now)) return undefined;
    // Whether it has ended is for the service to say.
    if (this.#hasEnded(entry, now)) return undefined;
    entry.wasUsed = true;
    return entry;
  }

  /** @throws KeywardError when it cannot be found out now */
  async load(secret: string): Promise<KnownPrincipal | undefined> {
    const key = this.#keyOf(secret);
    const askedAt = this.#freshness.now();
    const unknownSince = this.#unknown.get(key);
    if (unknownSince !== undefined && askedAt - unknownSince < UNKNOWN_LIFE_MS) return undefined;
    const known = await this.#shared(key, secret, askedAt);
    const knownSince = known?.knownSince ?? askedAt;
    const ageMs = this.#freshness.now() - knownSince;
    // What is no number is too old.
    if (!(ageMs <= this.#freshness.boundMs)) throw tooLate();
    return known;
  }

  /** A call that began before this caller asked may tell of what had ended by then: it is asked for once more, by a later call. */
  async #shared(key: SecretKey, secret: string, askedAt: number): Promise<KnownPrincipal | undefined> {
    const underWay = this.#loads.get(key);
    const load = underWay !== undefined && isCurrent(underWay) ? underWay : this.#begin(key, secret);
    const known = await load.result;
    const isOutdated = known !== undefined && load.askedAt < askedAt && this.#hasEnded(known, askedAt);
    return isOutdated ? this.#shared(key, secret, askedAt) : known;
  }

  #hasEnded({ endsAt }: KnownPrincipal, now: number): boolean {
    return endsAt !== null && this.#freshness.serviceTime(now) >= endsAt;
  }

  /** These changed: whatever depends on one of them is not known any more. */
  forget(ids: readonly string[]): void {
    if (ids.length === 0) return;
    this.#unknown.clear();
    for (const load of this.#underWay) load.changed.push(ids);
    for (const id of ids) for (const key of this.#dependants.get(id) ?? []) this.#remove(key);
  }

  /** Everything may have changed. */
  forgetAll(): void {
    this.#unknown.clear();
    for (const load of this.#underWay) load.isOvertaken = true;
    this.#entries.clear();
    this.#bytes = 0;
    this.#dependants.clear();
    this.#hand = this.#entries.entries();
  }

  #begin(key: SecretKey, secret: string): Load {
    if (this.#underWay.size >= MAX_LOADS) throw tooMany();
    const askedAt = this.#freshness.now();
    const load: Load = { result: this.#parts.load(secret), askedAt, changed: [], isOvertaken: false };
    this.#underWay.add(load);
    this.#loads.set(key, load);
    const end = () => {
      this.#underWay.delete(load);
      if (this.#loads.get(key) === load) this.#loads.delete(key);
    };
    load.result.then((known) => {
      end();
      this.#remove(key);
      if (known === undefined && isCurrent(load)) this.#keepUnknown(key, askedAt);
      if (known !== undefined && isUnchanged(load, known)) this.#keep(key, known);
    }, end);
    return load;
  }

  #keep(key: SecretKey, known: KnownPrincipal): void {
    const { maxBytes, maxEntries } = this.#parts;
    if (known.bytes > maxBytes) return;
    while (this.#entries.size >= maxEntries || this.#bytes + known.bytes > maxBytes) this.#evict();
    this.#entries.set(key, { ...known, wasUsed: false });
    this.#bytes += known.bytes;
    for (const id of known.dependsOn) {
      const dependants = this.#dependants.get(id) ?? new Set();
      this.#dependants.set(id, dependants.add(key));
    }
  }

  #keepUnknown(key: SecretKey, askedAt: number): void {
    if (this.#unknown.size >= MAX_UNKNOWN) this.#unknown.clear();
    this.#unknown.set(key, askedAt);
  }

  #remove(key: SecretKey): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    this.#bytes -= entry.bytes;
    for (const id of entry.dependsOn) {
      const dependants = this.#dependants.get(id);
      dependants?.delete(key);
      if (dependants?.size === 0) this.#dependants.delete(id);
    }
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
        this.#remove(key);
        return;
      }
      entry.wasUsed = false;
    }
  }
}

/** Whether nothing at all changed since it began. */
function isCurrent({ changed, isOvertaken }: Load): boolean {
  return !isOvertaken && changed.length === 0;
}

/** The fill fence. */
function isUnchanged({ changed, isOvertaken }: Load, { dependsOn }: KnownPrincipal): boolean {
  return !isOvertaken && !changed.some((ids) => ids.some((id) => dependsOn.includes(id)));
}

function tooLate(): KeywardError {
  return new KeywardError('what Keyward answered is too old to be believed', {
    code: 'service_unavailable',
    hint: 'try again; see whether the network to Keyward is slow',
    retryAfterMs: 1_000,
  });
}

function tooMany(): KeywardError {
  return new KeywardError('too many secrets are being asked for at once', {
    code: 'service_unavailable',
    hint: 'try again',
    retryAfterMs: 1_000,
  });
}
