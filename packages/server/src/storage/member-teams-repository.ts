import type { Kysely } from 'kysely';
import type { MemberGrant, MemberTeam } from '../members/member-view.ts';
import type { GrantedActions } from '../teams/permission-grant.ts';
import type { Schema } from './schema.ts';

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
    .selectFrom('team_grants')
    .innerJoin('teams', 'teams.id', 'team_grants.team_id')
    .where('team_grants.account_id', '=', accountId)
    .where('team_grants.member_id', 'in', memberIds)
    .select(['team_grants.member_id', 'team_grants.actions', 'teams.key'])
    .orderBy('teams.key')
    .orderBy('team_grants.position')
    .execute();
  const byMember = Map.groupBy(rows, ({ member_id }) => member_id);
  const grantOf = ({ key, actions }: { readonly key: string; readonly actions: string }): MemberGrant => {
    const granted = JSON.parse(actions) as GrantedActions;
    return { teamKey: key, ...(typeof granted === 'string' ? { actionSet: granted } : { actions: granted }) };
  };
  return new Map([...byMember].map(([memberId, ofMember]) => [memberId, ofMember.map(grantOf)]));
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
