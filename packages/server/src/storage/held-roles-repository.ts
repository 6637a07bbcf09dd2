import type { BaseRole, Policy, RoleAttributes } from '@keyward/policy';
import type { Kysely } from 'kysely';
import type { HeldGrant, HeldRole, HeldRoles, HeldTeam } from '../roles/held-roles.ts';
import { withPresetPolicy } from '../roles/role.ts';
import type { GrantedActions } from '../teams/permission-grant.ts';
import { batchesOf } from './batches.ts';
import type { Schema } from './schema.ts';

/** The roles of a token or a member, in the order in which they were given. */
function rolesOfHolder(db: Kysely<Schema>, kind: 'token' | 'member', holderId: string) {
  return rolesOfHolders(db, kind).where('role_holders.holder_id', '=', holderId);
}

function rolesOfHolders(db: Kysely<Schema>, kind: 'token' | 'member') {
  return db
    .selectFrom('role_holders')
    .innerJoin('roles', 'roles.id', 'role_holders.role_id')
    .where('role_holders.holder_kind', '=', kind)
    .select(ROLE_COLUMNS)
    .orderBy('role_holders.position');
}

/** The teams of a member with their roles: one row for each role, and one for a team without. */
function teamRolesOfMember(db: Kysely<Schema>, memberId: string) {
  return teamsWithRoles(db)
    .innerJoin('team_members', 'team_members.team_id', 'teams.id')
    .where('team_members.member_id', '=', memberId);
}

function teamsWithRoles(db: Kysely<Schema>) {
  return db
    .selectFrom('teams')
    .leftJoin('role_holders', (join) =>
      join.onRef('role_holders.holder_id', '=', 'teams.id').on('role_holders.holder_kind', '=', 'team'),
    )
    .leftJoin('roles', 'roles.id', 'role_holders.role_id')
    .select(ROLE_COLUMNS)
    .select([
      'teams.id as team_id',
      'teams.key as team_key',
      'teams.name as team_name',
      'teams.version as team_version',
      'teams.role_attributes as team_attributes',
    ])
    .orderBy('teams.key')
    .orderBy('role_holders.position');
}

/** What a member was granted on teams, in the order in which it was given. */
function grantsOfMember(db: Kysely<Schema>, memberId: string) {
  return grantsOfMembers(db).where('team_grants.member_id', '=', memberId);
}

function grantsOfMembers(db: Kysely<Schema>) {
  return db
    .selectFrom('team_grants')
    .innerJoin('teams', 'teams.id', 'team_grants.team_id')
    .select(['teams.id as team_id', 'teams.key as team_key', 'team_grants.actions'])
    .orderBy('teams.key')
    .orderBy('team_grants.position');
}

const ROLE_COLUMNS = [
  'roles.id',
  'roles.key',
  'roles.version',
  'roles.policy',
  'roles.base_permissions',
] as const;

type Row<Query extends (...parameters: never[]) => { execute(): Promise<unknown[]> }> = Awaited<
  ReturnType<ReturnType<Query>['execute']>
>[number];

export type HeldRoleRow = Row<typeof rolesOfHolder>;
export type TeamRoleRow = Row<typeof teamRolesOfMember>;
export type GrantRow = Row<typeof grantsOfMember>;

export function heldRoleFromRow(row: HeldRoleRow): HeldRole {
  return withPresetPolicy({
    id: row.id,
    key: row.key,
    version: row.version,
    policy: JSON.parse(row.policy) as Policy,
    basePermissions: row.base_permissions as BaseRole,
  });
}

export function heldTeamsFromRows(rows: readonly TeamRoleRow[]): readonly HeldTeam[] {
  return [...Map.groupBy(rows, ({ team_id }) => team_id).values()].flatMap((ofTeam) => {
    const [first] = ofTeam;
    if (first === undefined) return [];
    return {
      id: first.team_id,
      key: first.team_key,
      name: first.team_name,
      version: first.team_version,
      roleAttributes: JSON.parse(first.team_attributes) as RoleAttributes,
      roles: ofTeam.filter(hasRole).map(heldRoleFromRow),
    };
  });
}

export function heldGrantFromRow({ team_id, team_key, actions }: GrantRow): HeldGrant {
  return { teamId: team_id, teamKey: team_key, granted: JSON.parse(actions) as GrantedActions };
}

function hasRole(row: TeamRoleRow): row is TeamRoleRow & HeldRoleRow {
  return row.id !== null;
}

export async function findHeldRoles(
  db: Kysely<Schema>,
  tokenId: string | undefined,
  memberId: string | undefined,
): Promise<HeldRoles> {
  const [scope, direct, teams, grants] = await Promise.all([
    tokenId === undefined ? [] : rolesOfHolder(db, 'token', tokenId).execute(),
    memberId === undefined ? [] : rolesOfHolder(db, 'member', memberId).execute(),
    memberId === undefined ? [] : teamRolesOfMember(db, memberId).execute(),
    memberId === undefined ? [] : grantsOfMember(db, memberId).execute(),
  ]);
  return {
    scope: scope.map(heldRoleFromRow),
    direct: direct.map(heldRoleFromRow),
    teams: heldTeamsFromRows(teams),
    grants: grants.map(heldGrantFromRow),
  };
}

export async function findHeldTeams(
  db: Kysely<Schema>,
  accountId: string,
  keys: readonly string[],
): Promise<readonly HeldTeam[]> {
  if (keys.length === 0) return [];
  const rows = await teamsWithRoles(db)
    .where('teams.account_id', '=', accountId)
    .where('teams.key', 'in', keys)
    .execute();
  return heldTeamsFromRows(rows);
}

/** The same for many members, by their id, with a few statements for all of them. */
export async function findHeldRolesOf(
  db: Kysely<Schema>,
  memberIds: readonly string[],
): Promise<ReadonlyMap<string, HeldRoles>> {
  const found = new Map<string, HeldRoles>();
  for (const ids of batchesOf(memberIds)) {
    const [direct, teams, grants] = await Promise.all([
      rolesOfHolders(db, 'member')
        .where('role_holders.holder_id', 'in', ids)
        .select('role_holders.holder_id as holder')
        .execute(),
      teamsWithRoles(db)
        .innerJoin('team_members', 'team_members.team_id', 'teams.id')
        .where('team_members.member_id', 'in', ids)
        .select('team_members.member_id as holder')
        .execute(),
      grantsOfMembers(db)
        .where('team_grants.member_id', 'in', ids)
        .select('team_grants.member_id as holder')
        .execute(),
    ]);
    const directOf = byHolder(direct);
    const teamsOf = byHolder(teams);
    const grantsOf = byHolder(grants);
    for (const id of ids) {
      found.set(id, {
        scope: [],
        direct: (directOf.get(id) ?? []).map(heldRoleFromRow),
        teams: heldTeamsFromRows(teamsOf.get(id) ?? []),
        grants: (grantsOf.get(id) ?? []).map(heldGrantFromRow),
      });
    }
  }
  return found;
}

/** The roles in the scopes of many tokens. A policy that many of them hold is read once. */
export async function findScopeRolesOf(
  db: Kysely<Schema>,
  tokenIds: readonly string[],
): Promise<ReadonlyMap<string, readonly HeldRole[]>> {
  const found = new Map<string, readonly HeldRole[]>();
  const read = new Map<string, HeldRole>();
  for (const ids of batchesOf(tokenIds)) {
    const rows = await rolesOfHolders(db, 'token')
      .where('role_holders.holder_id', 'in', ids)
      .select('role_holders.holder_id as holder')
      .execute();
    for (const [holder, ofHolder] of byHolder(rows)) {
      const roles = ofHolder.map((row) => {
        const version = `${row.id} ${row.version}`;
        const role = read.get(version) ?? heldRoleFromRow(row);
        read.set(version, role);
        return role;
      });
      found.set(holder, roles);
    }
  }
  return found;
}

function byHolder<Row extends { readonly holder: string }>(rows: readonly Row[]): Map<string, Row[]> {
  return Map.groupBy(rows, ({ holder }) => holder);
}

/** Keeps the way back from a role to who holds it. The holder's own row has the ids in their order. */
export async function replaceHeldRoles(
  db: Kysely<Schema>,
  { accountId, kind, id }: { readonly accountId: string; readonly kind: string; readonly id: string },
  roleIds: readonly string[],
): Promise<void> {
  await db
    .deleteFrom('role_holders')
    .where('account_id', '=', accountId)
    .where('holder_kind', '=', kind)
    .where('holder_id', '=', id)
    .execute();
  for (const [position, roleId] of roleIds.entries()) {
    await db
      .insertInto('role_holders')
      .values({ holder_kind: kind, holder_id: id, role_id: roleId, account_id: accountId, position })
      .execute();
  }
}
