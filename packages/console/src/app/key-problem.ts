import { KeywardError } from '@keyward/sdk';

/** The form that the service requires of a key. */
const KEY = /^[A-Za-z0-9][A-Za-z0-9._-]{0,255}$/;

/** What is wrong with the key of a role or team. Undefined: nothing. */
export function mistakeInKey(key: string): string | undefined {
  if (key === '') return 'Give it a key.';
  if (KEY.test(key)) return undefined;
  return 'A key begins with a letter or digit, and goes on with those, dots, underscores and hyphens: 256 at most.';
}

/** Said at the field when the key that is wanted belongs to another. */
export function takenKey(error: unknown, key: string): string | undefined {
  const isTaken =
    error instanceof KeywardError && error.code === 'conflict' && error.message.includes(`key \`${key}\``);
  return isTaken ? `Another has the key ${key} already. Choose one that is free.` : undefined;
}
