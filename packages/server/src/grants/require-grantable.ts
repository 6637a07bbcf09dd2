import type { Containment, InnerKind, RightsSource } from '@keyward/policy';
import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import type { Analyst } from '../policies/analyst.ts';
import type { Principal } from '../verification/principal.ts';

/** A scope may be given, though it could not be shown to be within the giver's rights. */
export interface GrantWarning {
  readonly code: 'not_provable';
  readonly message: string;
}

/**
 * Whether a principal may give these rights: nobody gives what they do not hold. Every path that grants
 * rights calls this one function, before the transaction that writes them.
 *
 * Where the search ends without an answer, they are refused. Only a caller who may do all that the holder may
 * can still give them to a personal token of the same holder, with a warning: the holder's rights bound it at every use, and so those of the
 * caller do. A caller with a narrower scope would escape it by a policy that is too hard to compare.
 *
 * @param given what would be held: the scope of a token, with its holder where that bounds it already
 * @param options.isBoundByCaller whether it is for a personal token of the caller's own member
 * @throws Failure `forbidden` with an access that they would give and the principal lacks
 */
export async function requireGrantable(
  { analyst }: Deployment,
  principal: Principal,
  given: RightsSource,
  { isBoundByCaller = false }: { readonly isBoundByCaller?: boolean } = {},
): Promise<GrantWarning | undefined> {
  const { source } = principal;
  const containment = await analyst.contains(source, given, principal, kindOf(given, isBoundByCaller));
  const isUnproved = containment.verdict === 'not_provable';
  if (isUnproved && isBoundByCaller && (await isBoundByHolder(analyst, principal))) {
    return { code: 'not_provable', message: containment.reason };
  }
  refuseUnheld(containment);
  return undefined;
}

/**
 * Custom roles are edited later, and may then meet what lets one view: they count without the view guard, unless what the
 * caller's own member may do bounds them at every use.
 */
function kindOf({ scope, holder }: RightsSource, isBoundByCaller: boolean): InnerKind {
  const { customRoles = [], teamRoles = [] } = holder ?? {};
  const hasRoles = customRoles.length + teamRoles.length > 0 || (scope && 'customRoles' in scope);
  return hasRoles && !isBoundByCaller ? 'piece' : 'whole';
}

/** @throws Failure `forbidden` unless the one is within the other */
export function refuseUnheld(containment: Containment): void {
  if (containment.verdict === 'contained') return;
  if (containment.verdict === 'not_provable') {
    throw new Failure(
      'forbidden',
      'The rights that this gives could not be shown to be within those of the giver',
      { reason: { effect: 'deny', kind: 'not_provable' }, hint: containment.reason },
    );
  }
  const { witness } = containment;
  const { action, resource } = witness;
  throw new Failure('forbidden', 'Nobody can be given more than the giver may do', {
    access: { action, resource },
    reason: { effect: 'deny', kind: 'not_held', witness },
    hint: `this would allow \`${action}\` on \`${resource}\`, which the caller may not do`,
  });
}

/** Whether the caller's own scope takes nothing away from what its holder may do. */
async function isBoundByHolder(analyst: Analyst, principal: Principal): Promise<boolean> {
  const { scope, holder }: RightsSource = principal.source;
  if (holder === undefined) return false;
  if (scope === undefined) return true;
  return (await analyst.contains({ scope }, { holder }, principal)).verdict === 'contained';
}
