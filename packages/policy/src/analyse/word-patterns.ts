import type { Glob } from '../glob.ts';
import { matchesGlob } from '../glob.ts';
import type { Budget } from './budget.ts';
import { findWord, type WordPattern } from './find-word.ts';
import { type AutomatonState, patternOf, startOfAutomaton } from './glob-automaton.ts';
import { otherCharacter, type WordRules } from './word-rules.ts';

/** The globs that one dimension's words are read by, each with a number. */
export class WordPatterns {
  readonly rules: WordRules;
  readonly #budget: Budget;
  readonly #numbers = new Map<string, number>();
  readonly #patterns: WordPattern[] = [];
  readonly #characters = new Set<string>();
  #states = 0;
  #spare: string | undefined;

  constructor(rules: WordRules, budget: Budget) {
    this.rules = rules;
    this.#budget = budget;
  }

  get count(): number {
    return this.#patterns.length;
  }

  numberOf(glob: Glob): number {
    const text = patternOf(glob);
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#patterns.length;
    this.#numbers.set(text, number);
    this.#patterns.push(new LazyPattern(glob, () => this.#states++));
    for (const character of text) this.#characters.add(character);
    this.#spare = undefined;
    return number;
  }

  matches(number: number, word: string): boolean {
    const glob = this.#patterns[number]?.glob;
    return glob !== undefined && matchesGlob(glob, word);
  }

  isExact(number: number): boolean {
    return this.#patterns[number]?.glob.middle === undefined;
  }

  find(required: readonly number[], excluded: readonly number[]): string | undefined {
    this.#spare ??= otherCharacter(this.rules, true, this.#characters) ?? 'x';
    const question = {
      required: this.#select(required),
      excluded: this.#select(excluded),
      rules: this.rules,
      spare: this.#spare,
    };
    return findWord(question, this.#budget);
  }

  #select(numbers: readonly number[]): WordPattern[] {
    const selected: WordPattern[] = [];
    for (const number of numbers) {
      const pattern = this.#patterns[number];
      if (pattern) selected.push(pattern);
    }
    return selected;
  }
}

class LazyPattern implements WordPattern {
  readonly glob: Glob;
  readonly #nextId: () => number;
  #start: AutomatonState | undefined;

  constructor(glob: Glob, nextId: () => number) {
    this.glob = glob;
    this.#nextId = nextId;
  }

  get start(): AutomatonState {
    this.#start ??= startOfAutomaton(this.glob, this.#nextId);
    return this.#start;
  }
}
