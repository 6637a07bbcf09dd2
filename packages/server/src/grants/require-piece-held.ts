import type { RightsSource } from '@keyward/policy';
import type { Deployment } from '../deployment/deployment.ts';
import type { Principal } from '../verification/principal.ts';
import { refuseUnheld } from './require-grantable.ts';

/**
 * Whether the principal holds a piece of rights that others gain: a role, what a team gives, a base role. A piece meets
 * others, now or later, which may allow to view what it speaks of; so it counts without the view guard, and what others
 * have already is never put together with what the principal may see.
 *
 * @param before what they have in any case: a piece that this allows by itself is no gain
 * @throws Failure `forbidden` with an access that they would gain and the principal lacks
 */
export async function requirePieceHeld(
  { analyst }: Deployment,
  principal: Principal,
  before: RightsSource,
  piece: RightsSource,
): Promise<void> {
  if ((await analyst.contains(before, piece, principal, 'piece')).verdict === 'contained') return;
  refuseUnheld(await analyst.contains(principal.source, piece, principal, 'piece'));
}
