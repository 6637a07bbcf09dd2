/** What keeps a policy from being stored (`error`), or is likely not meant (`warning`), and where it is. */
export interface PolicyProblem {
  readonly severity: 'error' | 'warning';
  readonly code: PolicyProblemCode;
  /** The index of the statement. A message counts from one. */
  readonly statement?: number;
  readonly field?: string;
  /** The index of the entry in the list that `field` names. */
  readonly index?: number;
  /** The characters of the entry before the mistake. */
  readonly at?: number;
  readonly message: string;
  /** The entries, or the field, to write instead, where the intent is clear. */
  readonly replacement?: readonly string[];
}

export type PolicyProblemCode =
  | 'not-a-policy'
  | 'not-a-statement'
  | 'unknown-field'
  | 'bad-effect'
  | 'not-a-list'
  | 'not-a-text'
  | 'missing-list'
  | 'both-lists'
  | 'both-negated'
  | 'too-many-statements'
  | 'too-many-entries'
  | 'too-many-globs'
  | 'too-long'
  | 'not-normal'
  | 'malformed-specifier'
  | 'malformed-action'
  | 'unknown-type'
  | 'unknown-chain'
  | 'unknown-action'
  | 'action-of-other-type'
  | 'placeholder-without-holder'
  | 'undeclared-selector'
  | 'tag-named-like-flag';

/** Further problems of the same severity are not reported, so that a hostile policy cannot make a long answer. */
export const MAX_PROBLEMS = 100;

export class ProblemList {
  readonly problems: PolicyProblem[] = [];
  readonly #counts = { error: 0, warning: 0 };

  add(problem: PolicyProblem): void {
    if (this.isFull(problem.severity)) return;
    this.#counts[problem.severity] += 1;
    this.problems.push(problem);
  }

  /** Whether no further problem of the severity would be taken, so that looking for one is in vain. */
  isFull(severity: PolicyProblem['severity'] = 'error'): boolean {
    return this.#counts[severity] === MAX_PROBLEMS;
  }
}

const MAX_QUOTE = 80;

/** Text of the input as a message shows it: between backticks, and never long. */
export function quote(text: string): string {
  return text.length <= MAX_QUOTE ? `\`${text}\`` : `\`${text.slice(0, MAX_QUOTE)}…\``;
}
