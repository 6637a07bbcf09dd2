import type { Deployment } from '../deployment/deployment.ts';
import type { AccountReads } from '../storage/account-store.ts';
import type { Changes } from '../storage/store.ts';
import type { TokenPosition } from '../storage/token-list-store.ts';
import { type AccessToken, tokenResource } from './access-token.ts';
import { daysBefore, idleTokens, isIdle } from './idle-tokens.ts';
import { tokenChanged } from './require-same-token.ts';
import { tokenSnapshot } from './token-snapshot.ts';

/** Uses reach the database later than they happen: those of other nodes and of verifiers inside APIs by minutes. */
const LATE_USES_MS = 3_600_000;

/** So many in one change hold up the changes of callers by some milliseconds. */
const AT_ONCE = 25;

const LONGEST_UNCHANGED_FIRST = { column: 'lastModified', isDescending: false } as const;

type Served = Pick<Deployment, 'store' | 'clock' | 'epoch'>;

/**
 * Disables, in each account that wants it, the tokens that were neither used nor changed for longer than its setting
 * says. After a restore the days begin anew: nobody knows what was used since the backup. Nothing is done while the time is
 * in doubt or the data may not be served. Several nodes may do it at once: each token is judged again inside the change.
 *
 * @param signal ends it between two changes
 * @returns how many were disabled
 * @throws StorageUnavailable
 */
export async function disableIdleTokens(deployment: Served, signal: AbortSignal): Promise<number> {
  const { store, clock, epoch } = deployment;
  await epoch.look();
  if (!epoch.isServing || clock.doubt?.() !== undefined) return 0;
  const [{ startedAt }] = await store.reads.epochs.listEpochs();
  let disabled = 0;
  for (const accountId of await store.reads.accounts.listAccountsWithSettings()) {
    const days = await findIdleDays(store.reads.accounts, accountId);
    if (days === null || daysBefore(clock.now(), days) <= startedAt) continue;
    disabled += await disableInAccount(deployment, accountId, days, signal);
  }
  return disabled;
}

async function findIdleDays(accounts: AccountReads, accountId: string): Promise<number | null> {
  return (await accounts.findAccount(accountId))?.settings.disableIdleTokensAfterDays ?? null;
}

async function disableInAccount(
  deployment: Served,
  accountId: string,
  days: number,
  signal: AbortSignal,
): Promise<number> {
  const { tokens } = deployment.store.reads;
  const nowMs = deployment.clock.now();
  const idle = idleTokens(daysBefore(nowMs, days) - LATE_USES_MS, nowMs);
  let disabled = 0;
  let after: TokenPosition | undefined;
  do {
    const page = { limit: AT_ONCE, ...(after ? { after } : { offset: 0 }) };
    const { items, end } = await tokens.listTokens(accountId, idle, LONGEST_UNCHANGED_FIRST, page);
    if (signal.aborted) break;
    const tokenIds = items.map(({ token }) => token.id);
    if (tokenIds.length > 0) disabled += await disableThose(deployment, accountId, tokenIds);
    after = end;
  } while (after !== undefined);
  return disabled;
}

/** By the setting, the tokens and their last uses as they are inside the change. */
async function disableThose(
  { store, clock }: Served,
  accountId: string,
  tokenIds: readonly string[],
): Promise<number> {
  const disabling = store.change(clock, async (changes, nowMs) => {
    const days = await findIdleDays(changes.accounts, accountId);
    if (days === null) throw new NothingIdle();
    const sinceMs = daysBefore(nowMs, days) - LATE_USES_MS;
    const found = await changes.tokens.findTokens(accountId, tokenIds);
    const idle = found.filter((each) => isIdle(each, sinceMs, nowMs));
    if (idle.length === 0) throw new NothingIdle();
    for (const { token } of idle) await disable(changes, token, days, nowMs);
    return idle.length;
  });
  return disabling.catch((error) => {
    if (error instanceof NothingIdle) return 0;
    throw error;
  });
}

/** All of them were used, changed or ended meanwhile. It undoes the change, which must not be empty. */
class NothingIdle extends Error {}

async function disable(changes: Changes, token: AccessToken, days: number, nowMs: number): Promise<void> {
  const disabled = { ...token, disabledAt: nowMs, modifiedAt: nowMs, version: token.version + 1 };
  if (!(await changes.tokens.updateToken(disabled))) throw tokenChanged();
  changes.recordChange({ accountId: token.accountId, kind: 'token', id: token.id });
  changes.recordAudit(token.accountId, {
    actor: { system: 'the settings of the account' },
    action: 'updateAccessTokenStatus',
    target: { kind: 'token', id: token.id, name: token.name, resource: tokenResource(token) },
    verb: 'changed the token',
    description: `Disabled the token, which was neither used nor changed for ${days} days`,
    previousVersion: tokenSnapshot(token),
    currentVersion: tokenSnapshot(disabled),
  });
}
