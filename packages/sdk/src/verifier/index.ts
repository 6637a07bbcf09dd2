export type { AccessRequest, Decision } from '@keyward/policy';
export { KeywardError, type KeywardErrorCode } from '../keyward-error.ts';
export type { AccessTokenSource } from '../transport/create-transport.ts';
export type { Fetch } from '../transport/send-once.ts';
export type { Timing } from '../transport/timing.ts';
export {
  type Authorization,
  createVerifier,
  type Refusal,
  type Verification,
  type Verifier,
  type VerifierOptions,
} from './create-verifier.ts';
export type { MonotonicMs } from './freshness.ts';
export type { Principal } from './principal.ts';
export type { Presenter } from './use-reports.ts';
