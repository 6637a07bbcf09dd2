import type { DeviceRequest } from '../device-requests/device-request.ts';
import type { SecretDigest } from '../tokens/secret-digest.ts';
import type { TokenRole } from '../tokens/token-scope.ts';

/** Programs that wait to be let in. They belong to no account before somebody of one has answered. */
export interface DeviceRequestReads {
  /** Ended or not. */
  findByUserCode(digest: SecretDigest): Promise<DeviceRequest | undefined>;
  findByDeviceCode(digest: SecretDigest): Promise<DeviceRequest | undefined>;
}

export interface PendingRequest {
  readonly id: string;
  readonly address: string;
}

export interface StoredDecision {
  readonly status: 'approved' | 'denied';
  /** That the token is to have. */
  readonly role: TokenRole;
  /** In which it was made. */
  readonly sessionId: string;
}

export interface DeviceRequestWrites extends DeviceRequestReads {
  /** @throws UniqueViolation when a code is taken */
  insertRequest(
    request: DeviceRequest,
    codes: { readonly deviceCode: SecretDigest; readonly userCode: SecretDigest },
  ): Promise<void>;
  /** Those that nobody has answered and that have not ended, the oldest first. */
  listPending(nowMs: number): Promise<readonly PendingRequest[]>;
  /** Nobody has answered it, so no right is taken from anybody. */
  dropPending(id: string): Promise<void>;
  /** Answers false when it has been decided already, or has ended. */
  decideRequest(id: string, decision: StoredDecision, nowMs: number): Promise<boolean>;
  /** Notes that the token of an approved request is fetched, now or once more; answers the session in which it was approved. */
  useApprovedRequest(id: string, nowMs: number): Promise<string | undefined>;
  /** Deletes those that ended then or before, as the keeper of uses does too. */
  deleteRequestsBefore(nowMs: number): Promise<void>;
}
