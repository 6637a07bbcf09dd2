import { MAX_KEY_LENGTH } from '../key.ts';

/** What the words of one dimension, such as the names of a segment, can look like. None is empty. */
export interface WordRules {
  /** The characters a word can begin with, those that make pleasant examples first. */
  readonly first: string;
  readonly rest: string;
  /** Whether all other characters can occur too, anywhere. */
  readonly anyCharacter: boolean;
  readonly maxLength: number;
}

/** Every request that can be made, as far as its words go. */
export interface Universe {
  readonly name: WordRules;
  readonly tag: WordRules;
  readonly action: WordRules;
}

const ALPHANUMERIC = 'xyzwqkjabcdefghilmnoprstuvABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const KEY_CHARACTERS = `${ALPHANUMERIC}-_.`;

/** `decide` reads whatever tags and actions a caller sends, so nothing is assumed of them. */
const ANY_WORD: WordRules = {
  first: ALPHANUMERIC,
  rest: KEY_CHARACTERS,
  anyCharacter: true,
  maxLength: Number.POSITIVE_INFINITY,
};

/** The universe of `decide`. */
export const universe: Universe = {
  name: { first: ALPHANUMERIC, rest: KEY_CHARACTERS, anyCharacter: false, maxLength: MAX_KEY_LENGTH },
  tag: ANY_WORD,
  action: ANY_WORD,
};

export function isWord(text: string, { first, rest, anyCharacter, maxLength }: WordRules): boolean {
  if (text === '' || text.length > maxLength) return false;
  if (anyCharacter) return true;
  if (!first.includes(text.charAt(0))) return false;
  for (let at = 1; at < text.length; at++) {
    if (!rest.includes(text.charAt(at))) return false;
  }
  return true;
}

/** A character that can stand here and is not among `used`; they are all alike to patterns without it. */
export function otherCharacter(
  { first, rest, anyCharacter }: WordRules,
  isFirst: boolean,
  used: ReadonlySet<string>,
): string | undefined {
  for (const character of isFirst ? first : rest) {
    if (!used.has(character)) return character;
  }
  if (!anyCharacter) return undefined;
  let code = 0xa1;
  while (used.has(String.fromCharCode(code))) code++;
  return String.fromCharCode(code);
}
