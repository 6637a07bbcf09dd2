import type { Statement } from '../app/keyward.ts';
import { holdsPartOfSecret } from '../app/secret-form.ts';
import { DAY_MS } from '../app/times.ts';

/** What the address says of the log: which entries. Days are those of the viewer, as `2026-11-22`. */
export interface AuditSearch {
  readonly q?: string;
  readonly about?: string;
  /** The id of a member or token. */
  readonly actor?: string;
  /** The id of a request. */
  readonly request?: string;
  readonly from?: string;
  readonly to?: string;
}

/** What entries can be about, and the resources that this means. */
export const ABOUT = [
  { value: 'tokens', label: 'Access tokens', resources: ['member/*:token/*', 'service-token/*'] },
  { value: 'members', label: 'Members', resources: ['member/*'] },
  { value: 'roles', label: 'Roles', resources: ['role/*'] },
  { value: 'teams', label: 'Teams', resources: ['team/*'] },
  { value: 'account', label: 'Organization', resources: ['acct'] },
] as const;

const ID = /^[0-9a-f]{24}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Reads an address that somebody may have typed: what cannot be meant is left out. */
export function readAuditSearch(raw: Readonly<Record<string, unknown>>): AuditSearch {
  const { q, about, actor, request, from, to } = raw;
  const text = typeof q === 'string' || typeof q === 'number' ? String(q).slice(0, 256) : '';
  const wanted = {
    q: text === '' || holdsPartOfSecret(text) ? undefined : text,
    about: ABOUT.find(({ value }) => value === about)?.value,
    actor: idOf(actor),
    request: idOf(request),
    from: dayOf(from),
    to: dayOf(to),
  };
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
}

/** The query and the statements of the API for a search. */
export function auditQueryOf({ q, about, actor, request, from, to }: AuditSearch) {
  const resources = ABOUT.find(({ value }) => value === about)?.resources;
  const statements: Statement[] = resources
    ? [{ effect: 'allow', actions: ['*'], resources: [...resources] }]
    : [];
  return {
    statements,
    query: {
      ...(q && { q }),
      ...(actor && { actor }),
      ...(request && { requestId: request }),
      ...(from && { after: String(startOfDay(from)) }),
      ...(to && { before: String(startOfDay(to) + DAY_MS - 1) }),
    },
  };
}

export function isNarrowed(search: AuditSearch): boolean {
  return Object.keys(search).length > 0;
}

/** What was typed: the id of a request, or words. */
export function searchFor(text: string) {
  return ID.test(text) ? { q: undefined, request: text } : { q: text, request: undefined };
}

function idOf(value: unknown): string | undefined {
  return typeof value === 'string' && ID.test(value) ? value : undefined;
}

function dayOf(value: unknown): string | undefined {
  const isDay = typeof value === 'string' && DAY.test(value) && Number.isFinite(startOfDay(value));
  return isDay ? value : undefined;
}

function startOfDay(day: string): number {
  return new Date(`${day}T00:00:00`).getTime();
}
