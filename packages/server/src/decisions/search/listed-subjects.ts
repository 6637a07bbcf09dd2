import { compileRights, type Rights, type RightsSource } from '@keyward/policy';
import type { Deployment } from '../../deployment/deployment.ts';
import { visibleMemberIds } from '../../members/list-members.ts';
import type { Member } from '../../members/member.ts';
import { type HeldRoles, NO_ROLES, versionsOf } from '../../roles/held-roles.ts';
import {
  isWholeMember,
  isWholeToken,
  readMemberWithRoles,
  readTokenWithRoles,
} from '../../roles/read-of-one-moment.ts';
import type { TokenWithMember } from '../../storage/token-store.ts';
import { maySeeTeam } from '../../teams/get-team.ts';
import { tokenStatus } from '../../tokens/token-status.ts';
import { maySeeToken } from '../../tokens/visible-tokens.ts';
import { memberRightsSource, type Principal, rightsSource } from '../../verification/principal.ts';
import { teamRightsSource } from '../find-evaluated-subject.ts';
import { allTokenReferences } from './token-references.ts';

/** Rows of which the roles are read with one statement. */
const AT_ONCE = 50;

const NO_VERSIONS = versionsOf(NO_ROLES);

/** What a subject may do, known by a name: of one moment, the same name means the same rights. */
export interface ListedRights {
  readonly name: string;
  /** Base roles alone, which are compiled already. */
  readonly isCheap: boolean;
  readonly compile: () => Rights;
}

export interface ListedSubject {
  readonly id: string;
  readonly position: string;
  /** Undefined for one that the principal may not see, and for one that does not work. */
  readonly rights: ListedRights | undefined;
}

/** The tokens of the account, the newest first. Those that the principal may not see are listed without rights: their place counts. */
export async function* listTokensWithRights(
  deployment: Deployment,
  principal: Principal,
  after: string | undefined,
): AsyncGenerator<ListedSubject, void, void> {
  const isWorking = { statuses: ['active'] } as const;
  for await (const references of allTokenReferences(deployment, principal, [isWorking], after)) {
    for (const part of partsOf(references)) {
      const visible = part.filter((reference) => maySeeToken(principal, reference)).map(({ id }) => id);
      const found = await tokenRights(deployment, principal, visible);
      for (const { id, position } of part) yield { id, position, rights: found.get(id) };
    }
  }
}

/** The members that the principal may see, in the order of their ids. */
export async function* listMembersWithRights(
  deployment: Deployment,
  principal: Principal,
  after: string | undefined,
): AsyncGenerator<ListedSubject, void, void> {
  const { store } = deployment;
  const { accountId } = principal;
  for (const ids of partsOf(await visibleMembersAfter(deployment, principal, after))) {
    const members = await store.reads.members.findMembers(accountId, ids);
    const heldOf = await store.reads.roles.findHeldRolesOf(ids);
    for (const row of members) {
      const read = { member: row, held: heldOf.get(row.id) ?? NO_ROLES };
      const whole = isWholeMember(read) ? read : await readMemberWithRoles(store.reads, accountId, row.id);
      if (whole === undefined) continue;
      const { member, held } = whole;
      const rights = listedRights(principal, memberName(member), memberRightsSource(member, held), held);
      yield { id: member.id, position: member.id, rights };
    }
  }
}

/** The teams that the principal may see, in the order of their keys. */
export async function* listTeamsWithRights(
  { store }: Deployment,
  principal: Principal,
  after: string | undefined,
): AsyncGenerator<ListedSubject, void, void> {
  const { accountId } = principal;
  const teams = await store.reads.teams.listTeams(accountId);
  const keys = teams.filter((team) => maySeeTeam(principal, team)).map(({ key }) => key);
  for (const part of partsOf(sortedAfter(keys, after))) {
    const found = await store.reads.roles.findHeldTeams(accountId, part);
    const byKey = new Map(found.map((team) => [team.key, team]));
    // Databases sort texts in ways of their own.
    for (const team of part.flatMap((key) => byKey.get(key) ?? [])) {
      const { source, held } = teamRightsSource(team);
      yield { id: team.key, position: team.key, rights: listedRights(principal, ['team'], source, held) };
    }
  }
}

/** The ids of the members that the principal may see, in their order, behind one of them. */
export async function visibleMembersAfter(
  deployment: Deployment,
  principal: Principal,
  after: string | undefined,
): Promise<readonly string[]> {
  return sortedAfter(await visibleMemberIds(deployment, principal, { filter: {}, orders: [] }), after);
}

/** In the order of code units, behind one of them. */
export function sortedAfter(texts: readonly string[], after: string | undefined): readonly string[] {
  return texts.filter((text) => after === undefined || text > after).sort();
}

async function tokenRights(
  { store, clock }: Deployment,
  principal: Principal,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ListedRights>> {
  const { accountId } = principal;
  const found = await store.reads.tokens.findTokens(accountId, ids);
  const holders = found.flatMap(({ token, member }) => (token.kind === 'personal' ? [member.id] : []));
  const [scopes, heldOf] = await Promise.all([
    store.reads.roles.findScopeRolesOf(found.map(({ token }) => token.id)),
    store.reads.roles.findHeldRolesOf([...new Set(holders)]),
  ]);
  const rights = new Map<string, ListedRights>();
  for (const row of found) {
    const ofHolder = row.token.kind === 'personal' ? heldOf.get(row.member.id) : undefined;
    const read = { ...row, held: { ...(ofHolder ?? NO_ROLES), scope: scopes.get(row.token.id) ?? [] } };
    const whole = isWholeToken(read) ? read : await readTokenWithRoles(store.reads, accountId, row.token.id);
    if (whole === undefined) continue;
    const status = tokenStatus(whole.token, { endsAt: null }, whole.member, clock.now());
    if (status === 'active') rights.set(row.token.id, rightsOfToken(principal, whole));
  }
  return rights;
}

function rightsOfToken(
  principal: Principal,
  { token, member, held }: TokenWithMember & { readonly held: HeldRoles },
): ListedRights {
  // A policy of its own may be long, and is nobody else's.
  const scope = 'inlineRole' in token.scope ? token.id : token.scope;
  const name = [scope, ...(token.kind === 'personal' ? memberName(member) : [])];
  return listedRights(principal, name, rightsSource(token, member, held), held);
}

/** All that the rights of a member are made of, but for what they hold. */
function memberName({ role, roleAttributes }: Member): readonly unknown[] {
  return ['member', role, roleAttributes];
}

function listedRights(
  { types }: Principal,
  name: readonly unknown[],
  source: RightsSource,
  held: HeldRoles,
): ListedRights {
  const versions = versionsOf(held);
  const hasPolicy = source.scope !== undefined && 'inlineRole' in source.scope;
  return {
    name: JSON.stringify([name, versions]),
    isCheap: versions === NO_VERSIONS && !hasPolicy,
    compile: () => compileRights(source, types.catalogue),
  };
}

function* partsOf<T>(all: readonly T[]): Generator<readonly T[], void, void> {
  for (let start = 0; start < all.length; start += AT_ONCE) yield all.slice(start, start + AT_ONCE);
}
