/** The longest key of a resource, and so the longest name in a specifier. */
export const MAX_KEY_LENGTH = 256;

const KEY_CHARACTERS = /^[A-Za-z0-9_.-]+$/;

/** Whether `text` could be part of a key: what a role attribute may put into a specifier. */
export function isPartOfKey(text: string): boolean {
  return text.length <= MAX_KEY_LENGTH && KEY_CHARACTERS.test(text);
}
