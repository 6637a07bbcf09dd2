import type { Policy } from '@keyward/policy';
import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import type { Principal } from '../verification/principal.ts';
import type { AccountTypes } from './account-types.ts';

/**
 * Whether the caller may do, once the types are changed, all that others gain by the change.
 *
 * @throws Failure `forbidden` with an access that the caller lacks
 */
export async function requireHeld(
  { analyst }: Deployment,
  { source, accountId }: Principal,
  gained: Policy,
  types: AccountTypes,
): Promise<void> {
  // As a piece: whoever gains it may see by other rights what these statements alone let nobody see.
  const containment = await analyst.contains(
    source,
    { scope: { inlineRole: gained } },
    { accountId, types },
    'piece',
  );
  if (containment.verdict === 'contained') return;
  if (containment.verdict === 'not_provable') {
    throw new Failure(
      'forbidden',
      'What others gain by this change could not be shown to be within your rights',
      {
        reason: { effect: 'deny', kind: 'not_provable' },
        hint: containment.reason,
      },
    );
  }
  const { witness } = containment;
  throw new Failure('forbidden', 'Others would gain by this change what you may not do', {
    access: { action: witness.action, resource: witness.resource },
    reason: { effect: 'deny', kind: 'not_held', witness },
  });
}
