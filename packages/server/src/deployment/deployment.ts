import { AccountMemory } from '../accounts/account-memory.ts';
import { AuditBacklog } from '../audit/audit-backlog.ts';
import { RefusalRecorder } from '../audit/refusal-recorder.ts';
import type { Clock } from '../clock.ts';
import { Analyst } from '../policies/analyst.ts';
import type { Store } from '../storage/store.ts';
import type { Pepper } from '../tokens/secret-digest.ts';
import { EndedSecretWatch } from '../verification/ended-secret-watch.ts';
import { RightsMemory } from '../verification/rights-memory.ts';
import { UsageRecorder } from '../verification/usage-recorder.ts';

/** What every use case works with. */
export interface Deployment {
  readonly store: Store;
  readonly clock: Clock;
  readonly accountMemory: AccountMemory;
  readonly rightsMemory: RightsMemory;
  readonly analyst: Analyst;
  readonly auditBacklog: AuditBacklog;
  readonly refusals: RefusalRecorder;
  readonly usage: UsageRecorder;
  readonly endedSecrets: EndedSecretWatch;
  readonly pepper: Pepper;
  /** The first is used for new secrets, all are accepted. */
  readonly tokenPrefixes: readonly [string, ...string[]];
}

/** Puts together what use cases need around a store. Nothing is read yet. */
export function deploymentOn(
  store: Store,
  clock: Clock,
  pepper: Pepper,
  tokenPrefixes: Deployment['tokenPrefixes'],
): Deployment {
  const auditBacklog = new AuditBacklog(store);
  return {
    store,
    clock,
    pepper,
    tokenPrefixes,
    accountMemory: new AccountMemory(store.reads),
    rightsMemory: new RightsMemory(),
    analyst: new Analyst(),
    auditBacklog,
    refusals: new RefusalRecorder(auditBacklog, clock),
    usage: new UsageRecorder(store, clock),
    endedSecrets: new EndedSecretWatch(auditBacklog, clock),
  };
}
