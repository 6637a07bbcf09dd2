import assert from 'node:assert/strict';

type DrivenIn = 'official-client' | 'official-client-teams' | 'a raw call in official-client';

/**
 * Every operation that LaunchDarkly describes of these resources, with the test that drives it with LaunchDarkly's own client; the client
 * lacks one. Each test proves its rows of this table when it ends.
 */
export const DRIVEN_IN: Readonly<Record<string, DrivenIn>> = {
  getRoot: 'official-client',
  getOpenapiSpec: 'official-client',
  getIps: 'official-client',
  getCallerIdentity: 'official-client',
  getVersions: 'official-client',
  getTokens: 'official-client',
  postToken: 'official-client',
  getToken: 'official-client',
  patchToken: 'official-client',
  deleteToken: 'official-client',
  resetToken: 'official-client',
  getMembers: 'official-client',
  postMembers: 'official-client',
  patchMembers: 'official-client',
  getMember: 'official-client',
  patchMember: 'official-client',
  deleteMember: 'official-client',
  postMemberTeams: 'official-client-teams',
  getCustomRoles: 'official-client',
  postCustomRole: 'official-client',
  getCustomRole: 'official-client',
  patchCustomRole: 'official-client',
  deleteCustomRole: 'official-client',
  getTeams: 'official-client-teams',
  postTeam: 'official-client-teams',
  patchTeams: 'official-client-teams',
  getTeam: 'official-client-teams',
  patchTeam: 'official-client-teams',
  deleteTeam: 'official-client-teams',
  getTeamRoles: 'official-client-teams',
  getTeamMaintainers: 'official-client-teams',
  postTeamMembers: 'official-client-teams',
  getAuditLogEntries: 'official-client',
  postAuditLogEntries: 'official-client',
  postAuditLogEntryCounts: 'a raw call in official-client',
  getAuditLogEntry: 'official-client',
};

/** Notes which operations were answered with success. */
export class DrivenOperations {
  readonly #answered = new Set<string>();

  /** The same client, watched. */
  watch<Client extends object>(client: Client): Client {
    return new Proxy(client, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        return async (...words: readonly unknown[]) => {
          const answer: unknown = await value.apply(target, words);
          this.#answered.add(String(name));
          return answer;
        };
      },
    });
  }

  assertAll(test: DrivenIn): void {
    const due = Object.keys(DRIVEN_IN).filter((operation) => DRIVEN_IN[operation] === test);
    assert.deepEqual(
      due.filter((operation) => !this.#answered.has(operation)),
      [],
      'operations that were not driven',
    );
  }
}
