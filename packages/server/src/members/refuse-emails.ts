import { Failure } from '../failure.ts';
import type { MemberReads } from '../storage/member-store.ts';
import { emailKey } from './email-key.ts';

/** @throws Failure `duplicate_emails` that lists those which stand there twice, whatever their case */
export function refuseDuplicateEmails(emails: readonly string[]): void {
  const groups = Map.groupBy(emails, emailKey);
  const invalidEmails = [...groups.values()].flatMap(([first, second]) => (first && second ? [first] : []));
  if (invalidEmails.length === 0) return;
  throw new Failure(
    'duplicate_emails',
    `The following e-mail addresses are invited twice: ${invalidEmails.join(', ')}`,
    { invalidEmails },
  );
}

/** @throws Failure `email_already_exists_in_account`, `email_taken_in_different_account`, with the addresses */
export async function refuseTakenEmails(
  members: MemberReads,
  accountId: string,
  emails: readonly string[],
): Promise<void> {
  const here: string[] = [];
  const elsewhere: string[] = [];
  for (const email of emails) {
    const member = await members.findMemberByEmail(email);
    if (member !== undefined) (member.accountId === accountId ? here : elsewhere).push(email);
  }
  if (here.length > 0) {
    throw new Failure(
      'email_already_exists_in_account',
      `Members with the following e-mail addresses already exist in this account: ${here.join(', ')}`,
      { invalidEmails: here },
    );
  }
  if (elsewhere.length > 0) {
    throw new Failure(
      'email_taken_in_different_account',
      `The following e-mail addresses belong to members of another account: ${elsewhere.join(', ')}`,
      { invalidEmails: elsewhere },
    );
  }
}
