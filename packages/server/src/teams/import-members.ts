import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { requireAccess } from '../grants/require-access.ts';
import { emailKey } from '../members/email-key.ts';
import { maySeeMember } from '../members/require-manageable.ts';
import type { Reads } from '../storage/store.ts';
import type { Caller } from '../verification/caller.ts';
import type { Principal } from '../verification/principal.ts';
import { addition } from './add-members.ts';
import { changeTeams } from './change-teams.ts';
import type { EmailRow } from './email-list-reader.ts';
import { findVisibleTeam } from './get-team.ts';
import { type ImportedRow, judgeRows, refuseHopeless } from './judge-rows.ts';
import { teamResource } from './team.ts';

/** More would be a long list of mistakes in one answer; a larger file is sent in parts. */
export const IMPORT_ROW_LIMIT = 10_000;

/**
 * Adds the members to a team whose e-mail addresses stand in the first column of a CSV file: all of them, or none.
 *
 * @returns a row for each of the file; nobody was added when one of them is an error
 * @throws Failure `not_found`, `forbidden`, `invalid_request`, `optimistic_locking_error`, `service_unavailable`
 */
export async function importMembers(
  deployment: Deployment,
  caller: Caller,
  teamKey: string,
  text: string,
): Promise<readonly ImportedRow[]> {
  const { principal } = caller;
  const { reads } = deployment.store;
  const { key } = await findVisibleTeam(reads.teams, principal, teamKey);
  requireAccess(principal, 'updateTeamMembers', teamResource({ key }));
  const rows = withoutHeader(await readRows(deployment, text));
  let judged: readonly ImportedRow[] = [];
  await changeTeams(deployment, caller, async () => {
    const team = await findVisibleTeam(reads.teams, principal, teamKey);
    const memberIds = await membersByEmail(reads, principal, rows);
    const belonging = new Set(await reads.teams.listTeamMemberIds(team.accountId, team.id));
    judged = judgeRows(rows, memberIds, belonging);
    refuseHopeless(judged);
    if (judged.some(({ problem }) => problem !== undefined)) return [];
    return [await addition(reads, principal, team, [...memberIds.values()])];
  });
  return judged;
}

async function readRows({ emailLists }: Deployment, text: string): Promise<readonly EmailRow[]> {
  const rows = await emailLists.read(text, IMPORT_ROW_LIMIT);
  if (rows === 'unreadable') throw unprocessable('the file is no CSV');
  if (rows === 'too_long') throw unprocessable(`send at most ${IMPORT_ROW_LIMIT} lines at once`);
  if (rows.length === 0) throw new Failure('invalid_request', 'File is empty');
  return rows;
}

function unprocessable(hint: string): Failure {
  return new Failure('invalid_request', 'Unable to process file', { hint });
}

/** A first row without `@` is a header, unless it is all there is. */
function withoutHeader(rows: readonly EmailRow[]): readonly EmailRow[] {
  const [first] = rows;
  const isHeader = rows.length > 1 && first !== undefined && /^[^@]+$/.test(first.text);
  return isHeader ? rows.slice(1) : rows;
}

/** The ids of the members that the principal may see, by their e-mail as it is compared. */
async function membersByEmail(
  { teams }: Reads,
  principal: Principal,
  rows: readonly EmailRow[],
): Promise<ReadonlyMap<string, string>> {
  const keys = rows.map(({ text }) => emailKey(text));
  const members = await teams.listMembersByEmail(principal.accountId, keys);
  const visible = members.filter(({ id }) => maySeeMember(principal, id));
  return new Map(visible.map(({ id, email }) => [emailKey(email), id]));
}
