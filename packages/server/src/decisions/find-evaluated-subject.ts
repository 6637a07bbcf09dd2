import type { Rights, RightsSource } from '@keyward/policy';
import type { Deployment } from '../deployment/deployment.ts';
import { type HeldRoles, type HeldTeam, holderOf, NO_ROLES } from '../roles/held-roles.ts';
import { readMemberWithRoles, readTokenWithRoles } from '../roles/read-of-one-moment.ts';
import type { AccessToken } from '../tokens/access-token.ts';
import { tokenStatus } from '../tokens/token-status.ts';
import { memberRightsSource, type Principal } from '../verification/principal.ts';
import type { Entity, EvaluationReason } from './evaluation.ts';

export type EvaluatedSubject =
  | { readonly rights: Rights; readonly token?: AccessToken }
  /** It may do nothing, whatever is asked. */
  | { readonly reason: EvaluationReason };

/** A member who has nothing but what a team gives. */
const NOBODY = { role: 'no_access', roleAttributes: {} } as const;

const UNKNOWN: EvaluatedSubject = { reason: 'unknown_subject' };

/**
 * What a token, a member or a team of the account may do now, by the database. A token that does not work and one that does not
 * exist are one answer.
 *
 * @throws StorageUnavailable
 */
export function findEvaluatedSubject(
  deployment: Deployment,
  principal: Principal,
  { type, id }: Entity,
): Promise<EvaluatedSubject> {
  switch (type) {
    case 'token':
      return ofToken(deployment, principal, id);
    case 'member':
      return ofMember(deployment, principal, id);
    case 'team':
      return ofTeam(deployment, principal, id);
    default:
      return Promise.resolve(UNKNOWN);
  }
}

async function ofToken(
  { store, clock, rightsMemory }: Deployment,
  { accountId, types }: Principal,
  id: string,
): Promise<EvaluatedSubject> {
  const found = await readTokenWithRoles(store.reads, accountId, id);
  const isActive =
    found !== undefined && tokenStatus(found.token, { endsAt: null }, found.member, clock.now()) === 'active';
  if (!isActive) return { reason: 'token_inactive' };
  const { token, member, held } = found;
  return { rights: rightsMemory.rightsOf(token, member, held, types), token };
}

async function ofMember(
  { store, rightsMemory }: Deployment,
  { accountId, types }: Principal,
  id: string,
): Promise<EvaluatedSubject> {
  const found = await readMemberWithRoles(store.reads, accountId, id);
  if (found === undefined || found.member.removedAt !== null) return UNKNOWN;
  const { member, held } = found;
  const name = `member ${id} ${member.version}`;
  return { rights: rightsMemory.rightsOfSource(name, memberRightsSource(member, held), held, types) };
}

/** What belonging to a team gives, and nothing that its members have from elsewhere. */
async function ofTeam(
  { store, rightsMemory }: Deployment,
  { accountId, types }: Principal,
  key: string,
): Promise<EvaluatedSubject> {
  const [team] = await store.reads.roles.findHeldTeams(accountId, [key]);
  if (team === undefined) return UNKNOWN;
  const { source, held } = teamRightsSource(team);
  return { rights: rightsMemory.rightsOfSource(`team ${team.id}`, source, held, types) };
}

/** Where the rights of a team come from: those of a member who has nothing else. */
export function teamRightsSource(team: HeldTeam): {
  readonly source: RightsSource;
  readonly held: HeldRoles;
} {
  const held = { ...NO_ROLES, teams: [team] };
  return { source: { holder: holderOf(NOBODY, held) }, held };
}
