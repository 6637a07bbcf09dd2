import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { emailKey } from '../members/email-key.ts';
import { type Member, memberResource } from '../members/member.ts';
import { DIGEST_OF_NOTHING, isPasswordOf } from '../members/password-digest.ts';
import type { Credential } from '../storage/credential-store.ts';
import type { Changes } from '../storage/store.ts';
import { auditMember, type CallOrigin } from '../verification/caller.ts';
import { writeCookie } from './cookies.ts';
import { DEVICE_LIFE_SECONDS } from './device-cookie.ts';
import { isSameCredential } from './same-credential.ts';
import { ABSOLUTE_LIFE_MS, IDLE_LIFE_MS, SESSION_LIMIT, sessionEnd } from './session-life.ts';
import type { Client } from './sessions.ts';

/** Who signs in, and with which request. */
export type SignInClient = Client & CallOrigin;

export interface SignedIn {
  readonly member: Member;
  /** When the session ends, should it not be used before. */
  readonly endsAt: number;
  /** `Set-Cookie` headers: the session, and that this browser signed in. */
  readonly cookies: readonly string[];
}

/**
 * Signs a member in with e-mail and password. No such address, a member without a password, a removed one and a
 * wrong password are one answer after the same work, so that nobody learns who is a member. With one session too many
 * the member's oldest ends.
 *
 * @param deviceCookie what the browser holds of an earlier sign-in
 * @throws Failure `unauthorized`, `rate_limited`, `service_unavailable`
 */
export async function signIn(
  deployment: Deployment,
  { email, password }: { readonly email: string; readonly password: string },
  client: SignInClient,
  deviceCookie: string | undefined,
): Promise<SignedIn> {
  const { clock, devices, throttle } = deployment;
  const key = emailKey(email);
  const device = devices.deviceOf(deviceCookie, key, clock.now());
  const credential = await throttle.guess({ emailKey: key, address: client.address, device }, () =>
    findRightCredential(deployment, email, password),
  );
  if (credential === undefined) throw refusal();
  return openSession(deployment, credential, client);
}

async function findRightCredential(
  { store }: Deployment,
  email: string,
  password: string,
): Promise<Credential | undefined> {
  const credential = await store.reads.credentials.findCredential(email);
  const isRight = await isPasswordOf(credential?.passwordDigest ?? DIGEST_OF_NOTHING, password);
  return isRight ? credential : undefined;
}

/**
 * Opens a session for a member who has proved to be one: signs in without asking. The session is made by Better
 * Auth before the change that audits it; when that change finds the password replaced or the member gone, or fails,
 * the session goes again, and its cookie was never sent.
 *
 * @throws Failure `unauthorized` when the credential is no longer what it was
 */
export async function openSession(
  { store, clock, sessions, devices }: Deployment,
  credential: Credential,
  client: SignInClient,
): Promise<SignedIn> {
  const { member } = credential;
  const { address, requestId } = client;
  const startedAt = clock.now();
  const { id, cookie, discard } = await sessions.open(credential.userId, client, startedAt);
  try {
    await store.change(clock, async (changes, nowMs) => {
      const current = await changes.credentials.findCredential(member.email);
      if (current === undefined || !isSameCredential(current, credential)) throw refusal();
      await changes.credentials.deleteEndedSessions(member.id, {
        startedBeforeMs: nowMs - ABSOLUTE_LIFE_MS,
        seenBeforeMs: nowMs - IDLE_LIFE_MS,
      });
      await endExcessSessions(changes, member.id, id);
      changes.recordChange({ accountId: member.accountId, kind: 'sessions', id: member.id });
      changes.recordAudit(member.accountId, {
        actor: { member: auditMember(member), address, requestId },
        action: 'signIn',
        target: { kind: 'member', id: member.id, name: member.email, resource: memberResource(member) },
        verb: 'signed in as',
        description: 'Signed in with a password',
      });
    });
  } catch (error) {
    await discard();
    throw error;
  }
  const key = emailKey(member.email);
  const { device: name, isSecure } = sessions.cookies;
  const device = writeCookie(name, devices.issue(key, startedAt), DEVICE_LIFE_SECONDS, isSecure);
  return {
    member,
    endsAt: sessionEnd({ startedAt, lastSeenAt: startedAt }),
    cookies: [cookie, device],
  };
}

async function endExcessSessions(changes: Changes, memberId: string, newSessionId: string): Promise<void> {
  const sessions = await changes.credentials.listSessions(memberId);
  const older = sessions.filter(({ id }) => id !== newSessionId);
  for (const { id } of older.slice(SESSION_LIMIT - 1)) await changes.credentials.endSession(memberId, id);
}

function refusal(): Failure {
  return new Failure('unauthorized', 'E-mail or password is wrong', {
    hint: 'a member without a password gets one by a link from an administrator',
  });
}
