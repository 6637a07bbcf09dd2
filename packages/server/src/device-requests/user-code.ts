import crypto from 'node:crypto';
import { deriveKey } from '../sign-in/derive-key.ts';
import { type Pepper, peppersOf, type SecretDigest } from '../tokens/secret-digest.ts';

/** Consonants alone: no words come out, and nothing that looks like a digit (RFC 8628 section 6.1). 20^8 are 34 bits. */
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ';
const LENGTH = 8;
const GROUP = 4;

/** The code that a person compares and types, as in `WDJB-MJHT`. */
export function drawUserCode(): string {
  const letters = Array.from({ length: LENGTH }, () => LETTERS[crypto.randomInt(LETTERS.length)]).join('');
  return `${letters.slice(0, GROUP)}-${letters.slice(GROUP)}`;
}

/** A code as it was typed, with or without its dash and whatever its case; undefined when it cannot be one. */
export function readUserCode(typed: string): string | undefined {
  const letters = typed.replace(/[\s\p{Pd}]/gu, '').toUpperCase();
  const isCode = letters.length === LENGTH && [...letters].every((letter) => LETTERS.includes(letter));
  return isCode ? letters : undefined;
}

/** What is stored of a code: who reads the database cannot answer for somebody else. */
export function digestUserCode(pepper: Pepper, letters: string): SecretDigest {
  const key = deriveKey(pepper, 'user code');
  return crypto.createHmac('sha256', key).update(letters).digest() as Uint8Array as SecretDigest;
}

/** The digests under which a typed code may be stored; none when it cannot be one. */
export function digestsOfUserCode(pepper: Pepper, typed: string): readonly SecretDigest[] {
  const letters = readUserCode(typed);
  return letters === undefined ? [] : peppersOf(pepper).map((each) => digestUserCode(each, letters));
}
