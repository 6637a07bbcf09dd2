import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import type { Changes } from '../storage/store.ts';
import type { Member } from './member.ts';
import { digestOfCode, type LinkKind } from './one-time-link.ts';

/**
 * Keeps strangers from the slow digest of a password: a text that is no code of this deployment ends here, cheaply.
 * `redeemCode` decides.
 *
 * @throws Failure `unauthorized`
 */
export async function requireLikelyCode(deployment: Deployment, kind: LinkKind, code: string): Promise<void> {
  const digest = digestOfCode(deployment, code);
  if (digest !== undefined && (await deployment.store.hasCode(kind, digest))) return;
  throw refusal();
}

/**
 * Uses up a one-time code.
 *
 * @returns the living member whom it was made for
 * @throws Failure `unauthorized` for every reason alike: wrong, used, replaced, expired, or the member is gone
 */
export async function redeemCode(
  deployment: Deployment,
  changes: Changes,
  kind: LinkKind,
  code: string,
  nowMs: number,
): Promise<Member> {
  const digest = digestOfCode(deployment, code);
  const found = digest && (await changes.oneTimeCodes.findCodeSubject(kind, digest));
  if (found === undefined || nowMs >= found.expiresAt) throw refusal();
  const member = await changes.members.findMemberById(found.subjectId);
  if (member === undefined) throw refusal();
  await changes.oneTimeCodes.deleteCode(kind, member.id);
  return member;
}

function refusal(): Failure {
  return new Failure('unauthorized', 'This link does not work', {
    hint: 'a link works once and for a limited time; ask whoever sent it for a new one',
  });
}
