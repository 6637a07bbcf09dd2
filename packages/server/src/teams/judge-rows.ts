import { EMAIL_LIMIT } from '../accounts/create-account.ts';
import { Failure } from '../failure.ts';
import { emailKey } from '../members/email-key.ts';
import { holdsSecret } from '../tokens/token-format.ts';
import type { EmailRow } from './email-list-reader.ts';

/** One row of a file of members, and what keeps it from being added. */
export interface ImportedRow extends EmailRow {
  readonly problem?: RowProblem;
}

/** What stands for a text that is no address: the text itself could be anything, also a secret. */
export const INVALID_EMAIL = 'invalid email format';

/** The words are LaunchDarkly's, since clients may look for them. */
export type RowProblem =
  | 'empty row'
  | 'invalid email formatting'
  | 'duplicate entry'
  | 'email already exists in the specified team'
  | 'email does not belong to a LaunchDarkly member';

/** What one problem in all rows makes of the whole file. */
const HOPELESS: Partial<Record<RowProblem, string>> = {
  'invalid email formatting': 'All emails have invalid formatting',
  'email already exists in the specified team': 'All emails belong to existing team members',
  'email does not belong to a LaunchDarkly member':
    'No emails belong to members of your LaunchDarkly organization',
};

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Says of each row whether it can be added. */
export function judgeRows(
  rows: readonly EmailRow[],
  memberIds: ReadonlyMap<string, string>,
  belonging: ReadonlySet<string>,
): readonly ImportedRow[] {
  const seen = new Set<string>();
  return rows.map((row) => {
    const problem = problemOf(row, memberIds, belonging, seen);
    seen.add(emailKey(row.text));
    const text = problem === 'invalid email formatting' ? INVALID_EMAIL : row.text;
    return { line: row.line, text, ...(problem !== undefined && { problem }) };
  });
}

/** @throws Failure `invalid_request` when no row could ever be added, for one reason */
export function refuseHopeless(rows: readonly ImportedRow[]): void {
  const problems = new Set(rows.map(({ problem }) => problem));
  problems.delete('empty row');
  problems.delete('duplicate entry');
  const [only] = problems;
  const message = only !== undefined && problems.size === 1 ? HOPELESS[only] : undefined;
  if (message !== undefined) throw new Failure('invalid_request', message);
}

function problemOf(
  { text }: EmailRow,
  memberIds: ReadonlyMap<string, string>,
  belonging: ReadonlySet<string>,
  seen: ReadonlySet<string>,
): RowProblem | undefined {
  if (text === '') return 'empty row';
  if (text.length > EMAIL_LIMIT || !EMAIL.test(text) || holdsSecret(text)) return 'invalid email formatting';
  const key = emailKey(text);
  if (seen.has(key)) return 'duplicate entry';
  const memberId = memberIds.get(key);
  if (memberId === undefined) return 'email does not belong to a LaunchDarkly member';
  return belonging.has(memberId) ? 'email already exists in the specified team' : undefined;
}
