import type { Doubt, Epoch } from '../epochs/epoch.ts';

/** A token that works as soon as the epoch is accepted. */
export interface RevivedToken {
  readonly accountId: string;
  readonly accountKey: string;
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly lastFour: string;
  /** The address of the holder, or of who made a service token. */
  readonly email: string;
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
  readonly expiresAt: number | null;
}

export interface EpochReads {
  /** Every epoch, the newest first: that is the one that lives. */
  listEpochs(): Promise<readonly [Epoch, ...Epoch[]]>;
  /** Tokens that would work now, in the order of their ids, from the one after `afterId` on. */
  listLiveTokens(afterId: string, limit: number, nowMs: number): Promise<readonly RevivedToken[]>;
}

/** What the start of an epoch does to the data, beside what any change can do. */
export interface EpochWrites extends EpochReads {
  noteDoubts(id: string, doubts: readonly Doubt[]): Promise<void>;
  acceptEpoch(id: string, nowMs: number, doubts: Epoch['doubts']): Promise<void>;
  /** Disables every token of an account, and answers the ids of those that were not. */
  disableTokens(accountId: string, nowMs: number): Promise<readonly string[]>;
  /** Ends the secrets of a token but these, and these no later than they end here; null: no end is known. */
  endSecretsBut(
    accountId: string,
    tokenId: string,
    live: Readonly<Record<string, number | null>>,
    nowMs: number,
  ): Promise<number>;
}
