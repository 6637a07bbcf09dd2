import { DatabaseSync } from 'node:sqlite';
import { CHAIN_START, type ChainHead } from '../../packages/server/src/audit/audit-chain.ts';
import type { AuditRecord } from '../../packages/server/src/audit/audit-entry.ts';
import { newObjectId } from '../../packages/server/src/object-id.ts';
import { auditRow } from '../../packages/server/src/storage/audit-row.ts';

const START_MS = Date.UTC(2026, 0, 1);
export const ENTRY_EVERY_MS = 1_000;

const ACTS = [
  ['createAccessToken', 'created the token', 'Created the personal token with the role reader'],
  ['updateAccessTokenName', 'changed the token', 'Changed the name from `ci` to `deploy`'],
  ['resetAccessToken', 'reset the token', 'Gave the token a new secret'],
  ['deleteAccessToken', 'deleted the token', 'Deleted the personal token'],
] as const;

/** When the entry with this index was made. */
export function timeOfEntry(index: number): number {
  return START_MS + index * ENTRY_EVERY_MS;
}

/** An account in which a thousand members act on tokens; each thousandth entry is about a role. */
function recordAt(index: number): AuditRecord {
  const [action, verb, description] = ACTS[index % ACTS.length] ?? ACTS[0];
  const member = String(index % 1_000).padStart(24, '0');
  const token = String(Math.floor(index / ACTS.length)).padStart(24, '0');
  const actor = {
    member: { id: member, email: `${member}@example.com`, firstName: 'Ada', lastName: 'Member' },
    token: { id: token, name: 'deploy', lastFour: 'abcd', kind: 'personal' },
    address: '192.0.2.7',
    requestId: newObjectId(),
  } as const;
  if (index % 1_000 === 999) {
    const target = { kind: 'role', id: 'ops', name: `Operations ${index}`, resource: 'role/ops' } as const;
    return {
      actor,
      action: 'updatePolicy',
      target,
      verb: 'changed the role',
      description: 'Changed the policy',
    };
  }
  const resource = `member/${member}:token/${token}`;
  const target = {
    kind: 'token',
    id: token,
    name: `deploy ${Math.floor(index / ACTS.length)}`,
    resource,
  } as const;
  return { actor, action, target, verb, description };
}

/** Adds entries to the log of an account, below the service, which must not write meanwhile. */
export function fillAuditLog(path: string, accountId: string, from: number, to: number): void {
  const database = new DatabaseSync(path);
  database.exec('pragma synchronous = off; pragma cache_size = -262144');
  const newest = database
    .prepare('select position, hash from audit_entries where account_id = ? order by number desc limit 1')
    .get(accountId) as unknown as ChainHead | undefined;
  const { value } = database.prepare("select value from sequence where name = 'changes'").get() as {
    value: number;
  };
  const columns = Object.keys(
    auditRow({ id: '', accountId, number: 0, at: 0, record: recordAt(0) }, CHAIN_START),
  );
  const insert = database.prepare(
    `insert into audit_entries (${columns.join(', ')}) values (${columns.map((name) => `:${name}`).join(', ')})`,
  );
  database.exec('begin');
  let head: ChainHead = newest ?? CHAIN_START;
  for (let index = from; index < to; index++) {
    const number = value + 1 + index - from;
    const entry = { id: newObjectId(), accountId, number, at: timeOfEntry(index), record: recordAt(index) };
    const row = auditRow(entry, head);
    insert.run({ ...row });
    head = row;
  }
  database.prepare("update sequence set value = ? where name = 'changes'").run(value + to - from);
  database.exec('commit');
  database.close();
}
