import { hash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { batchesOf } from './batches.ts';
import type { EntityKind, EntityRights, EntityState, JournalReads } from './journal-store.ts';
import type { Schema } from './schema.ts';

const CHANGES_AT_ONCE = 500;

interface Change {
  readonly number: number;
  readonly at: number;
  readonly accountId: string;
  readonly id: string;
}

export function journalRepository(db: Kysely<Schema>): JournalReads {
  const readStates: JournalReads['readStates'] = async (kind, ids, nowMs) => {
    const found = new Map<string, EntityRights>();
    for (const part of batchesOf(ids)) {
      for (const [id, state] of await READERS[kind](db, part, nowMs)) found.set(id, state);
    }
    return found;
  };

  return {
    readStates,

    async findNewestChange() {
      const row = await db
        .selectFrom('change_log')
        .select('number')
        .orderBy('number', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row?.number ?? 0;
    },

    /** Each entity is read as it is now: later than its change at most, and then a further change follows. */
    async readStatesAfter(number, nowMs) {
      const rows = await db
        .selectFrom('change_log')
        .selectAll()
        .where('number', '>', number)
        .orderBy('number')
        .limit(CHANGES_AT_ONCE)
        .execute();
      const changed = new Map<EntityKind, Map<string, Change>>();
      for (const row of rows) {
        const kind = KINDS[row.entity_kind];
        if (kind === undefined || row.account_id === null) continue;
        const id = kind === 'account' ? row.account_id : row.entity_id;
        const ofKind = changed.get(kind) ?? new Map<string, Change>();
        ofKind.set(id, { number: row.number, at: row.at, accountId: row.account_id, id });
        changed.set(kind, ofKind);
      }
      const states: EntityState[] = [];
      for (const [kind, changes] of changed) {
        const found = await readStates(kind, [...changes.keys()], nowMs);
        for (const [id, change] of changes) {
          const state = found.get(id) ?? ({ kind, isEnded: true, rights: '' } as EntityRights);
          states.push({ ...change, ...state });
        }
      }
      return {
        states: states.toSorted((one, other) => one.number - other.number),
        readTo: rows.at(-1)?.number ?? number,
        hasMore: rows.length === CHANGES_AT_ONCE,
      };
    },
  };
}

/** What tells of a change of an entity of each kind. */
const KINDS: Readonly<Record<string, EntityKind>> = {
  account: 'account',
  resource_type: 'account',
  member: 'member',
  sessions: 'member',
  role: 'role',
  team: 'team',
  token: 'token',
};

type Reader = (
  db: Kysely<Schema>,
  ids: readonly string[],
  nowMs: number,
) => Promise<readonly (readonly [string, EntityRights])[]>;

async function tokenStates(db: Kysely<Schema>, ids: readonly string[], nowMs: number) {
  const rows = await db.selectFrom('tokens').selectAll().where('id', 'in', ids).execute();
  const secrets = await db
    .selectFrom('token_secrets')
    .select(['id', 'token_id', 'ends_at'])
    .where('token_id', 'in', ids)
    .where((where) => where.or([where('ends_at', 'is', null), where('ends_at', '>', nowMs)]))
    .execute();
  return rows.map((row): readonly [string, EntityRights<'token'>] => {
    const live = secrets.filter((secret) => secret.token_id === row.id && row.deleted_at === null);
    const state = {
      kind: 'token' as const,
      isEnded: row.deleted_at !== null,
      isDisabled: row.disabled_at !== null,
      expiresAt: row.expires_at,
      secrets: Object.fromEntries(live.map((secret) => [secret.id, secret.ends_at])),
      rights: fingerprint(row.role, row.custom_role_ids, row.inline_role, row.allowed_ips),
    };
    return [row.id, state];
  });
}

async function memberStates(db: Kysely<Schema>, ids: readonly string[]) {
  const rows = await db
    .selectFrom('members')
    .leftJoin('auth_user', 'auth_user.member_id', 'members.id')
    .leftJoin('auth_account', 'auth_account.user_id', 'auth_user.id')
    .selectAll('members')
    .select('auth_account.password')
    .where('members.id', 'in', ids)
    .execute();
  return rows.map((row): readonly [string, EntityRights<'member'>] => [
    row.id,
    {
      kind: 'member',
      isEnded: row.removed_at !== null,
      rights: fingerprint(row.role, row.custom_role_ids, row.role_attributes),
      password: row.password === null ? null : fingerprint(row.password),
    },
  ]);
}

async function roleStates(db: Kysely<Schema>, ids: readonly string[]) {
  const rows = await db.selectFrom('roles').selectAll().where('id', 'in', ids).execute();
  return rows.map((row): readonly [string, EntityRights<'role'>] => [
    row.id,
    { kind: 'role', isEnded: false, rights: fingerprint(row.policy, row.base_permissions) },
  ]);
}

async function teamStates(db: Kysely<Schema>, ids: readonly string[]) {
  const rows = await db.selectFrom('teams').selectAll().where('id', 'in', ids).execute();
  const members = await db
    .selectFrom('team_members')
    .select(['team_id', 'member_id'])
    .where('team_id', 'in', ids)
    .orderBy('member_id')
    .execute();
  const grants = await db
    .selectFrom('team_grants')
    .select(['team_id', 'member_id', 'actions'])
    .where('team_id', 'in', ids)
    .orderBy('member_id')
    .orderBy('position')
    .execute();
  return rows.map((row): readonly [string, EntityRights<'team'>] => [
    row.id,
    {
      kind: 'team',
      isEnded: false,
      rights: fingerprint(
        row.custom_role_ids,
        row.role_attributes,
        ...members.filter((member) => member.team_id === row.id).map((member) => member.member_id),
        ...grants
          .filter((grant) => grant.team_id === row.id)
          .map(({ member_id, actions }) => member_id + actions),
      ),
    },
  ]);
}

async function accountStates(db: Kysely<Schema>, ids: readonly string[]) {
  const rows = await db.selectFrom('accounts').selectAll().where('id', 'in', ids).execute();
  const types = await db
    .selectFrom('resource_types')
    .selectAll()
    .where('account_id', 'in', ids)
    .orderBy('name')
    .execute();
  const routes = await db
    .selectFrom('gateway_routes')
    .selectAll()
    .where('account_id', 'in', ids)
    .orderBy('key')
    .execute();
  return rows.map((row): readonly [string, EntityRights<'account'>] => [
    row.id,
    {
      kind: 'account',
      isEnded: false,
      rights: fingerprint(
        row.settings,
        ...types.filter((type) => type.account_id === row.id).map((type) => type.declaration),
        ...routes.filter((route) => route.account_id === row.id).map((route) => JSON.stringify(route)),
      ),
    },
  ]);
}

const READERS: Readonly<Record<EntityKind, Reader>> = {
  token: tokenStates,
  member: memberStates,
  role: roleStates,
  team: teamStates,
  account: accountStates,
};

/** Tells whether two states are the same, and nothing else of them. */
function fingerprint(...parts: readonly (string | null)[]): string {
  return hash('sha256', JSON.stringify(parts)).slice(0, 32);
}
