import type { ChangedEntity } from '../storage/store.ts';

/** Something that principals depend on. `changedAt` is the tick of its last change, 0 for none that matters. */
export interface Dependency {
  readonly id: string;
  changedAt: number;
  holders: number;
}

/** Past so many the changes during slow loads are not remembered one by one: whatever was being loaded is not kept. */
const MAX_REMEMBERED = 10_000;

/**
 * What changed, and when, on a counter of this process. A change costs the same whether one or a million principals depend on
 * what changed: they hold the dependency and compare.
 *
 * The fill fence: whoever loads something notes the tick before, and what changed since is known until the load has ended, also
 * when nobody held it yet.
 */
export class Dependencies {
  readonly #held = new Map<string, Dependency>();
  readonly #changedDuringLoads = new Map<string, number>();
  #loads = 0;
  #fence = 0;
  #tick = 0;

  /** Grows with every change. What was checked at this tick is as good as new. */
  get tick(): number {
    return this.#tick;
  }

  get size(): number {
    return this.#held.size;
  }

  mark(entities: readonly ChangedEntity[]): void {
    for (const id of entities.flatMap(changedIds)) {
      this.#tick++;
      const dependency = this.#held.get(id);
      if (dependency !== undefined) dependency.changedAt = this.#tick;
      if (this.#loads > 0) this.#changedDuringLoads.set(id, this.#tick);
    }
    if (this.#changedDuringLoads.size > MAX_REMEMBERED) this.markAll();
  }

  /** Nothing that was loaded before is current. */
  markAll(): void {
    this.#fence = ++this.#tick;
    this.#changedDuringLoads.clear();
  }

  /** To be called before anything is read. @returns the tick to judge what is read by */
  beginLoad(): number {
    this.#loads++;
    return this.#tick;
  }

  endLoad(): void {
    this.#loads--;
    if (this.#loads === 0) this.#changedDuringLoads.clear();
  }

  /** Whether nothing of this changed since the tick, as far as this process knows; only while the load is under way. */
  isUnchangedSince(tick: number, ids: readonly string[]): boolean {
    return tick >= this.#fence && ids.every((id) => (this.#changedDuringLoads.get(id) ?? 0) <= tick);
  }

  /** Whether what was loaded at the tick is still current. */
  isCurrent(tick: number, held: readonly Dependency[]): boolean {
    if (tick < this.#fence) return false;
    for (const { changedAt } of held) {
      if (changedAt > tick) return false;
    }
    return true;
  }

  hold(ids: readonly string[]): readonly Dependency[] {
    return ids.map((id) => {
      const dependency = this.#held.get(id) ?? { id, changedAt: 0, holders: 0 };
      dependency.holders++;
      this.#held.set(id, dependency);
      return dependency;
    });
  }

  release(held: readonly Dependency[]): void {
    for (const dependency of held) {
      dependency.holders--;
      if (dependency.holders === 0) this.#held.delete(dependency.id);
    }
  }
}

/** The rules of an account hold for all in it. One-time codes and sessions are read from the database at each use. */
export function changedIds({ kind, accountId, id }: ChangedEntity): readonly string[] {
  switch (kind) {
    case 'token':
    case 'member':
    case 'role':
    case 'team':
      return [id];
    case 'account':
    case 'resource_type':
      return accountId === null ? [] : [accountId];
    case 'one_time_code':
    case 'sessions':
      return [];
  }
}
