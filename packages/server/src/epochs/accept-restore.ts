import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import type { RevivedToken } from '../storage/epoch-store.ts';
import type { Doubt, Epoch } from './epoch.ts';

const LISTED_AT_ONCE = 1_000;

/** What an operator looks at before they accept a restored backup, a part of it. */
export interface PendingRestore {
  readonly epoch: Epoch;
  readonly tokens: readonly RevivedToken[];
}

export interface AcceptedRestore {
  readonly disabled: number;
  readonly doubts: readonly Doubt[] | null;
}

/** The tokens that will work, from the one after `afterId` on; none are left when there are none. */
export async function listRevived({ store, clock }: Deployment, afterId: string): Promise<PendingRestore> {
  const { epochs } = store.reads;
  const [epoch] = await epochs.listEpochs();
  return { epoch, tokens: await epochs.listLiveTokens(afterId, LISTED_AT_ONCE, clock.now()) };
}

/**
 * Lets the service go on with restored data, for whoever has its shell.
 *
 * @throws Failure `conflict` when nothing waits for it
 */
export async function acceptRestore(
  { store, clock }: Deployment,
  { disableTokens }: { readonly disableTokens: boolean },
): Promise<AcceptedRestore> {
  return store.change(clock, async (changes, nowMs) => {
    const [epoch] = await changes.epochs.listEpochs();
    if (epoch.acceptedAt !== null) throw new Failure('conflict', 'no restored backup waits to be accepted');
    await changes.epochs.acceptEpoch(epoch.id, nowMs, epoch.doubts);
    let disabled = 0;
    for (const { id, organization } of await changes.accounts.listAccounts()) {
      const ofAccount = disableTokens ? await changes.epochs.disableTokens(id, nowMs) : [];
      disabled += ofAccount.length;
      for (const tokenId of ofAccount) changes.recordChange({ accountId: id, kind: 'token', id: tokenId });
      changes.recordChange({ accountId: id, kind: 'account', id });
      changes.recordAudit(id, {
        actor: { system: 'keyward restore' },
        action: 'acceptRestore',
        target: { kind: 'account', id, name: organization, resource: 'acct' },
        verb: 'accepted the restored data of',
        description: disableTokens
          ? `Accepted the restored data, and disabled ${ofAccount.length} tokens`
          : 'Accepted the restored data and what is live again by it',
      });
    }
    return { disabled, doubts: epoch.doubts };
  });
}
