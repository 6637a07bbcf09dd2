import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import type { Member } from '../members/member.ts';
import { type HeldRoles, NO_ROLES, versionsOf } from '../roles/held-roles.ts';
import type { Changes } from '../storage/store.ts';
import { memberRightsSource, type Principal } from '../verification/principal.ts';
import { piecesGained } from './pieces-gained.ts';
import { requirePieceHeld } from './require-piece-held.ts';

/** A member with all roles that they have, directly and through teams. */
export interface HeldMember {
  readonly member: Member;
  readonly held: HeldRoles;
}

/** A member as they are and as they are to be. */
export interface MemberChange {
  readonly before: HeldMember;
  readonly after: HeldMember;
}

/**
 * Whether the principal holds every piece that members gain by a change of their base role, roles, attributes or teams.
 * Taking a role can be a gain too: with the last custom role gone the base role counts again. Members who change alike
 * are judged once.
 *
 * @param held what was found to be held already, in the same call: it is not asked again
 * @throws Failure `forbidden` that names the member and an access that they would gain and the principal lacks
 */
export async function requireRaiseHeld(
  deployment: Deployment,
  principal: Principal,
  changed: readonly MemberChange[],
  held = new Set<string>(),
): Promise<void> {
  for (const { before, after } of changed) {
    const from = memberRightsSource(before.member, before.held);
    const to = memberRightsSource(after.member, after.held);
    const question = JSON.stringify([from, to]);
    if (held.has(question)) continue;
    for (const piece of piecesGained(from.holder, to.holder)) {
      await naming(before.member, () => requirePieceHeld(deployment, principal, from, piece));
    }
    held.add(question);
  }
}

/**
 * @param judged members of one account
 * @throws Failure `optimistic_locking_error` unless they and what they hold are as they were when judged
 */
export async function requireSameHeld(
  { members, roles }: Changes,
  judged: readonly HeldMember[],
): Promise<void> {
  const [first] = judged;
  if (first === undefined) return;
  const ids = judged.map(({ member }) => member.id);
  const found = await members.findMembers(first.member.accountId, ids);
  const versions = new Map(found.map(({ id, version }) => [id, version]));
  const heldNow = await roles.findHeldRolesOf(ids);
  const moved = judged.find(
    ({ member: { id, version }, held }) =>
      versions.get(id) !== version || versionsOf(heldNow.get(id) ?? NO_ROLES) !== versionsOf(held),
  );
  if (moved === undefined) return;
  throw new Failure(
    'optimistic_locking_error',
    `The member \`${moved.member.email}\`, or what they hold, changed during the call. Try again later.`,
  );
}

async function naming({ email }: Member, judge: () => Promise<void>): Promise<void> {
  try {
    await judge();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(error.code, `\`${email}\` would gain more than you may do`, error.details);
  }
}
