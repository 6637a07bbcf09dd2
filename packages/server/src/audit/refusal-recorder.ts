import type { Clock } from '../clock.ts';
import type { LoneAuditEntry } from '../storage/audit-store.ts';
import { redactSecrets } from '../tokens/token-format.ts';
import { auditActor, type Caller } from '../verification/caller.ts';
import type { AuditBacklog } from './audit-backlog.ts';
import type { AuditActor, RefusalResult, RefusedAttempt } from './audit-entry.ts';

const WINDOW_MS = 60_000;
/** Of the calls that one entry stands for, these many are kept singly. */
const LATEST_KEPT = 20;
const MAX_OPEN = 10_000;
const WRITE_EARLY_AT = MAX_OPEN / 2;
const TEXT_LENGTH = 256;

/** A call of a known principal that was denied, or that failed on our side. */
export interface Refusal {
  readonly caller: Caller;
  /** The operation as the description of the API names it. */
  readonly operation: string;
  readonly result: RefusalResult;
  readonly action: string;
  readonly resource: string;
}

interface Refusals extends Pick<Refusal, 'operation' | 'result'> {
  readonly accountId: string;
  actor: AuditActor;
  count: number;
  readonly latest: RefusedAttempt[];
}

/**
 * Counts refusals in memory: the calls of one token or member to one operation within a minute become one audit
 * entry. It is written apart from the call, which is refused whatever becomes of the entry.
 */
export class RefusalRecorder {
  readonly #backlog: AuditBacklog;
  readonly #clock: Clock;
  readonly #open = new Map<string, Refusals>();

  constructor(backlog: AuditBacklog, clock: Clock) {
    this.#backlog = backlog;
    this.#clock = clock;
  }

  note({ caller, operation, result, action, resource }: Refusal): void {
    const at = this.#clock.now();
    const actor = auditActor(caller);
    const refusals = this.#openFor(caller, operation, result, actor, Math.floor(at / WINDOW_MS));
    if (refusals === undefined) return;
    const isNew = refusals.count === 0;
    const { address, requestId } = caller;
    refusals.actor = actor;
    refusals.count++;
    refusals.latest.push({ requestId, at, address, action: kept(action), resource: kept(resource) });
    if (refusals.latest.length > LATEST_KEPT) refusals.latest.shift();
    if (isNew && this.#open.size === WRITE_EARLY_AT) this.flush().catch(() => undefined);
  }

  /** Writes what was counted. @throws StorageUnavailable; nothing is forgotten then */
  flush(): Promise<void> {
    for (const refusals of this.#open.values()) this.#backlog.add(entryOf(refusals));
    this.#open.clear();
    return this.#backlog.flush();
  }

  #openFor(
    { principal }: Caller,
    operation: string,
    result: RefusalResult,
    actor: AuditActor,
    window: number,
  ): Refusals | undefined {
    const who = principal.authKind === 'token' ? principal.token.id : principal.member.id;
    const key = `${who} ${operation} ${result} ${window}`;
    const known = this.#open.get(key);
    if (known !== undefined || this.#open.size >= MAX_OPEN) return known;
    const { accountId } = principal;
    const refusals = { accountId, operation, result, actor, count: 0, latest: [] };
    this.#open.set(key, refusals);
    return refusals;
  }
}

/** What callers wrote may be long or hold a secret. */
function kept(text: string): string {
  return redactSecrets(text).slice(0, TEXT_LENGTH);
}

function entryOf({ accountId, operation, result, actor, count, latest }: Refusals): LoneAuditEntry {
  const newest = latest.at(-1);
  if (newest === undefined) throw new Error('refusals are counted with the first of them');
  const calls = `${count} ${count === 1 ? 'call' : 'calls'} of \`${operation}\``;
  return {
    accountId,
    at: newest.at,
    record: {
      actor,
      action: newest.action,
      target: { kind: 'operation', id: operation, name: operation, resource: newest.resource },
      verb: result === 'denied' ? 'was denied' : 'could not complete',
      description: result === 'denied' ? `Denied ${calls}` : `Failed at ${calls}`,
      result,
      refusals: { count, latest },
    },
  };
}
