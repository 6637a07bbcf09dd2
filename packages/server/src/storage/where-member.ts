import { BASE_ROLES } from '@keyward/policy';
import { type ExpressionBuilder, type ExpressionWrapper, type SqlBool, sql } from 'kysely';
import { emailKey, textKey } from '../members/email-key.ts';
import type { KnownTeams, LastSeenFilter, MemberFilter } from '../members/member-filter.ts';
import type { Schema } from './schema.ts';

type Where = ExpressionBuilder<Schema, 'members'>;
type Condition = ExpressionWrapper<Schema, 'members', SqlBool>;

/** What a filter asks of a row of `members`. */
export function whereMember(where: Where, filter: MemberFilter): Condition {
  const { query, roles, ids, emails, team, hasNoTeam, knownTeams, lastSeen } = filter;
  return where.and([
    ...(query === undefined ? [] : [whereText(where, query)]),
    ...(roles === undefined ? [] : [whereRole(where, roles)]),
    ...(ids === undefined ? [] : [where('members.id', 'in', ids)]),
    ...(emails === undefined ? [] : [where('members.email_key', 'in', emails.map(emailKey))]),
    ...(team === undefined ? [] : [where.exists(teamsWithKey(where, team))]),
    ...(hasNoTeam === undefined ? [] : [whereNoTeam(where, hasNoTeam, knownTeams)]),
    ...(lastSeen === undefined ? [] : [whereLastSeen(where, lastSeen)]),
  ]);
}

function whereText(where: Where, text: string): Condition {
  const pattern = `%${textKey(text).replace(/[\\%_]/g, '\\$&')}%`;
  const holds = (column: 'members.email_key' | 'members.display_key') =>
    where(column, 'like', sql<string>`${pattern} escape '\\'`);
  return where.or([holds('members.email_key'), holds('members.display_key')]);
}

function whereRole(where: Where, names: readonly string[]): Condition {
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  const base = BASE_ROLES.filter((role) => wanted.has(role) || (role === 'owner' && wanted.has('admin')));
  const custom = where
    .selectFrom('role_holders')
    .innerJoin('roles', 'roles.id', 'role_holders.role_id')
    .select('roles.id')
    .where('role_holders.holder_kind', '=', 'member')
    .whereRef('role_holders.holder_id', '=', 'members.id')
    .where((role) => role.or([role('roles.key', 'in', names), role('roles.id', 'in', names)]));
  return where.or([...(base.length === 0 ? [] : [where('members.role', 'in', base)]), where.exists(custom)]);
}

function teamsOf(where: Where) {
  return where
    .selectFrom('team_members')
    .innerJoin('teams', 'teams.id', 'team_members.team_id')
    .select('teams.id')
    .whereRef('team_members.member_id', '=', 'members.id');
}

function teamsWithKey(where: Where, key: string) {
  return teamsOf(where).where(sql<string>`lower(teams.key)`, '=', key.toLowerCase());
}

function whereNoTeam(where: Where, hasNone: boolean, known?: KnownTeams): Condition {
  const hasTeam = where.exists(known === undefined ? teamsOf(where) : knownTeamsOf(where, known));
  return hasNone ? where.not(hasTeam) : hasTeam;
}

function knownTeamsOf(where: Where, { teamIds, allOfMemberId }: KnownTeams) {
  return teamsOf(where).where((team) =>
    team.or([
      ...(teamIds.length === 0 ? [] : [team('team_members.team_id', 'in', teamIds)]),
      ...(allOfMemberId === undefined ? [] : [team('team_members.member_id', '=', allOfMemberId)]),
    ]),
  );
}

function whereLastSeen(where: Where, lastSeen: LastSeenFilter): Condition {
  const never = where('members.last_seen_at', 'is', null);
  if (lastSeen === 'never') return where.and([never]);
  if (lastSeen === 'noData') return where.and([never, where('members.accepted_at', 'is not', null)]);
  return where.or([never, where('members.last_seen_at', '<', lastSeen.beforeMs)]);
}
