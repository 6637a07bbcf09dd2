import type { Kysely } from 'kysely';
import { CHAIN_START, type ChainHead } from '../audit/audit-chain.ts';
import type { AuditRecord } from '../audit/audit-entry.ts';
import { newObjectId } from '../object-id.ts';
import { accountsRepository } from './accounts-repository.ts';
import { auditRow } from './audit-row.ts';
import type { LoneAuditEntry } from './audit-store.ts';
import { credentialsRepository } from './credentials-repository.ts';
import { deviceRequestsRepository } from './device-requests-repository.ts';
import { epochsRepository } from './epochs-repository.ts';
import { gatewayRoutesRepository } from './gateway-routes-repository.ts';
import { idempotentCallsRepository } from './idempotent-calls-repository.ts';
import { membersRepository } from './members-repository.ts';
import { oneTimeCodesRepository } from './one-time-codes-repository.ts';
import { resourceTypesRepository } from './resource-types-repository.ts';
import { rolesRepository } from './roles-repository.ts';
import type { Schema } from './schema.ts';
import type { ChangedEntity, ChangeListener, Changes } from './store.ts';
import { teamsRepository } from './teams-repository.ts';
import { tokensRepository } from './tokens-repository.ts';

/**
 * Runs the work of one change on an open transaction, then numbers and writes what it announced. The sequence row
 * is taken last: whoever has it is the next to commit, so numbers are given in the order of commits.
 *
 * @throws Error when the work announced no change
 */
export async function runChange<T>(
  transaction: Kysely<Schema>,
  nowMs: number,
  work: (changes: Changes, nowMs: number) => Promise<T>,
): Promise<Changed<T>> {
  const entities: ChangedEntity[] = [];
  const records: { accountId: string; record: AuditRecord }[] = [];

  const changes: Changes = {
    accounts: accountsRepository(transaction),
    members: membersRepository(transaction),
    credentials: credentialsRepository(transaction),
    tokens: tokensRepository(transaction),
    roles: rolesRepository(transaction),
    teams: teamsRepository(transaction),
    resourceTypes: resourceTypesRepository(transaction),
    gatewayRoutes: gatewayRoutesRepository(transaction),
    oneTimeCodes: oneTimeCodesRepository(transaction),
    deviceRequests: deviceRequestsRepository(transaction),
    idempotentCalls: idempotentCallsRepository(transaction),
    epochs: epochsRepository(transaction),
    recordChange: (entity) => entities.push(entity),
    recordAudit: (accountId, record) => records.push({ accountId, record }),
  };
  const result = await work(changes, nowMs);

  if (entities.length === 0) throw new Error('a change must announce what it changed');
  let number = await takeNumbers(transaction, entities.length + records.length);
  for (const entity of entities) {
    await transaction
      .insertInto('change_log')
      .values({
        number: ++number,
        account_id: entity.accountId,
        entity_kind: entity.kind,
        entity_id: entity.id,
        at: nowMs,
      })
      .execute();
  }
  for (const { accountId, record } of records) {
    await insertAuditEntry(transaction, { accountId, record, at: nowMs }, ++number);
  }
  return { result, entities };
}

export interface Changed<T> {
  readonly result: T;
  readonly entities: readonly ChangedEntity[];
}

/** Who is told of the changes of this process. */
export class ChangeListeners {
  readonly #listeners = new Set<ChangeListener>();

  add(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell({ entities }: Pick<Changed<unknown>, 'entities'>): void {
    for (const listener of this.#listeners) listener(entities);
  }
}

/** Writes entries that belong to no change. */
export async function insertAuditEntries(
  transaction: Kysely<Schema>,
  entries: readonly LoneAuditEntry[],
): Promise<void> {
  let number = await takeNumbers(transaction, entries.length);
  for (const entry of entries) await insertAuditEntry(transaction, entry, ++number);
}

/** To be called with the sequence locked: the entry that is the newest now is the one before this one. */
async function insertAuditEntry(
  transaction: Kysely<Schema>,
  { accountId, record, at }: LoneAuditEntry,
  number: number,
): Promise<void> {
  const head = await findChainHead(transaction, accountId);
  const row = auditRow({ id: newObjectId(), accountId, number, at, record }, head);
  await transaction.insertInto('audit_entries').values(row).execute();
}

async function findChainHead(transaction: Kysely<Schema>, accountId: string): Promise<ChainHead> {
  const newest = await transaction
    .selectFrom('audit_entries')
    .select(['position', 'hash'])
    .where('account_id', '=', accountId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return newest ?? CHAIN_START;
}

/** Locks the sequence until the commit, and answers the number before the first that was taken. */
async function takeNumbers(transaction: Kysely<Schema>, count: number): Promise<number> {
  const { value } = await transaction
    .updateTable('sequence')
    .set((set) => ({ value: set('value', '+', count) }))
    .where('name', '=', 'changes')
    .returning('value')
    .executeTakeFirstOrThrow();
  return value - count;
}
