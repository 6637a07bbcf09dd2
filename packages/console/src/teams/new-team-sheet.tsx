import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { keyFor } from '../app/key-for.ts';
import { mistakeInKey, takenKey } from '../app/key-problem.ts';
import { keyward } from '../app/keyward.ts';
import { forgetRights, rolesQuery } from '../app/queries.ts';
import { useStoredDraft } from '../app/use-stored-draft.ts';
import { Button } from '../controls/button.tsx';
import type { Pickable } from '../controls/picker.tsx';
import { Problem } from '../controls/problem.tsx';
import { ProblemSummary } from '../controls/problem-summary.tsx';
import { Sheet } from '../controls/sheet.tsx';
import { TextField } from '../controls/text-field.tsx';
import { say } from '../controls/toasts.tsx';
import { RoleList } from '../create-token/role-list.tsx';
import { MemberPicker } from '../members/member-picker.tsx';
import { useOwnReasons } from '../members/own-reasons.ts';
import { AttributeFields } from './attribute-fields.tsx';
import { type AttributeRow, attributesIn, mistakeInRows } from './role-attributes.ts';
import { CREATING } from './team-queries.ts';

interface TeamDraft {
  readonly name: string;
  /** Undefined: made of the name. */
  readonly key?: string;
  readonly description: string;
  readonly members: readonly Pickable[];
  readonly maintainers: readonly Pickable[];
  readonly roleIds: readonly string[];
  readonly rows: readonly AttributeRow[];
}

const EMPTY: TeamDraft = { name: '', description: '', members: [], maintainers: [], roleIds: [], rows: [] };

/** A team needs a name; who belongs to it and what it gives can be said now or later. */
export function NewTeamSheet() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { data: roles = [] } = useQuery(rolesQuery);
  const { draft, setDraft, forget } = useStoredDraft('new-team', () => EMPTY);
  const { name, key, description, members, maintainers, roleIds, rows } = draft;
  const wantedKey = key ?? keyFor(name);
  const change = (part: Partial<TeamDraft>) => setDraft({ ...draft, ...part });
  const [problems, setProblems] = useState<{ name?: string; key?: string; rows?: string }>({});
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setIsBusy] = useState(false);
  const { createTeam: reason } = useOwnReasons(CREATING);
  const go = (to: string) => void navigate({ to, search: (all: object) => all });

  async function save(event: FormEvent) {
    event.preventDefault();
    const mistake = mistakeInRows(rows);
    const wrongKey = name.trim() === '' ? undefined : mistakeInKey(wantedKey);
    const found = {
      ...(name.trim() === '' && { name: 'Give the team a name.' }),
      ...(wrongKey !== undefined && { key: wrongKey }),
      ...(mistake !== undefined && { rows: mistake }),
    };
    setProblems(found);
    setFailure(undefined);
    if (Object.keys(found).length > 0 || isBusy || reason !== undefined) return;
    setIsBusy(true);
    try {
      const made = await keyward.teams.create({
        key: wantedKey,
        name: name.trim(),
        description,
        memberIDs: idsOf(members),
        customRoleKeys: roles.filter(({ _id }) => roleIds.includes(_id)).map((role) => role.key),
        roleAttributes: attributesIn(rows),
        ...(maintainers.length > 0 && {
          permissionGrants: [{ actionSet: 'maintainTeam' as const, memberIDs: idsOf(maintainers) }],
        }),
      });
      forget();
      await forgetRights(client);
      say(`Created the team ${made.name}`);
      go(`/teams/${made.key}`);
    } catch (error) {
      const taken = takenKey(error, wantedKey);
      if (taken === undefined) setFailure(error);
      else setProblems({ key: taken });
      setIsBusy(false);
    }
  }

  return (
    <Sheet
      title="Create a team"
      subtitle="Its members have its roles beside whatever they have already."
      onClose={() => go('/teams')}
      footer={
        <>
          <Button onClick={() => go('/teams')}>Cancel</Button>
          <Button kind="primary" type="submit" form="new-team" isBusy={isBusy} reason={reason}>
            Create team
          </Button>
        </>
      }
    >
      <form id="new-team" className="form" onSubmit={save} aria-label="Team" noValidate>
        <ProblemSummary problems={problems} />
        <TextField
          label="Name"
          autoFocus
          maxLength={256}
          value={name}
          problem={problems.name}
          onChange={(event) => change({ name: event.target.value })}
        />
        <TextField
          label="Key"
          help="How programs name it. It cannot be changed later."
          spellCheck={false}
          value={wantedKey}
          problem={problems.key}
          onChange={(event) => change({ key: event.target.value })}
        />
        <TextField
          label="Description"
          isOptional
          maxLength={4096}
          value={description}
          onChange={(event) => change({ description: event.target.value })}
        />
        <MemberPicker label="Members" chosen={members} onChange={(chosen) => change({ members: chosen })} />
        <MemberPicker
          label="Maintainers"
          chosen={maintainers}
          onChange={(chosen) => change({ maintainers: chosen })}
        />
        <RoleList chosen={roleIds} onChange={(chosen) => change({ roleIds: chosen })} />
        <AttributeFields
          whose="this team"
          rows={rows}
          onChange={(typed) => change({ rows: typed })}
          problem={problems.rows}
        />
        {failure !== undefined && <Problem title="The team was not created" error={failure} />}
      </form>
    </Sheet>
  );
}

const idsOf = (members: readonly Pickable[]) => members.map(({ id }) => id);
