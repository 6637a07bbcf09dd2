/**
 * JSON as the API takes it. `JSON.parse` would keep the last of two equal keys, round large numbers and follow any
 * depth; here each of these is refused before anything is made of the text.
 */
import { visit } from 'jsonc-parser';
import { Failure } from '../failure.ts';

export const BODY_LIMIT_BYTES = 65_536;
export const DEPTH_LIMIT = 32;
export const KEY_LIMIT = 1_000;

/** Policies may be larger than other bodies. */
export const POLICY_BODY = { bodyLimit: 262_144, config: { keyLimit: 5_000 } } as const;

const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * @returns undefined for an empty body and for the body `null`, which some clients send with every call
 * @throws Failure `invalid_request` that names the place
 */
export function parseJsonBody(bytes: Uint8Array, keyLimit = KEY_LIMIT): unknown {
  const text = decode(bytes);
  if (text.trim() === '') return undefined;
  const value = parse(text);
  refuseHazards(text, keyLimit);
  return value === null ? undefined : value;
}

/** RFC 8259 section 8.1: UTF-8, and no byte order mark. */
function decode(bytes: Uint8Array): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw refusal('is not valid UTF-8');
  }
  if (text.startsWith('\uFEFF')) throw refusal('begins with a byte order mark; send it without');
  return text;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refusal('is not valid JSON');
  }
}

function refuseHazards(text: string, keyLimit: number): void {
  const objects: Set<string>[] = [];
  let depth = 0;
  let keys = 0;
  const enter = () => {
    if (++depth > DEPTH_LIMIT) throw refusal(`is nested deeper than ${DEPTH_LIMIT} levels`);
  };
  visit(text, {
    onObjectBegin() {
      enter();
      objects.push(new Set());
    },
    onObjectEnd() {
      depth--;
      objects.pop();
    },
    onArrayBegin: enter,
    onArrayEnd() {
      depth--;
    },
    onObjectProperty(key) {
      const seen = objects.at(-1);
      if (++keys > keyLimit) throw refusal(`has more than ${keyLimit} keys`);
      if (seen?.has(key)) throw refusal(`has the key ${quote(key)} twice`);
      if (FORBIDDEN_KEYS.has(key)) throw refusal(`may not have the key ${quote(key)}`);
      refuseBadText(key);
      seen?.add(key);
    },
    onLiteralValue(value, offset, length) {
      if (typeof value === 'string') refuseBadText(value);
      if (typeof value === 'number') refuseBadNumber(value, text.slice(offset, offset + length));
    },
  });
}

/** Half of a surrogate pair and NUL cannot be stored by every database, and would not come back as they were sent. */
function refuseBadText(text: string): void {
  if (!text.isWellFormed()) throw refusal('holds half of a surrogate pair');
  if (text.includes('\0')) throw refusal('holds the character NUL');
}

function refuseBadNumber(value: number, source: string): void {
  const isExact = Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);
  if (isExact && !Object.is(value, -0)) return;
  throw refusal(`holds the number \`${source.slice(0, 40)}\`, which cannot be kept exactly`);
}

function quote(key: string): string {
  return `\`${key.slice(0, 40)}\``;
}

function refusal(problem: string): Failure {
  return new Failure('invalid_request', `the body ${problem}`);
}
