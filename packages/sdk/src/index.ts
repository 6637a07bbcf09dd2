export type { Body, CallOptions, Query } from './calls/call-types.ts';
export type { Client } from './calls/client.ts';
export type { Listing } from './calls/listing.ts';
export type { TokenUse } from './calls/token-uses.ts';
export {
  type ApiVersion,
  type Credentials,
  createKeyward,
  type Keyward,
  type KeywardOptions,
} from './keyward.ts';
export { KeywardError, type KeywardErrorCode } from './keyward-error.ts';
export type { components, operations, paths } from './openapi-types.ts';
export type { AccessTokenSource } from './transport/create-transport.ts';
export type { Fetch } from './transport/send-once.ts';
export type { Timing } from './transport/timing.ts';
