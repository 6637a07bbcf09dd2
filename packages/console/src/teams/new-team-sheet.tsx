import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { keyFor } from '../app/key-for.ts';
import { keyward } from '../app/keyward.ts';
import { forgetRights, rolesQuery } from '../app/queries.ts';
import { Button } from '../controls/button.tsx';
import type { Pickable } from '../controls/picker.tsx';
import { Problem } from '../controls/problem.tsx';
import { Sheet } from '../controls/sheet.tsx';
import { TextField } from '../controls/text-field.tsx';
import { say } from '../controls/toasts.tsx';
import { RoleList } from '../create-token/role-list.tsx';
import { MemberPicker } from '../members/member-picker.tsx';
import { useOwnReasons } from '../members/own-reasons.ts';
import { AttributeFields } from './attribute-fields.tsx';
import { type AttributeRow, attributesIn, mistakeInRows } from './role-attributes.ts';
import { CREATING } from './team-queries.ts';

/** A team needs a name; who belongs to it and what it gives can be said now or later. */
export function NewTeamSheet() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { data: roles = [] } = useQuery(rolesQuery);
  const [name, setName] = useState('');
  const [key, setKey] = useState<string>();
  const [description, setDescription] = useState('');
  const [members, setMembers] = useState<readonly Pickable[]>([]);
  const [maintainers, setMaintainers] = useState<readonly Pickable[]>([]);
  const [roleIds, setRoleIds] = useState<readonly string[]>([]);
  const [rows, setRows] = useState<readonly AttributeRow[]>([]);
  const [problems, setProblems] = useState<{ name?: string; rows?: string }>({});
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setIsBusy] = useState(false);
  const { createTeam: reason } = useOwnReasons(CREATING);
  const go = (to: string) => void navigate({ to, search: (all: object) => all });

  async function save(event: FormEvent) {
    event.preventDefault();
    const mistake = mistakeInRows(rows);
    const found = {
      ...(name.trim() === '' && { name: 'Give the team a name.' }),
      ...(mistake !== undefined && { rows: mistake }),
    };
    setProblems(found);
    setFailure(undefined);
    if (Object.keys(found).length > 0 || isBusy || reason !== undefined) return;
    setIsBusy(true);
    try {
      const made = await keyward.teams.create({
        key: key ?? keyFor(name),
        name: name.trim(),
        description,
        memberIDs: idsOf(members),
        customRoleKeys: roles.filter(({ _id }) => roleIds.includes(_id)).map((role) => role.key),
        roleAttributes: attributesIn(rows),
        ...(maintainers.length > 0 && {
          permissionGrants: [{ actionSet: 'maintainTeam' as const, memberIDs: idsOf(maintainers) }],
        }),
      });
      await forgetRights(client);
      say(`Created the team ${made.name}`);
      go(`/teams/${made.key}`);
    } catch (error) {
      setFailure(error);
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
        <TextField
          label="Name"
          autoFocus
          maxLength={256}
          value={name}
          problem={problems.name}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          label="Key"
          help="How programs name it. It cannot be changed later."
          spellCheck={false}
          value={key ?? keyFor(name)}
          onChange={(event) => setKey(event.target.value)}
        />
        <TextField
          label="Description"
          isOptional
          maxLength={4096}
          value={description}
          onChange={(event) => setDescription(event.target.value)}
        />
        <MemberPicker label="Members" chosen={members} onChange={setMembers} />
        <MemberPicker label="Maintainers" chosen={maintainers} onChange={setMaintainers} />
        <RoleList chosen={roleIds} onChange={setRoleIds} />
        <AttributeFields whose="this team" rows={rows} onChange={setRows} problem={problems.rows} />
        {failure !== undefined && <Problem title="The team was not created" error={failure} />}
      </form>
    </Sheet>
  );
}

const idsOf = (members: readonly Pickable[]) => members.map(({ id }) => id);
