import type { Dimension, FixedAtoms, Part } from './dimension.ts';
import { fixAtoms, NOTHING_FIXED } from './dimension.ts';
import { PartMemory } from './part-memory.ts';
import type { WordPatterns } from './word-patterns.ts';

/**
 * The tags of the segments of one type: a set of words. Its atoms are globs, and one holds when some tag matches
 * it. Tags can be added one by one, so that globs hold together exactly when each has a tag of its own that
 * matches none of those that fail.
 */
export class TagDimension implements Dimension {
  readonly patterns: WordPatterns;
  readonly #memory: PartMemory<TagPart | 'empty'>;

  constructor(patterns: WordPatterns, memoryCapacity: number) {
    this.patterns = patterns;
    this.#memory = new PartMemory(memoryCapacity);
  }

  whole(): TagPart {
    return this.partOf(NOTHING_FIXED) ?? new TagPart(this, NOTHING_FIXED, []);
  }

  partOf(fixed: FixedAtoms): TagPart | undefined {
    const part = this.#memory.recall(fixed, this.patterns.count, () => {
      const tags: string[] = [];
      for (const atom of fixed.holding) {
        const tag = this.patterns.find([atom], fixed.failing);
        if (tag === undefined) return 'empty';
        tags.push(tag);
      }
      return new TagPart(this, fixed, tags);
    });
    return part === 'empty' ? undefined : part;
  }
}

export class TagPart implements Part {
  /** One for each glob that holds. */
  readonly tags: readonly string[];
  readonly #fixed: FixedAtoms;
  readonly #dimension: TagDimension;
  /** By atom: 0 while unknown, else the relation plus 2. */
  readonly #relations: Uint8Array;

  constructor(dimension: TagDimension, fixed: FixedAtoms, tags: readonly string[]) {
    this.#dimension = dimension;
    this.#fixed = fixed;
    this.tags = tags;
    this.#relations = new Uint8Array(dimension.patterns.count);
  }

  relationTo(atom: number): -1 | 0 | 1 {
    const known = this.#relations[atom];
    if (known) return (known - 2) as -1 | 0 | 1;
    const relation = this.#relate(atom);
    this.#relations[atom] = relation + 2;
    return relation;
  }

  restrict(atoms: readonly number[], positive: boolean): TagPart | undefined {
    const fixed = fixAtoms(this.#fixed, atoms, positive);
    return fixed && this.#dimension.partOf(fixed);
  }

  #relate(atom: number): -1 | 0 | 1 {
    const { holding, failing } = this.#fixed;
    if (holding.includes(atom)) return 1;
    if (failing.includes(atom)) return -1;
    const { patterns } = this.#dimension;
    const needed = holding.some(
      (held, index) =>
        patterns.matches(atom, this.tags[index] ?? '') &&
        patterns.find([held], [...failing, atom]) === undefined,
    );
    if (needed) return 1;
    return patterns.find([atom], failing) === undefined ? -1 : 0;
  }
}
