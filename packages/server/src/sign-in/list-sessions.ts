import type { Deployment } from '../deployment/deployment.ts';
import type { SessionRecord } from '../storage/credential-store.ts';
import type { Principal } from '../verification/principal.ts';
import { requireSession, sessionEnded } from './require-session.ts';
import { hasSessionEnded } from './session-life.ts';

export interface OwnSession extends SessionRecord {
  /** Whether it is the one that asks. */
  readonly isCurrent: boolean;
}

/** Every session of the caller that is still served, newest first. @throws Failure `forbidden` for a token */
export async function listSessions(
  { store, clock }: Deployment,
  principal: Principal,
): Promise<readonly OwnSession[]> {
  const { member, session } = requireSession(principal);
  const sessions = await store.reads.credentials.listSessions(member.id);
  const nowMs = clock.now();
  return sessions
    .filter((own) => !hasSessionEnded(own, nowMs))
    .map((own) => ({ ...own, isCurrent: own.id === session.id }));
}

/** The session of the call. @throws Failure `forbidden` for a token */
export async function getOwnSession({ store }: Deployment, principal: Principal): Promise<SessionRecord> {
  const { session } = requireSession(principal);
  const found = await store.reads.credentials.findSession(session.id);
  if (found === undefined) throw sessionEnded();
  return found.session;
}
