import { parseResource } from '@keyward/policy';
import type { Selectable } from 'kysely';
import { type ChainedEntry, type ChainHead, chainHash } from '../audit/audit-chain.ts';
import type { AuditDetails, AuditEntry, AuditEntryWithDetails, AuditRecord } from '../audit/audit-entry.ts';
import { redactSecrets } from '../tokens/token-format.ts';
import type { StoredAuditEntry } from './audit-store.ts';
import type { Schema } from './schema.ts';

export type AuditRow = Selectable<Schema['audit_entries']>;

/** An entry that is about to be written. */
export interface NewAuditEntry {
  readonly id: string;
  readonly accountId: string;
  readonly number: number;
  readonly at: number;
  readonly record: AuditRecord;
}

/** What an entry says of versions may be this long, as JSON; a policy has at most 64 Ki characters. */
const MAX_DETAILS_CHARACTERS = 262_144;
/** What is left out first. */
const LEAST_TELLING_FIRST = ['merge', 'delta', 'previousVersion', 'currentVersion'] as const;

/** The next row of a chain. */
export function auditRow({ id, accountId, number, at, record }: NewAuditEntry, head: ChainHead): AuditRow {
  const { delta, merge, previousVersion, currentVersion, ...rest } = record;
  const resource = record.target.resource.toWellFormed();
  return chainedRow(
    {
      accountId,
      position: head.position + 1,
      number,
      id,
      at,
      action: record.action.toWellFormed(),
      resource,
      typeChain: parseResource(resource)?.chain ?? '',
      name: record.target.name.toWellFormed(),
      description: record.description.toWellFormed(),
      record: JSON.stringify(rest),
      details: detailsText({ delta, merge, previousVersion, currentVersion }),
    },
    head,
  );
}

export function chainedRow(entry: ChainedEntry, head: ChainHead): AuditRow {
  return {
    number: entry.number,
    id: entry.id,
    account_id: entry.accountId,
    position: entry.position,
    at: entry.at,
    action: entry.action,
    resource: entry.resource,
    type_chain: entry.typeChain,
    name: entry.name,
    description: entry.description,
    record: entry.record,
    details: entry.details,
    hash: chainHash(head.hash, entry),
  };
}

export function storedEntryFrom(row: AuditRow): StoredAuditEntry {
  return {
    accountId: row.account_id,
    position: row.position,
    number: row.number,
    id: row.id,
    at: row.at,
    action: row.action,
    resource: row.resource,
    typeChain: row.type_chain,
    name: row.name,
    description: row.description,
    record: row.record,
    details: row.details,
    hash: row.hash,
  };
}

export const AUDIT_COLUMNS = [
  'account_id',
  'position',
  'number',
  'id',
  'at',
  'action',
  'resource',
  'type_chain',
  'name',
  'description',
  'record',
  'details',
  'hash',
] as const;

/** A row as a list of the values of these columns. */
export type AuditValues = ValuesOf<typeof AUDIT_COLUMNS>;

/** Numbers beyond those of JavaScript come as `bigint`. */
type Stored<Value> = Value extends number ? number | bigint : Value;
type ValuesOf<Names extends readonly (keyof AuditRow)[]> = {
  [Index in keyof Names]: Stored<AuditRow[Names[Index]]>;
};

export function entryFromValues(values: AuditValues): StoredAuditEntry {
  const [accountId, position, number, id, at, action, resource, typeChain, ...rest] = values;
  const [name, description, record, details, hash] = rest;
  return {
    accountId,
    position: Number(position),
    number: Number(number),
    id,
    at: Number(at),
    action,
    resource,
    typeChain,
    name,
    description,
    record,
    details,
    hash,
  };
}

export function entryFrom(row: Pick<AuditRow, 'id' | 'account_id' | 'number' | 'at' | 'record'>): AuditEntry {
  const record = JSON.parse(row.record) as Omit<AuditRecord, keyof AuditDetails>;
  return { ...record, id: row.id, accountId: row.account_id, number: row.number, at: row.at };
}

export function entryWithDetailsFrom(row: AuditRow): AuditEntryWithDetails {
  return { ...entryFrom(row), ...(row.details !== null && JSON.parse(row.details)) };
}

/** A patch may hold a secret that somebody pasted into the wrong field. */
function detailsText(details: Readonly<Record<keyof AuditDetails, unknown>>): string | null {
  const given = Object.entries(details).filter(([, value]) => value !== undefined);
  if (given.length === 0) return null;
  const kept: Record<string, unknown> = Object.fromEntries(given);
  const omitted: string[] = [];
  for (const name of LEAST_TELLING_FIRST) {
    if (JSON.stringify(kept).length <= MAX_DETAILS_CHARACTERS) break;
    if (kept[name] === undefined) continue;
    delete kept[name];
    omitted.push(name);
    kept.omitted = omitted;
  }
  return JSON.stringify(withoutSecrets(kept));
}

function withoutSecrets(value: unknown): unknown {
  if (typeof value === 'string') return redactSecrets(value);
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [redactSecrets(key), withoutSecrets(each)]);
  return Object.fromEntries(entries);
}
