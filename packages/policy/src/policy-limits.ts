/** Statements of one policy. */
export const MAX_STATEMENTS = 500;

/** Entries of one list of a statement. */
export const MAX_LIST_ENTRIES = 500;

/** Characters of one entry under `actions` or `notActions`. */
export const MAX_ACTION_LENGTH = 100;

/** Names, tags and actions of one policy that hold a `*` and are more than `*` alone. */
export const MAX_GLOBS = 1000;

/** Characters of one policy, written as JSON without spaces: 64 KB. */
export const MAX_POLICY_LENGTH = 65_536;
