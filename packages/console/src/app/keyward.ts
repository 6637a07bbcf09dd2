import { type components, createKeyward, KeywardError } from '@keyward/sdk';

/** The service that this page came from, called with the session cookie. */
export const keyward = createKeyward({ url: location.origin, session: true, maxWaitMs: 5_000 });

type Schemas = components['schemas'];
export type Token = Schemas['Token'];
export type Member = Schemas['Member'];
export type Role = Schemas['CustomRole'];
export type Team = Schemas['Team'];
export type Settings = Schemas['AccountSettings'];
export type Statement = Schemas['Statement'];
export type PreviousSecret = Schemas['PreviousSecret'];
export type AuditEntry = Schemas['AuditLogEntryListing'];
export type Accesses = Schemas['Accesses'];
export type ResourceType = Schemas['ResourceType'];
export type GatewayRoute = Schemas['GatewayRoute'];
export type Usage = Schemas['TokenUsage'];

/** Whether the viewer may not have it, so that asking again does not help. */
export function isForbidden(error: unknown): boolean {
  return error instanceof KeywardError && error.status === 403;
}

/** Whether the session has ended, so that only signing in helps. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof KeywardError && error.status === 401;
}
