import type { Member } from '../members/member.ts';
import type { PermissionGrant } from '../teams/permission-grant.ts';
import type { Team } from '../teams/team.ts';

/** Members that were removed belong to no team and hold no grant. */
export interface TeamReads {
  findTeam(accountId: string, key: string): Promise<Team | undefined>;
  /** Newest first; teams made in the same millisecond in the order of their ids. */
  listTeams(accountId: string): Promise<readonly Team[]>;
  /** In the order of their ids. */
  listTeamMemberIds(accountId: string, teamId: string): Promise<readonly string[]>;
  /** In the order in which they were given. */
  listGrants(accountId: string, teamId: string): Promise<readonly PermissionGrant[]>;
  /** By team; a team without members is absent. */
  countTeamMembers(accountId: string): Promise<ReadonlyMap<string, number>>;
  /** Those of the account that there are, each once. */
  listMembersById(accountId: string, memberIds: readonly string[]): Promise<readonly Member[]>;
  /** Those of the account with these addresses, which are given as `emailKey` makes them. */
  listMembersByEmail(accountId: string, emailKeys: readonly string[]): Promise<readonly Member[]>;
  /** The number of the newest change of a member, a role or a team: as long as it is the same, nobody holds anything else. */
  findNewestRightsChange(accountId: string): Promise<number>;
}

export interface TeamWrites extends TeamReads {
  /** @throws UniqueViolation `key` when a team of the account has that key */
  insertTeam(team: Team): Promise<void>;
  /** Writes what may change of a team, one version later. Answers false when the stored version is not the one before. */
  updateTeam(team: Team): Promise<boolean>;
  /** Deletes a team with all that names it. */
  deleteTeam(team: Team): Promise<void>;
  addTeamMembers(team: Team, memberIds: readonly string[]): Promise<void>;
  removeTeamMembers(team: Team, memberIds: readonly string[]): Promise<void>;
  replaceGrants(team: Team, grants: readonly PermissionGrant[]): Promise<void>;
}
