import type { Statement } from '../statement.ts';

export type LintCode =
  | 'unreadable'
  | 'unknown-type'
  | 'unknown-chain'
  | 'unknown-action'
  | 'action-of-other-type'
  | 'no-known-action'
  | 'never-matches'
  | 'allow-always-denied'
  | 'allow-redundant'
  | 'deny-without-effect'
  | 'deny-redundant'
  | 'entry-redundant'
  | 'action-redundant'
  | 'grants-nothing'
  | 'deny-only'
  | 'not-viewable'
  | 'broad-complement'
  | 'cancelling-complements'
  | 'star-everything'
  | 'open-actions'
  | 'open-deny-attribute'
  | 'tag-can-be-changed'
  | 'equal-roles';

/** Something in a policy that is likely not meant. */
export interface Lint {
  readonly code: LintCode;
  readonly severity: 'error' | 'warning' | 'hint';
  /** The index of the statement; null when it is about the whole policy. Messages count from one. */
  readonly statement: number | null;
  readonly message: string;
  readonly fix?: LintFix;
}

export interface LintFix {
  /** What the fix does: "remove statement 3". */
  readonly label: string;
  readonly edits: readonly StatementEdit[];
}

export interface StatementEdit {
  /** The index of the statement to replace; null to add one at the end. */
  readonly statement: number | null;
  /** Null to remove the statement. */
  readonly replacement: Statement | null;
}

export function removal(statement: number): LintFix {
  return { label: `remove statement ${statement + 1}`, edits: [{ statement, replacement: null }] };
}

/** The policy after the edits of a fix. */
export function applyFix(policy: readonly Statement[], { edits }: LintFix): Statement[] {
  const kept = policy.flatMap((statement, index): Statement[] => {
    const edit = edits.find((each) => each.statement === index);
    if (!edit) return [statement];
    return edit.replacement ? [edit.replacement] : [];
  });
  const added = edits.flatMap((edit) =>
    edit.statement === null && edit.replacement ? [edit.replacement] : [],
  );
  return [...kept, ...added];
}
