/** A call that names itself by an `Idempotency-Key`. */
export interface IdempotentCallKey {
  readonly accountId: string;
  /** Who calls: a token, or a member who is signed in. */
  readonly caller: string;
  readonly operation: string;
  readonly key: string;
}

export interface IdempotentCall {
  readonly bodyDigest: Uint8Array;
  /** What the call made or changed. */
  readonly targetId: string | null;
  /** The answer as JSON; null when it held a secret. */
  readonly answer: string | null;
  readonly at: number;
}

export interface IdempotentCalls {
  findCall(call: IdempotentCallKey): Promise<IdempotentCall | undefined>;
  /** @throws UniqueViolation when the call was made already */
  insertCall(call: IdempotentCallKey, outcome: IdempotentCall): Promise<void>;
  deleteCallsBefore(atMs: number): Promise<void>;
}
