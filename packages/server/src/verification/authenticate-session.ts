import { compileRights } from '@keyward/policy';
import type { Deployment } from '../deployment/deployment.ts';
import { isOfOneMoment, NO_ROLES } from '../roles/held-roles.ts';
import { readOfOneMoment } from '../roles/read-of-one-moment.ts';
import { hasSessionEnded, NOTE_USE_AFTER_MS } from '../sign-in/session-life.ts';
import { StorageUnavailable } from '../storage/store.ts';
import { memberRightsSource, type SessionPrincipal } from './principal.ts';

/**
 * Turns a session cookie into the member who is signed in, by look-ups in the database at every call. Use is noted
 * from time to time, unless nobody used it: what a page does by itself keeps no session alive.
 *
 * @returns undefined when the cookie is none of this deployment, or its session or member has ended
 * @throws StorageUnavailable when the data cannot be read
 */
export async function authenticateSession(
  deployment: Deployment,
  cookieValue: string,
  use: { readonly notesUse: boolean },
): Promise<SessionPrincipal | undefined> {
  if (!deployment.lease.isHeld())
    throw new StorageUnavailable('this node has not heard of changes for too long');
  const sessionId = await deployment.sessions.find(cookieValue);
  return sessionId === undefined ? undefined : sessionPrincipal(deployment, sessionId, use);
}

/**
 * The member whose session it is, as they are now.
 *
 * @returns undefined when the session or its member has ended
 */
export async function sessionPrincipal(
  { store, clock, accountMemory }: Deployment,
  sessionId: string,
  { notesUse }: { readonly notesUse: boolean },
): Promise<SessionPrincipal | undefined> {
  const { found, held } = await readWhole(store, sessionId);
  const nowMs = clock.now();
  if (found === undefined || hasSessionEnded(found.session, nowMs)) return undefined;
  const { session, member } = found;
  if (notesUse && nowMs - session.lastSeenAt >= NOTE_USE_AFTER_MS) await noteUse(store, session.id, nowMs);

  const rules = await accountMemory.of(member.accountId, found.rulesVersion);
  const source = memberRightsSource(member, held);
  const rights = compileRights(source, rules.types.catalogue);
  const { accountId } = member;
  return {
    authKind: 'session',
    session: { id: session.id },
    accountId,
    member,
    held,
    source,
    rights,
    ...rules,
  };
}

/** The session with its member, and what the member held at the same moment. */
function readWhole({ reads }: Deployment['store'], sessionId: string) {
  return readOfOneMoment(
    async () => {
      const found = await reads.credentials.findSession(sessionId);
      if (found === undefined) return { found, held: NO_ROLES };
      return { found, held: await reads.roles.findHeldRoles({ memberId: found.member.id }) };
    },
    ({ found, held }) => isOfOneMoment(found?.member.customRoleIds ?? [], held.direct),
  );
}

/** A store that can only be read, as on a full disk, still serves readers: their sessions just end earlier. */
async function noteUse(store: Deployment['store'], sessionId: string, nowMs: number): Promise<void> {
  try {
    await store.noteSessionUse(sessionId, nowMs);
  } catch (error) {
    if (!(error instanceof StorageUnavailable)) throw error;
  }
}
