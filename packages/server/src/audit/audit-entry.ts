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
  readonly system?: 'keyward init' | 'keyward members password-link' | 'set-up code';
  /** The address of the client, when the change came over the network. */
  readonly address?: string;
}

export interface AuditTarget {
  readonly kind: 'account' | 'member' | 'token' | 'resource-type';
  readonly id: string;
  readonly name: string;
  /** The resource specifier. */
  readonly resource: string;
}

/** What a use case says of one change. */
export interface AuditRecord {
  readonly actor: AuditActor;
  readonly action: string;
  readonly target: AuditTarget;
  /** The action in words, past tense: `created the token`. */
  readonly verb: string;
  /** One sentence about the change. */
  readonly description: string;
  readonly comment?: string;
}

/** An entry as it was written. `number` orders the entries of a deployment as they were committed. */
export interface AuditEntry extends AuditRecord {
  readonly id: string;
  readonly accountId: string;
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}
