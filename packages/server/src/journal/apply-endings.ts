import type { Doubt } from '../epochs/epoch.ts';
import type { EntityRights, EntityState } from '../storage/journal-store.ts';
import type { Changes } from '../storage/store.ts';

/** What a restore did to the data of one account. */
export interface AppliedEndings {
  /** Tokens, secrets, passwords and members that had ended since the backup, and have again. */
  readonly ended: number;
  /** Tokens that could do other things when the data was lost, and are disabled now. */
  readonly disabled: number;
  readonly doubts: readonly Doubt[];
}

/** The states of the backup, of every entity that a journal speaks of. */
export type BackupStates = ReadonlyMap<string, EntityRights>;

export function stateKey({ kind, id }: Pick<EntityState, 'kind' | 'id'>): string {
  return `${kind} ${id}`;
}

/**
 * Ends what had ended since the backup. Nothing is brought back and no right is given: what was made since the backup is
 * lost. A right that was changed in another way cannot be made again, since a journal holds no policies: a token whose own
 * rights differ is disabled, anything else is a doubt.
 */
export async function applyEndings(
  changes: Changes,
  states: readonly EntityState[],
  backup: BackupStates,
  nowMs: number,
): Promise<AppliedEndings> {
  const applied = { ended: 0, disabled: 0, doubts: [] as Doubt[] };
  for (const state of states) {
    const before = backup.get(stateKey(state));
    if (before === undefined || before.isEnded) continue;
    if (state.kind === 'token' && before.kind === 'token')
      await applyToken(changes, state, before, nowMs, applied);
    else if (state.kind === 'member' && before.kind === 'member') {
      await applyMember(changes, state, before, nowMs, applied);
    } else if (state.isEnded || state.rights !== before.rights) {
      const { accountId, kind, id } = state;
      applied.doubts.push({ accountId, kind, id });
    }
  }
  return applied;
}

type Counted = { ended: number; disabled: number; readonly doubts: Doubt[] };

async function applyToken(
  changes: Changes,
  state: Extract<EntityState, { kind: 'token' }>,
  before: EntityRights<'token'>,
  nowMs: number,
  applied: Counted,
): Promise<void> {
  const { accountId, id, isEnded, expiresAt, rights, secrets } = state;
  changes.recordChange({ accountId, kind: 'token', id });
  if (isEnded) {
    if (await changes.tokens.markTokenDeleted(accountId, id, nowMs, {})) applied.ended++;
    return;
  }
  applied.ended += await changes.epochs.endSecretsBut(accountId, id, secrets, nowMs);
  const isChanged = rights !== before.rights;
  const found = await changes.tokens.findToken(accountId, id);
  if (found === undefined) return;
  const { token } = found;
  const endsEarlier = expiresAt !== null && (token.expiresAt === null || expiresAt < token.expiresAt);
  const isDisabled = (state.isDisabled || isChanged) && token.disabledAt === null;
  if (!endsEarlier && !isDisabled) return;
  const version = token.version + 1;
  await changes.tokens.updateToken({
    ...token,
    version,
    modifiedAt: nowMs,
    expiresAt: endsEarlier ? expiresAt : token.expiresAt,
    disabledAt: isDisabled ? nowMs : token.disabledAt,
  });
  if (isChanged && isDisabled) applied.disabled++;
  else applied.ended++;
}

async function applyMember(
  changes: Changes,
  state: Extract<EntityState, { kind: 'member' }>,
  before: EntityRights<'member'>,
  nowMs: number,
  applied: Counted,
): Promise<void> {
  const { accountId, id, isEnded, password, rights } = state;
  const member = await changes.members.findMemberById(id);
  if (member === undefined) return;
  if (isEnded) {
    await changes.members.updateMember({ ...member, removedAt: nowMs, version: member.version + 1 });
  }
  // A password that was changed since may have been changed because others knew it.
  const isPasswordGone = before.password !== null && (isEnded || password !== before.password);
  if (isPasswordGone) await changes.credentials.deleteCredential(id);
  if (isEnded || isPasswordGone) {
    changes.recordChange({ accountId, kind: 'member', id });
    applied.ended++;
  }
  if (!isEnded && rights !== before.rights) applied.doubts.push({ accountId, kind: 'member', id });
}
