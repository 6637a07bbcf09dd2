/** The longest key of a resource, and so the longest name in a specifier. */
export const MAX_KEY_LENGTH = 256;

const KEY = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/;
const KEY_CHARACTERS = /^[A-Za-z0-9_.-]+$/;

/** Whether `text` can be the key or the id of a resource. Keys are case-sensitive and hold no wildcard. */
export function isKey(text: string): boolean {
  return text.length <= MAX_KEY_LENGTH && KEY.test(text);
}

/** Whether `text` could be part of a key: what a role attribute may put into a specifier. */
export function isPartOfKey(text: string): boolean {
  return text.length <= MAX_KEY_LENGTH && KEY_CHARACTERS.test(text);
}
