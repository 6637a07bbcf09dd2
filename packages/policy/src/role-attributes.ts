import type { Expansion } from './expansion.ts';

/** Values that a member or a team gives to the placeholders of its roles: `{ projects: ['web', 'app'] }`. */
export type RoleAttributes = Readonly<Record<string, readonly string[]>>;

/** Texts that one entry may become. */
export const MAX_EXPANSIONS = 1000;

const PLACEHOLDER = /\$\{roleAttribute\/([^}]*)\}/g;

/**
 * Replaces each placeholder by its values: one text for each combination, a key used twice taking the same value
 * in both places. A missing attribute gives no text at all, so that the entry matches nothing; so does a value
 * that is no part of a key, because `*` or `;` would change what the specifier means.
 *
 * Undefined when there would be more than `MAX_EXPANSIONS` texts, or more than `expansion` has room for.
 */
export function resolvePlaceholders(
  text: string,
  attributes: RoleAttributes,
  expansion: Expansion,
): readonly string[] | undefined {
  if (!text.includes('${')) return [text];
  const keys = new Set(Array.from(text.matchAll(PLACEHOLDER), (match) => match[1] ?? ''));
  const choices: [string, readonly string[]][] = [];
  // Counted before any text is made: the texts are what takes the time and the memory.
  let count = 1;
  for (const key of keys) {
    const values = Object.hasOwn(attributes, key) ? expansion.usable(attributes[key] ?? []) : [];
    count *= values.length;
    if (count > MAX_EXPANSIONS) return undefined;
    choices.push([key, values]);
  }
  if (!expansion.take(count)) return undefined;
  let texts = [text];
  for (const [key, values] of choices) {
    texts = texts.flatMap((each) =>
      values.map((value) => each.replaceAll(`\${roleAttribute/${key}}`, value)),
    );
  }
  return texts;
}
