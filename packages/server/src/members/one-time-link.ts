import type { Deployment } from '../deployment/deployment.ts';
import type { OneTimeCodeKind } from '../storage/one-time-code-store.ts';
import type { Changes } from '../storage/store.ts';
import { digestSecret, digestsOf, type SecretDigest } from '../tokens/secret-digest.ts';
import { type BearerToken, DEFAULT_TOKEN_PREFIX, mintSecret, parseSecret } from '../tokens/token-format.ts';
import type { Member } from './member.ts';

/** What a member is sent to come in for the first time, or again. */
export type LinkKind = Exclude<OneTimeCodeKind, 'setup'>;

const HOUR_MS = 3_600_000;

const LINKS: Readonly<Record<LinkKind, { path: string; lifeMs: number; subject: string; text: string }>> = {
  invitation: {
    path: '/invitation',
    lifeMs: 7 * 24 * HOUR_MS,
    subject: 'You are invited to Keyward',
    text: 'You are invited. Open this link within seven days to choose a password:',
  },
  password: {
    path: '/password',
    lifeMs: HOUR_MS,
    subject: 'Choose a new password for Keyward',
    text: 'Open this link within an hour to choose a new password. If you did not ask for it, do nothing:',
  },
};

/** A one-time code on its way to a member. */
export interface OneTimeLink {
  readonly kind: LinkKind;
  readonly code: BearerToken;
  /** Exclusive, milliseconds since 1970. */
  readonly expiresAt: number;
}

export interface SentLink {
  readonly link: OneTimeLink;
  /** Whether the link was mailed; when not, whoever asked for it hands it over. */
  readonly isMailed: boolean;
}

/** Makes a code for a member and ends the one of the same kind that was made before. */
export async function issueLink(
  { pepper }: Deployment,
  changes: Changes,
  kind: LinkKind,
  memberId: string,
  nowMs: number,
): Promise<OneTimeLink> {
  const code = mintSecret(DEFAULT_TOKEN_PREFIX, 'code');
  const expiresAt = nowMs + LINKS[kind].lifeMs;
  await changes.oneTimeCodes.replaceCode(kind, memberId, { digest: digestSecret(pepper, code), expiresAt });
  return { kind, code, expiresAt };
}

/** When a link was made that ends then. */
export function linkMadeAt(kind: LinkKind, expiresAt: number): number {
  return expiresAt - LINKS[kind].lifeMs;
}

/** Ends the links of every kind that were made for a member. */
export function endLinks(changes: Changes, memberId: string): Promise<void> {
  return endLinksOf(changes, [memberId]);
}

/** Ends the links of every kind that were made for any of the members. */
export function endLinksOf({ oneTimeCodes }: Changes, memberIds: readonly string[]): Promise<void> {
  return oneTimeCodes.deleteCodes(Object.keys(LINKS) as LinkKind[], memberIds);
}

/** The digests of what somebody presents as a code, under each pepper; none when it cannot be one. */
export function digestsOfCode({ pepper }: Deployment, presented: string): readonly SecretDigest[] {
  const parsed = parseSecret(presented);
  return parsed?.kind === 'code' ? digestsOf(pepper, parsed.secret) : [];
}

/**
 * The address to open. The code stands behind `#`, which browsers keep to themselves: it is in no log and no header.
 * Without `KEYWARD_PUBLIC_URL` the address is relative to wherever the service is reached.
 */
export function linkAddress({ publicUrl }: Deployment, { kind, code }: OneTimeLink): string {
  return `${publicUrl ?? ''}${LINKS[kind].path}#${code}`;
}

/**
 * Mails a link, when there is a mail server. Whatever goes wrong with it, the link is made already and must not be lost.
 *
 * @returns whether the mail server took it: when not, somebody must hand it over
 */
export async function mailLink(deployment: Deployment, member: Member, link: OneTimeLink): Promise<boolean> {
  const { mailer } = deployment;
  if (mailer === undefined) return false;
  const { subject, text } = LINKS[link.kind];
  try {
    await mailer.send({
      to: member.email,
      subject,
      text: `${text}\n\n${linkAddress(deployment, link)}\n`,
    });
    return true;
  } catch {
    return false;
  }
}
