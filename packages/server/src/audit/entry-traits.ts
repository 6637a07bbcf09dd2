import type { AuditEntry } from './audit-entry.ts';

/** What is looked for in whole entries, beyond what the log is ordered by. */
export interface EntryTraits {
  /** The id of a member or token that acted. */
  readonly actor?: string;
  /** Of the call that the entry was written with, or of one of the refused calls that it keeps. */
  readonly requestId?: string;
}

export function hasTraits({ actor: by, refusals }: AuditEntry, { actor, requestId }: EntryTraits): boolean {
  const isBy = actor === undefined || by.member?.id === actor || by.token?.id === actor;
  const isOf =
    requestId === undefined ||
    by.requestId === requestId ||
    refusals?.latest.some((refusal) => refusal.requestId === requestId) === true;
  return isBy && isOf;
}
