import type { Kysely } from 'kysely';
import type { MemberGrant, MemberTeam } from '../members/member-view.ts';
import type { Schema } from './schema.ts';

/** A grant as the row of its team has it. */
type StoredGrant = Omit<MemberGrant, 'teamKey'> & { readonly memberIDs: readonly string[] };

/** The teams of members with the keys of their roles, by member. */
export async function listTeamsOf(
  db: Kysely<Schema>,
  accountId: string,
  memberIds: readonly string[],
): Promise<ReadonlyMap<string, readonly MemberTeam[]>> {
  const rows = await db
    .selectFrom('team_members')
    .innerJoin('teams', 'teams.id', 'team_members.team_id')
    .leftJoin('role_holders', (join) =>
      join.onRef('role_holders.holder_id', '=', 'teams.id').on('role_holders.holder_kind', '=', 'team'),
    )
    .leftJoin('roles', 'roles.id', 'role_holders.role_id')
    .where('team_members.account_id', '=', accountId)
    .where('team_members.member_id', 'in', memberIds)
    .select(['team_members.member_id', 'teams.key', 'teams.name', 'roles.key as role_key'])
    .orderBy('teams.key')
    .orderBy('role_holders.position')
    .execute();
  const byMember = Map.groupBy(rows, ({ member_id }) => member_id);
  return new Map([...byMember].map(([memberId, ofMember]) => [memberId, teamsFromRows(ofMember)]));
}

/** The permission grants of members, by member: whoever a team grants something need not be in it. */
export async function listGrantsOf(
  db: Kysely<Schema>,
  accountId: string,
  memberIds: readonly string[],
): Promise<ReadonlyMap<string, readonly MemberGrant[]>> {
  const rows = await db
    .selectFrom('teams')
    .where('account_id', '=', accountId)
    .where('permission_grants', 'is not', null)
    .select(['key', 'permission_grants'])
    .orderBy('key')
    .execute();
  const wanted = new Set(memberIds);
  const found = new Map<string, MemberGrant[]>();
  for (const { key, permission_grants } of rows) {
    for (const { memberIDs, ...grant } of JSON.parse(permission_grants ?? '[]') as StoredGrant[]) {
      for (const id of memberIDs.filter((memberId) => wanted.has(memberId))) {
        found.set(id, [...(found.get(id) ?? []), { ...grant, teamKey: key }]);
      }
    }
  }
  return found;
}

interface TeamRow {
  readonly key: string;
  readonly name: string;
  readonly role_key: string | null;
}

function teamsFromRows(rows: readonly TeamRow[]): readonly MemberTeam[] {
  return [...Map.groupBy(rows, ({ key }) => key)].map(([key, ofTeam]) => ({
    key,
    name: ofTeam[0]?.name ?? '',
    roleKeys: ofTeam.flatMap(({ role_key }) => role_key ?? []),
  }));
}
