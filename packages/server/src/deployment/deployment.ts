import { AccountMemory } from '../accounts/account-memory.ts';
import { AuditBacklog } from '../audit/audit-backlog.ts';
import { holdChanges } from '../audit/hold-changes.ts';
import type { SignedAuditLog } from '../audit/read-chain-state.ts';
import { RefusalRecorder } from '../audit/refusal-recorder.ts';
import type { Clock } from '../clock.ts';
import { type Config, isPlainHttpAccepted } from '../config.ts';
import { PageTokens } from '../decisions/search/page-tokens.ts';
import { EpochWatch } from '../epochs/epoch-watch.ts';
import { createMailer, type Mailer } from '../mail/mailer.ts';
import { Analyst } from '../policies/analyst.ts';
import { cookieNames } from '../sign-in/cookies.ts';
import { DeviceCookies } from '../sign-in/device-cookie.ts';
import { Sessions } from '../sign-in/sessions.ts';
import { SignInThrottle } from '../sign-in/sign-in-throttle.ts';
import type { Store } from '../storage/store.ts';
import { EmailListReader } from '../teams/email-list-reader.ts';
import type { Pepper } from '../tokens/secret-digest.ts';
import { SumMemory } from '../tokens/sum-memory.ts';
import { TokenCursors } from '../tokens/token-cursor.ts';
import type { BearerToken } from '../tokens/token-format.ts';
import type { TokenHealth } from '../tokens/token-health.ts';
import type { DayOutcomes } from '../tokens/token-usage.ts';
import { EndedSecretWatch } from '../verification/ended-secret-watch.ts';
import { FollowedChanges } from '../verification/followed-changes.ts';
import type { KnownSecret } from '../verification/known-secret.ts';
import { Lease, type MonotonicMs } from '../verification/lease.ts';
import { PrincipalCache } from '../verification/principal-cache.ts';
import { readSecret, type SecretSource } from '../verification/read-secret.ts';
import { Redigests } from '../verification/redigests.ts';
import { RevocationLog } from '../verification/revocation-log.ts';
import { RightsMemory } from '../verification/rights-memory.ts';
import { UsageRecorder } from '../verification/usage-recorder.ts';
import type { FellowWorkers } from '../workers/fellow-workers.ts';
import { signedAuditLog } from './signed-audit-log.ts';

/** What every use case works with. */
export interface Deployment {
  readonly store: Store;
  readonly clock: Clock;
  readonly accountMemory: AccountMemory;
  readonly rightsMemory: RightsMemory;
  /** What secrets lead to, in memory. */
  readonly principals: PrincipalCache<KnownSecret>;
  /** For how long that memory may be believed. */
  readonly lease: Lease;
  /** What other nodes change; undefined when there can be none. */
  readonly revocationLog: RevocationLog | undefined;
  /** What programs that verify by themselves are told of. */
  readonly followedChanges: FollowedChanges;
  /** Within this time after its answer a change of rights holds on every node. */
  readonly maxStalenessMs: number;
  readonly analyst: Analyst;
  readonly emailLists: EmailListReader;
  readonly refusals: RefusalRecorder;
  readonly usage: UsageRecorder;
  readonly endedSecrets: EndedSecretWatch;
  readonly redigests: Redigests;
  readonly epoch: EpochWatch;
  readonly tokenCursors: TokenCursors;
  /** Of searches. */
  readonly pageTokens: PageTokens;
  readonly tokenHealth: SumMemory<TokenHealth>;
  readonly usageSums: SumMemory<readonly DayOutcomes[]>;
  readonly pepper: Pepper;
  /** The first is used for new secrets, all are accepted. */
  readonly tokenPrefixes: Config['tokenPrefixes'];
  /** The address under which people reach the service, without a slash at the end, when it is known. */
  readonly publicUrl: string | undefined;
  readonly sessions: Sessions;
  readonly devices: DeviceCookies;
  readonly throttle: SignInThrottle;
  /** Undefined when no mail server is set. */
  readonly mailer: Mailer | undefined;
  /** Undefined where nobody signs the audit log. */
  readonly signedAuditLog: SignedAuditLog | undefined;
  /** Undefined where this process is the node. */
  readonly fellows: FellowWorkers | undefined;
}

/**
 * Puts together what use cases need around a store. Nothing is read yet.
 *
 * @param warn is told what a library complains of
 */
export function deploymentOn(
  store: Store,
  clock: Clock,
  pepper: Pepper,
  config: Config & { readonly fellows?: FellowWorkers | undefined },
  warn: (message: string) => void,
): Deployment {
  const auditBacklog = new AuditBacklog(store);
  const usage = new UsageRecorder(store, clock);
  const accountMemory = new AccountMemory(store.reads, config.gatewayRoutes);
  const rightsMemory = new RightsMemory();
  const redigests = new Redigests(store, clock);
  config.fellows?.onWhenUsed((tokenId) => usage.lastUseOf(tokenId));
  return {
    store: holdChanges(store, auditBacklog),
    clock,
    pepper,
    accountMemory,
    rightsMemory,
    ...verificationMemory({ store, pepper, redigests, accountMemory, rightsMemory }, clock, config),
    maxStalenessMs: config.maxStalenessMs,
    tokenPrefixes: config.tokenPrefixes,
    publicUrl: config.publicUrl,
    sessions: new Sessions(store, pepper, cookieNames(!isPlainHttpAccepted(config)), warn),
    devices: new DeviceCookies(pepper),
    throttle: new SignInThrottle(),
    mailer: config.mail && createMailer(config.mail),
    signedAuditLog: config.audit && signedAuditLog(config.audit),
    fellows: config.fellows,
    analyst: new Analyst(),
    emailLists: new EmailListReader(),
    refusals: new RefusalRecorder(auditBacklog, clock),
    usage,
    endedSecrets: new EndedSecretWatch(auditBacklog, usage, clock),
    redigests,
    epoch: new EpochWatch(store),
    tokenCursors: new TokenCursors(pepper),
    pageTokens: new PageTokens(pepper),
    tokenHealth: healthMemory(store, clock, config),
    usageSums: new SumMemory(clock),
  };
}

/** What this process and its fellows change is seen in the next count; what other nodes change within the age of a count. */
function healthMemory(
  store: Store,
  clock: Clock,
  { fellows }: Parameters<typeof deploymentOn>[3],
): SumMemory<TokenHealth> {
  const memory = new SumMemory<TokenHealth>(clock);
  store.onChange(() => memory.outdate());
  fellows?.onForget(() => memory.outdate());
  return memory;
}

/** What this process changes is taken out of memory before whoever changed it is told so. */
function verificationMemory(
  source: SecretSource,
  clock: Clock,
  { maxStalenessMs, principalCache, fellows }: Parameters<typeof deploymentOn>[3],
) {
  const { feed } = source.store;
  const monotonicMs: MonotonicMs = () => performance.now();
  const lease = new Lease(feed === undefined ? Number.POSITIVE_INFINITY : maxStalenessMs, monotonicMs);
  const load = (secret: BearerToken) => readSecret(source, secret);
  const isTold = fellows && (() => fellows.isTold());
  const principals = new PrincipalCache({ ...principalCache, load, lease, monotonicMs, isTold });
  const followedChanges = new FollowedChanges();
  source.store.onChange((entities) => {
    principals.forget(entities);
    if (feed === undefined) followedChanges.add(entities);
  });
  fellows?.onForget((entities) => principals.forget(entities));
  const revocationLog =
    feed &&
    new RevocationLog({
      feed,
      lease,
      clock,
      monotonicMs,
      forget: (changes) => {
        principals.forget(changes);
        followedChanges.add(changes);
      },
      forgetAll: () => {
        source.accountMemory.forgetAll();
        source.rightsMemory.forgetAll();
        principals.forgetAll();
        followedChanges.reset();
      },
    });
  return { principals, lease, revocationLog, followedChanges };
}
