import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import type { Changes } from '../storage/store.ts';
import type { Member } from './member.ts';
import { digestsOfCode, type LinkKind } from './one-time-link.ts';

/**
 * Keeps strangers from the slow digest of a password: a text that is no code of this deployment ends here, cheaply.
 * `redeemCode` decides.
 *
 * @throws Failure `unauthorized`
 */
export async function requireLikelyCode(deployment: Deployment, kind: LinkKind, code: string): Promise<void> {
  for (const digest of digestsOfCode(deployment, code)) {
    if (await deployment.store.hasCode(kind, digest)) return;
  }
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
  const found = await findCode(deployment, changes, kind, code);
  if (found === undefined || nowMs >= found.expiresAt) throw refusal();
  const member = await changes.members.findMemberById(found.subjectId);
  if (member === undefined) throw refusal();
  await changes.oneTimeCodes.deleteCode(kind, member.id);
  return member;
}

async function findCode(deployment: Deployment, { oneTimeCodes }: Changes, kind: LinkKind, code: string) {
  for (const digest of digestsOfCode(deployment, code)) {
    const found = await oneTimeCodes.findCodeSubject(kind, digest);
    if (found !== undefined) return found;
  }
  return undefined;
}

function refusal(): Failure {
  return new Failure('unauthorized', 'This link does not work', {
    hint: 'a link works once and for a limited time; ask whoever sent it for a new one',
  });
}
