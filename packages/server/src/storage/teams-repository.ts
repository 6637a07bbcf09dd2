import type { RoleAttributes } from '@keyward/policy';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Member } from '../members/member.ts';
import type { GrantedActions } from '../teams/permission-grant.ts';
import type { Team } from '../teams/team.ts';
import { batchesOf } from './batches.ts';
import { replaceHeldRoles } from './held-roles-repository.ts';
import { memberFromRow } from './members-repository.ts';
import type { Schema } from './schema.ts';
import type { TeamWrites } from './team-store.ts';

export function teamsRepository(db: Kysely<Schema>): TeamWrites {
  const teamsOf = (accountId: string) =>
    db.selectFrom('teams').selectAll().where('teams.account_id', '=', accountId);

  const membershipsOf = (accountId: string) =>
    db
      .selectFrom('team_members')
      .innerJoin('members', 'members.id', 'team_members.member_id')
      .where('team_members.account_id', '=', accountId)
      .where('members.removed_at', 'is', null);

  return {
    async findTeam(accountId, key) {
      const row = await teamsOf(accountId).where('key', '=', key).executeTakeFirst();
      return row && teamFromRow(row);
    },

    async listTeams(accountId) {
      const rows = await teamsOf(accountId).orderBy('created_at', 'desc').orderBy('id').execute();
      return rows.map(teamFromRow);
    },

    async listTeamMemberIds(accountId, teamId) {
      const rows = await membershipsOf(accountId)
        .where('team_members.team_id', '=', teamId)
        .select('team_members.member_id as id')
        .orderBy('team_members.member_id')
        .execute();
      return rows.map(({ id }) => id);
    },

    async listGrants(accountId, teamId) {
      const rows = await db
        .selectFrom('team_grants')
        .innerJoin('members', 'members.id', 'team_grants.member_id')
        .where('team_grants.account_id', '=', accountId)
        .where('team_grants.team_id', '=', teamId)
        .where('members.removed_at', 'is', null)
        .select(['team_grants.member_id', 'team_grants.actions'])
        .orderBy('team_grants.position')
        .execute();
      return rows.map(({ member_id, actions }) => {
        return { memberId: member_id, granted: JSON.parse(actions) as GrantedActions };
      });
    },

    async countTeamMembers(accountId) {
      const rows = await membershipsOf(accountId)
        .select(['team_members.team_id as id', sql<number>`count(*)`.as('count')])
        .groupBy('team_members.team_id')
        .execute();
      return new Map(rows.map(({ id, count }) => [id, count]));
    },

    listMembersById: (accountId, memberIds) => membersWhere(db, accountId, 'id', memberIds),

    listMembersByEmail: (accountId, emailKeys) => membersWhere(db, accountId, 'email_key', emailKeys),

    async findNewestRightsChange(accountId) {
      const { newest } = await db
        .selectFrom('change_log')
        .where('account_id', '=', accountId)
        .where('entity_kind', 'in', ['member', 'role', 'team'])
        .select(sql<number>`coalesce(max(number), 0)`.as('newest'))
        .executeTakeFirstOrThrow();
      return newest;
    },

    async insertTeam(team) {
      await db
        .insertInto('teams')
        .values({
          id: team.id,
          account_id: team.accountId,
          key: team.key,
          created_at: team.createdAt,
          ...changingColumns(team),
        })
        .execute();
      await keepRoles(db, team);
    },

    async updateTeam(team) {
      const { numUpdatedRows } = await db
        .updateTable('teams')
        .set(changingColumns(team))
        .where('account_id', '=', team.accountId)
        .where('id', '=', team.id)
        .where('version', '=', team.version - 1)
        .executeTakeFirstOrThrow();
      if (numUpdatedRows === 0n) return false;
      await keepRoles(db, team);
      return true;
    },

    async deleteTeam(team) {
      await keepRoles(db, { ...team, customRoleIds: [] });
      for (const table of ['team_members', 'team_grants'] as const) {
        await db
          .deleteFrom(table)
          .where('account_id', '=', team.accountId)
          .where('team_id', '=', team.id)
          .execute();
      }
      await db
        .deleteFrom('teams')
        .where('account_id', '=', team.accountId)
        .where('id', '=', team.id)
        .execute();
    },

    async addTeamMembers({ id, accountId }, memberIds) {
      for (const ids of batchesOf(memberIds)) {
        const rows = ids.map((memberId) => ({ team_id: id, member_id: memberId, account_id: accountId }));
        await db.insertInto('team_members').values(rows).execute();
      }
    },

    async removeTeamMembers({ id, accountId }, memberIds) {
      for (const ids of batchesOf(memberIds)) {
        await db
          .deleteFrom('team_members')
          .where('account_id', '=', accountId)
          .where('team_id', '=', id)
          .where('member_id', 'in', ids)
          .execute();
      }
    },

    async replaceGrants({ id, accountId }, grants) {
      await db
        .deleteFrom('team_grants')
        .where('account_id', '=', accountId)
        .where('team_id', '=', id)
        .execute();
      const rows = grants.map(({ memberId, granted }, position) => ({
        team_id: id,
        member_id: memberId,
        actions: JSON.stringify(granted),
        account_id: accountId,
        position,
      }));
      for (const batch of batchesOf(rows)) await db.insertInto('team_grants').values(batch).execute();
    },
  };
}

async function membersWhere(
  db: Kysely<Schema>,
  accountId: string,
  column: 'id' | 'email_key',
  values: readonly string[],
): Promise<readonly Member[]> {
  const found: Member[] = [];
  for (const batch of batchesOf([...new Set(values)])) {
    const rows = await db
      .selectFrom('members')
      .selectAll()
      .where('account_id', '=', accountId)
      .where('removed_at', 'is', null)
      .where(column, 'in', batch)
      .execute();
    found.push(...rows.map(memberFromRow));
  }
  return found;
}

function keepRoles(db: Kysely<Schema>, { accountId, id, customRoleIds }: Team): Promise<void> {
  return replaceHeldRoles(db, { accountId, kind: 'team', id }, customRoleIds);
}

function changingColumns(team: Team) {
  return {
    name: team.name,
    description: team.description,
    custom_role_ids: JSON.stringify(team.customRoleIds),
    roles_given_at: JSON.stringify(team.rolesGivenAt),
    role_attributes: JSON.stringify(team.roleAttributes),
    modified_at: team.modifiedAt,
    version: team.version,
  };
}

function teamFromRow(row: Selectable<Schema['teams']>): Team {
  return {
    id: row.id,
    accountId: row.account_id,
    key: row.key,
    name: row.name,
    description: row.description,
    customRoleIds: JSON.parse(row.custom_role_ids) as string[],
    rolesGivenAt: JSON.parse(row.roles_given_at) as Record<string, number>,
    roleAttributes: JSON.parse(row.role_attributes) as RoleAttributes,
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
    version: row.version,
  };
}
