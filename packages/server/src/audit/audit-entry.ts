/** Who acted, as it was then: a later rename does not rewrite history. */
export interface AuditActor {
  readonly member?: {
    readonly id: string;
    readonly email: string;
    readonly firstName: string;
    readonly lastName: string;
  };
  readonly token?: {
    readonly id: string;
    readonly name: string;
    readonly lastFour: string;
    readonly kind: 'personal' | 'service';
  };
  /** Set when no principal of the account acted: the shell, or the set-up code. */
  readonly system?:
    | 'keyward init'
    | 'keyward account create'
    | 'keyward members password-link'
    | 'keyward restore'
    | 'set-up code'
    | 'the settings of the account'
    | 'somebody unknown';
  /** The address of the client, when it came over the network. */
  readonly address?: string;
  /** The request that it came with, as in `X-Request-Id`. */
  readonly requestId?: string;
}

export interface AuditTarget {
  /** An operation of the API stands for what a refused call was about. */
  readonly kind:
    | 'account'
    | 'member'
    | 'role'
    | 'team'
    | 'token'
    | 'resource-type'
    | 'gateway-route'
    | 'operation';
  readonly id: string;
  readonly name: string;
  /** The resource specifier. */
  readonly resource: string;
}

/** `denied`: the caller may not. `failed`: on our side, after the caller was let in. */
export type RefusalResult = 'denied' | 'failed';

/** One call that was refused. Where the refusal names no access, the operation and the path stand in its place. */
export interface RefusedAttempt {
  readonly requestId: string;
  readonly at: number;
  readonly address: string;
  readonly action: string;
  readonly resource: string;
}

/** What became of what was changed. None of it holds a secret, a digest or a link. */
export interface AuditDetails {
  /** The JSON Patch that was asked for. */
  readonly delta?: readonly unknown[];
  /** The JSON Merge Patch that was asked for. */
  readonly merge?: Readonly<Record<string, unknown>>;
  /** The resource before the change, as the API shows it; absent when there was none. */
  readonly previousVersion?: object;
  /** The resource after the change; absent when there is none. */
  readonly currentVersion?: object;
}

/** What a caller said of a change: why, and the patch that was asked for. */
export interface ChangeNote extends Pick<AuditDetails, 'delta' | 'merge'> {
  readonly comment?: string;
}

/** What a use case says of one change, or what is known of calls that were refused. */
export interface AuditRecord extends AuditDetails {
  readonly actor: AuditActor;
  readonly action: string;
  readonly target: AuditTarget;
  /** The action in words, past tense: `created the token`. */
  readonly verb: string;
  /** One sentence about the change. */
  readonly description: string;
  readonly comment?: string;
  /** Absent: the change was made. */
  readonly result?: RefusalResult;
  /** How many calls the entry stands for, and the latest of them, the newest last. */
  readonly refusals?: { readonly count: number; readonly latest: readonly RefusedAttempt[] };
}

/** An entry as it was written. `number` orders the entries of a deployment as they were committed. */
export interface AuditEntry extends Omit<AuditRecord, keyof AuditDetails> {
  readonly id: string;
  readonly accountId: string;
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface AuditEntryWithDetails extends AuditEntry, AuditDetails {
  /** What was left out, since it was too long to be kept. */
  readonly omitted?: readonly (keyof AuditDetails)[];
}
