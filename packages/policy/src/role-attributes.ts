import { isPartOfKey } from './key.ts';

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
 * Undefined when there would be more than `MAX_EXPANSIONS` texts.
 */
export function resolvePlaceholders(text: string, attributes: RoleAttributes): readonly string[] | undefined {
  if (!text.includes('${')) return [text];
  let texts = [text];
  for (const key of new Set(Array.from(text.matchAll(PLACEHOLDER), (match) => match[1] ?? ''))) {
    const values = Object.hasOwn(attributes, key) ? (attributes[key] ?? []).filter(isPartOfKey) : [];
    if (texts.length * values.length > MAX_EXPANSIONS) return undefined;
    texts = texts.flatMap((each) =>
      values.map((value) => each.replaceAll(`\${roleAttribute/${key}}`, value)),
    );
  }
  return texts;
}
