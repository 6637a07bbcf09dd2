import type { Clock } from '../clock.ts';
import { applyEndings, stateKey } from '../journal/apply-endings.ts';
import type { Endings } from '../journal/read-endings.ts';
import type { EntityKind, EntityRights } from '../storage/journal-store.ts';
import type { Store } from '../storage/store.ts';
import type { Doubt, Epoch } from './epoch.ts';

export interface StartedEpoch {
  readonly ended: number;
  readonly disabled: number;
  readonly doubts: readonly Doubt[] | undefined;
  readonly isAccepted: boolean;
}

const KINDS: readonly EntityKind[] = ['token', 'member', 'role', 'team', 'account'];

/**
 * Ends in restored data what had ended since the backup, and says so in the audit log of each account. Only when nothing can be
 * missing, and nothing is left whose rights are in doubt, the data is accepted by itself.
 */
export async function startRestoredEpoch(
  store: Store,
  clock: Clock,
  epoch: Epoch,
  { states, isComplete }: Pick<Endings, 'states' | 'isComplete'>,
): Promise<StartedEpoch> {
  const backup = new Map<string, EntityRights>();
  for (const kind of KINDS) {
    const ids = states.filter((state) => state.kind === kind).map(({ id }) => id);
    const found = await store.reads.journal.readStates(kind, ids, clock.now());
    for (const [id, state] of found) backup.set(stateKey({ kind, id }), state);
  }
  return store.change(clock, async (changes, nowMs) => {
    const { ended, disabled, doubts } = await applyEndings(changes, states, backup, nowMs);
    const isAccepted = isComplete && doubts.length === 0;
    if (isAccepted) await changes.epochs.acceptEpoch(epoch.id, nowMs, []);
    else if (isComplete) await changes.epochs.noteDoubts(epoch.id, doubts);
    for (const { id, organization } of await changes.accounts.listAccounts()) {
      changes.recordChange({ accountId: id, kind: 'account', id });
      changes.recordAudit(id, {
        actor: { system: 'keyward restore' },
        action: 'restoreBackup',
        target: { kind: 'account', id, name: organization, resource: 'acct' },
        verb: 'restored a backup of',
        description: `Restored the backup of ${new Date(epoch.backupAt ?? 0).toISOString()} and began epoch ${epoch.number} (${epoch.id}): ${describe(ended, disabled, isAccepted)}`,
      });
    }
    return { ended, disabled, doubts: isComplete ? doubts : undefined, isAccepted };
  });
}

function describe(ended: number, disabled: number, isAccepted: boolean): string {
  const again = `ended ${ended} tokens, secrets and members again, disabled ${disabled} tokens whose rights had changed`;
  return isAccepted ? again : `${again}; nothing is served before somebody accepts it`;
}
