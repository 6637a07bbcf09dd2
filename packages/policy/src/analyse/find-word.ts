import { type Glob, matchesGlob } from '../glob.ts';
import { type Budget, OutOfBudget } from './budget.ts';
import type { AutomatonState } from './glob-automaton.ts';
import { isWord, otherCharacter, type WordRules } from './word-rules.ts';

export interface WordPattern {
  readonly glob: Glob;
  readonly start: AutomatonState;
}

export interface WordQuestion {
  /** All of these match the word. */
  readonly required: readonly WordPattern[];
  /** None of these matches it. */
  readonly excluded: readonly WordPattern[];
  readonly rules: WordRules;
  /** A character that no pattern names, where there is one. */
  readonly spare: string;
}

/**
 * A word that matches all of the required globs and none of the excluded ones; undefined when there is none.
 * Throws OutOfBudget when it cannot be told.
 */
export function findWord(question: WordQuestion, budget: Budget): string | undefined {
  const { required, excluded, rules } = question;
  const fits = (word: string) =>
    isWord(word, rules) &&
    required.every(({ glob }) => matchesGlob(glob, word)) &&
    !excluded.some(({ glob }) => matchesGlob(glob, word));
  budget.countVisits(required.length + excluded.length);

  const exact = required.find(({ glob }) => glob.middle === undefined);
  if (exact) return fits(exact.glob.prefix) ? exact.glob.prefix : undefined;
  const prefix = longest(required.map(({ glob }) => glob.prefix));
  const suffix = longest(required.map(({ glob }) => glob.suffix));
  if (isPlainlyImpossible(question, prefix, suffix)) return undefined;
  const middle = required.flatMap(({ glob }) => glob.middle ?? []);
  for (const filling of [question.spare, '', question.spare.repeat(2)]) {
    const word = [prefix, ...middle, suffix].join(filling);
    if (fits(word)) return word;
  }
  return searchWord(question, budget);
}

function longest(texts: readonly string[]): string {
  return texts.reduce((best, text) => (text.length > best.length ? text : best), '');
}

function isPlainlyImpossible({ required, excluded }: WordQuestion, prefix: string, suffix: string): boolean {
  return (
    required.some(({ glob }) => !prefix.startsWith(glob.prefix) || !suffix.endsWith(glob.suffix)) ||
    excluded.some(({ glob }) => coversAllOf(glob, prefix, suffix))
  );
}

function coversAllOf(glob: Glob, prefix: string, suffix: string): boolean {
  if (glob.middle === undefined || glob.middle.length > 0) return false;
  if (glob.suffix === '') return prefix.startsWith(glob.prefix);
  return glob.prefix === '' && suffix.endsWith(glob.suffix);
}

interface Reading {
  readonly word: string;
  /** Those that do not yet match for certain. */
  readonly required: readonly AutomatonState[];
  /** Those that could still match. */
  readonly excluded: readonly AutomatonState[];
}

/** Breadth first, so that the first word found is as short as any and a limit of length is kept exactly. */
function searchWord({ required, excluded, rules }: WordQuestion, budget: Budget): string | undefined {
  let level: Reading[] = [
    { word: '', required: required.map(({ start }) => start), excluded: excluded.map(({ start }) => start) },
  ];
  // The start is not among the seen: no word is empty, and what may follow differs after the first character.
  const seen = new Set<string>();
  for (let length = 1; level.length > 0 && length <= rules.maxLength; length++) {
    const longer: Reading[] = [];
    for (const reading of level) {
      for (const character of charactersAfter(reading, rules)) {
        budget.countVisits(16 + reading.required.length + reading.excluded.length);
        const next = read(reading, character);
        if (!next) continue;
        if (isComplete(next)) return next.word;
        const key = keyOf(next);
        if (seen.has(key)) continue;
        if (seen.size >= budget.limits.wordStates) throw new OutOfBudget();
        seen.add(key);
        longer.push(next);
      }
    }
    level = longer;
  }
  return undefined;
}

function charactersAfter({ word, required, excluded }: Reading, rules: WordRules): string[] {
  const letters = new Set<string>();
  for (const state of required) for (const letter of state.letters) letters.add(letter);
  for (const state of excluded) for (const letter of state.letters) letters.add(letter);
  const isFirst = word === '';
  const allowed = isFirst ? rules.first : rules.rest;
  const characters = [...letters].filter((letter) => rules.anyCharacter || allowed.includes(letter));
  const other = otherCharacter(rules, isFirst, letters);
  return other === undefined ? characters : [other, ...characters];
}

function read(reading: Reading, character: string): Reading | undefined {
  const required: AutomatonState[] = [];
  for (const state of reading.required) {
    const next = state.next(character);
    if (next.isDead) return undefined;
    if (!next.acceptsAll) required.push(next);
  }
  const excluded: AutomatonState[] = [];
  for (const state of reading.excluded) {
    const next = state.next(character);
    if (next.acceptsAll) return undefined;
    if (!next.isDead) excluded.push(next);
  }
  return { word: reading.word + character, required, excluded };
}

function isComplete({ required, excluded }: Reading): boolean {
  return required.every((state) => state.accepts) && !excluded.some((state) => state.accepts);
}

function keyOf({ required, excluded }: Reading): string {
  return `${required.map((state) => state.id).join()}|${excluded.map((state) => state.id).join()}`;
}
