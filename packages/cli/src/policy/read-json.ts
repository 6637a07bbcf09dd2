import { InputRefused } from './input-refused.ts';
import { findJsonFault } from './json-fault.ts';
import { nameOf, readText } from './read-text.ts';

/** What a file of JSON holds, or stdin where the name is `-`. @throws InputRefused that names the line */
export async function readJson(name: string): Promise<unknown> {
  return parseJson(await readText(name), name);
}

/** A byte order mark, which some editors put first, is no part of it. @throws InputRefused that names the line */
export function parseJson(marked: string, name: string): unknown {
  const text = marked.replace(/^\uFEFF/, '');
  const fault = findJsonFault(text);
  if (fault === undefined) return JSON.parse(text);
  const before = text.slice(0, fault.at).split('\n');
  const place = `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
  throw new InputRefused([`\`${nameOf(name)}\` is no JSON at ${place}: ${fault.what}`]);
}
