import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { changeAs } from '../grants/change-as.ts';
import { type MemberChange, requireRaiseHeld } from '../grants/require-raise-held.ts';
import { endLinksOf } from '../members/one-time-link.ts';
import type { Changes } from '../storage/store.ts';
import { auditActor, type Caller } from '../verification/caller.ts';
import { memberRightsSource } from '../verification/principal.ts';
import { memberChanges, membersNamedBy } from './member-changes.ts';
import { type Team, teamResource } from './team.ts';
import { isEdit, membersOnlyIn, type TeamEdit, type TeamState } from './team-state.ts';

/** An edit with what the audit log says of it. */
export interface AuditedTeamEdit extends TeamEdit {
  readonly action: string;
  /** Past tense: `changed the team`. */
  readonly verb: string;
  readonly description: string;
}

/** Others may change members, roles and teams while these are judged: then they are judged anew, this often. */
const ATTEMPTS = 5;

/** Past this many the change log names the account instead of each of them. */
const NAMED_MEMBERS = 1_000;

/**
 * Makes, edits or deletes teams, all of them or none: the caller must hold what any member gains by it. It counts at the
 * next use of every personal token and every session of these members, and ends the links that were made for them.
 * What changes nothing is left out.
 *
 * @param plan reads the teams and says what is to become of them; called again when something changed meanwhile
 * @throws Failure `forbidden`, `optimistic_locking_error`, and what `plan` throws
 */
export async function changeTeams(
  deployment: Deployment,
  caller: Caller,
  plan: () => Promise<readonly AuditedTeamEdit[]>,
  comment?: string,
): Promise<void> {
  const { principal } = caller;
  const { accountId } = principal;
  const { reads } = deployment.store;
  const moved = new Failure(
    'optimistic_locking_error',
    'Members, roles or teams changed during the call. Try again later.',
  );
  for (let attempt = 1; ; attempt++) {
    const asOf = await reads.teams.findNewestRightsChange(accountId);
    const edits = (await plan()).filter(isEdit);
    if (edits.length === 0) return;
    const raised = (await memberChanges(reads, accountId, edits)).filter(isChangeOfRights);
    await requireRaiseHeld(deployment, principal, raised);
    try {
      return await changeAs(deployment, caller, async (changes, nowMs) => {
        if ((await changes.teams.findNewestRightsChange(accountId)) !== asOf) throw moved;
        for (const edit of edits) await writeEdit(changes, edit, nowMs);
        await endLinksOf(
          changes,
          raised.map(({ before }) => before.member.id),
        );
        announce(changes, caller, edits, comment);
      });
    } catch (error) {
      if (error !== moved || attempt === ATTEMPTS) throw error;
    }
  }
}

function isChangeOfRights({ before, after }: MemberChange): boolean {
  const rights = ({ member, held }: MemberChange['before']) =>
    JSON.stringify(memberRightsSource(member, held));
  return rights(before) !== rights(after);
}

async function writeEdit({ teams }: Changes, edit: TeamEdit, nowMs: number): Promise<void> {
  const { before, after } = edit;
  if (after === undefined) {
    if (before !== undefined) await teams.deleteTeam(before.team);
    return;
  }
  const team = teamToStore(after, before?.team, nowMs);
  if (before === undefined) await teams.insertTeam(team);
  else if (!(await teams.updateTeam(team))) throw new Error('a team changed without a row of the change log');
  await teams.removeTeamMembers(team, membersOnlyIn(before, after));
  await teams.addTeamMembers(team, membersOnlyIn(after, before));
  if (JSON.stringify(before?.grants ?? []) !== JSON.stringify(after.grants)) {
    await teams.replaceGrants(team, after.grants);
  }
}

function teamToStore({ team, roles }: TeamState, before: Team | undefined, nowMs: number): Team {
  return {
    ...team,
    customRoleIds: roles.map(({ id }) => id),
    rolesGivenAt: Object.fromEntries(roles.map(({ id }) => [id, before?.rolesGivenAt[id] ?? nowMs])),
    createdAt: before?.createdAt ?? nowMs,
    modifiedAt: nowMs,
    version: (before?.version ?? 0) + 1,
  };
}

function announce(
  changes: Changes,
  caller: Caller,
  edits: readonly AuditedTeamEdit[],
  comment: string | undefined,
): void {
  const { accountId } = caller.principal;
  for (const { before, after, action, verb, description } of edits) {
    const team = (after ?? before)?.team;
    if (team === undefined) continue;
    changes.recordChange({ accountId, kind: 'team', id: team.id });
    changes.recordAudit(accountId, {
      actor: auditActor(caller),
      action,
      target: { kind: 'team', id: team.key, name: team.name, resource: teamResource(team) },
      verb,
      description,
      ...(comment !== undefined && { comment }),
    });
  }
  const named = new Set(edits.flatMap(membersNamedBy));
  if (named.size > NAMED_MEMBERS) changes.recordChange({ accountId, kind: 'account', id: accountId });
  else for (const id of named) changes.recordChange({ accountId, kind: 'member', id });
}
