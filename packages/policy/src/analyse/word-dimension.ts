import type { Dimension, FixedAtoms, Part } from './dimension.ts';
import { fixAtoms, NOTHING_FIXED } from './dimension.ts';
import { PartMemory } from './part-memory.ts';
import type { WordPatterns } from './word-patterns.ts';

/** The name of a segment, or the action: one word. Its atoms are globs. */
export class WordDimension implements Dimension {
  readonly patterns: WordPatterns;
  readonly #memory: PartMemory<WordPart | 'empty'>;

  constructor(patterns: WordPatterns, memoryCapacity: number) {
    this.patterns = patterns;
    this.#memory = new PartMemory(memoryCapacity);
  }

  whole(): WordPart {
    const whole = this.partOf(NOTHING_FIXED);
    if (!whole) throw new RangeError('a dimension without words');
    return whole;
  }

  partOf(fixed: FixedAtoms): WordPart | undefined {
    const exact = fixed.holding.find((atom) => this.patterns.isExact(atom));
    // One word alone decides all the other atoms, so they need not be told apart.
    const key = exact === undefined ? fixed : { holding: [exact], failing: [] };
    const hasMore = exact !== undefined && fixed.holding.length + fixed.failing.length > 1;
    if (hasMore && this.patterns.find(fixed.holding, fixed.failing) === undefined) return undefined;
    const part = this.#memory.recall(key, this.patterns.count, () => {
      const word = this.patterns.find(key.holding, key.failing);
      return word === undefined ? 'empty' : new WordPart(this, key, word, exact !== undefined);
    });
    return part === 'empty' ? undefined : part;
  }
}

export class WordPart implements Part {
  /** An example. */
  readonly word: string;
  readonly fixed: FixedAtoms;
  readonly #dimension: WordDimension;
  readonly #isSingle: boolean;
  /** By atom: 0 while unknown, else the relation plus 2. */
  readonly #relations: Uint8Array;

  constructor(dimension: WordDimension, fixed: FixedAtoms, word: string, isSingle: boolean) {
    this.#dimension = dimension;
    this.fixed = fixed;
    this.word = word;
    this.#isSingle = isSingle;
    this.#relations = new Uint8Array(isSingle ? 0 : dimension.patterns.count);
  }

  relationTo(atom: number): -1 | 0 | 1 {
    if (this.#isSingle) return this.#dimension.patterns.matches(atom, this.word) ? 1 : -1;
    const known = this.#relations[atom];
    if (known) return (known - 2) as -1 | 0 | 1;
    const relation = this.#relate(atom);
    this.#relations[atom] = relation + 2;
    return relation;
  }

  restrict(atoms: readonly number[], positive: boolean): WordPart | undefined {
    const fixed = fixAtoms(this.fixed, atoms, positive);
    return fixed && this.#dimension.partOf(fixed);
  }

  #relate(atom: number): -1 | 0 | 1 {
    const { patterns } = this.#dimension;
    const { holding, failing } = this.fixed;
    if (patterns.matches(atom, this.word))
      return patterns.find(holding, [...failing, atom]) === undefined ? 1 : 0;
    return patterns.find([...holding, atom], failing) === undefined ? -1 : 0;
  }
}
