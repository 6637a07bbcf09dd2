import type { SecretDigest } from '../tokens/secret-digest.ts';

/** A secret that is to be stored under another pepper from now on. */
export interface Redigest {
  readonly accountId: string;
  readonly secretId: string;
  readonly from: Uint8Array;
  readonly to: SecretDigest;
  /** The pepper of `to`. */
  readonly pepperId: string;
}

/** How many secrets that may work, now or when their token is enabled, are stored under a pepper. */
export interface PepperUse {
  readonly pepperId: string;
  readonly secrets: number;
}

export interface Peppers {
  /** Of each pepper that a secret may still need. A look through all secrets: for starts and the shell. */
  countSecretsByPepper(nowMs: number): Promise<readonly PepperUse[]>;

  /** Forgets a pepper that no secret needs any more. */
  forgetPepper(pepperId: string): Promise<void>;

  /**
   * Stores secrets under another pepper, in one transaction. It is no change: no right changes by it, nothing is announced and
   * no number is taken. Only a secret that has not ended and still has the digest that it had is touched, and nothing but
   * its digest and the name of its pepper is written.
   *
   * @throws StorageUnavailable
   */
  moveDigests(moves: readonly Redigest[], nowMs: number): Promise<void>;
}
