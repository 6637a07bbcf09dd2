import type { RightsSource } from '@keyward/policy';
import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import type { Analyst } from '../policies/analyst.ts';
import type { AccountTypes } from '../resource-types/account-types.ts';
import type { TokenKind } from '../tokens/access-token.ts';
import type { TokenScope } from '../tokens/token-scope.ts';
import type { Principal } from '../verification/principal.ts';

/** A scope may be given, though it could not be shown to be within the giver's rights. */
export interface GrantWarning {
  readonly code: 'not_provable';
  readonly message: string;
}

/**
 * Whether a principal may give a token this scope: nobody gives what they do not hold. Every path that grants
 * rights calls this one function, before the transaction that writes them.
 *
 * Where the search ends without an answer, the scope is refused. Only a caller who may do all that the holder may
 * can still make a personal token, with a warning: the holder's rights bound it at every use, and so those of the
 * caller do. A caller with a narrower scope would escape it by a policy that is too hard to compare.
 *
 * @throws Failure `forbidden` with an access that the scope would give and the principal lacks
 */
export async function requireGrantable(
  { analyst }: Deployment,
  { source, types }: Principal,
  kind: TokenKind,
  scope: TokenScope,
): Promise<GrantWarning | undefined> {
  const containment = await analyst.contains(source, { scope }, types.declarations);
  if (containment.verdict === 'contained') return undefined;
  if (containment.verdict === 'not_contained') {
    const { witness } = containment;
    const { action, resource } = witness;
    throw new Failure('forbidden', 'A token cannot be given more than its creator may do', {
      access: { action, resource },
      reason: { effect: 'deny', kind: 'not_held', witness },
      hint: `the new token would allow \`${action}\` on \`${resource}\`, which the calling token may not do`,
    });
  }
  if (kind === 'personal' && (await isBoundByHolder(analyst, source, types))) {
    return { code: 'not_provable', message: containment.reason };
  }
  throw new Failure(
    'forbidden',
    'The rights of the new token could not be shown to be within those of its creator',
    { reason: { effect: 'deny', kind: 'not_provable' }, hint: containment.reason },
  );
}

/** Whether the caller's own scope takes nothing away from what its holder may do. */
async function isBoundByHolder(
  analyst: Analyst,
  { scope, holder }: RightsSource,
  { declarations }: AccountTypes,
): Promise<boolean> {
  if (holder === undefined) return false;
  if (scope === undefined) return true;
  return (await analyst.contains({ scope }, { holder }, declarations)).verdict === 'contained';
}
