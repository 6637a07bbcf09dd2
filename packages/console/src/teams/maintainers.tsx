import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Team } from '../app/keyward.ts';
import { counted } from '../app/numbers.ts';
import { AddForm } from '../controls/add-form.tsx';
import { Button } from '../controls/button.tsx';
import { Loading } from '../controls/loading.tsx';
import type { Pickable } from '../controls/picker.tsx';
import { Problem } from '../controls/problem.tsx';
import { MemberPicker } from '../members/member-picker.tsx';
import { displayName } from '../shell/display-name.ts';
import { type Maintainer, maintainersQuery, reasonAgainstTeam } from './team-queries.ts';
import { useTeamChange } from './use-team-change.ts';

const GRANT = { actionSet: 'maintainTeam' } as const;

/** Who may name a team and say who belongs to it, without a role for that. */
export function Maintainers({ team }: { readonly team: Team }) {
  const { data: maintainers, error, refetch } = useQuery(maintainersQuery(team.key));
  const [isAdding, setIsAdding] = useState(false);
  const reason = reasonAgainstTeam(team, 'updateTeamPermissionGrants');
  return (
    <>
      <p className="faint">
        Maintainers see the team, name it, and say who belongs to it. They need no role for that, and need not
        belong to it.
      </p>
      <div>
        <Button reason={reason} onClick={() => setIsAdding(true)}>
          Add maintainers
        </Button>
      </div>
      {isAdding && <AddMaintainers team={team} onClose={() => setIsAdding(false)} />}
      {error && <Problem title="Couldn't load maintainers" error={error} onRetry={refetch} />}
      {!maintainers && !error && <Loading />}
      {maintainers?.length === 0 && <p className="faint">It has no maintainers that you may see.</p>}
      <ul className="people">
        {maintainers?.map((member) => (
          <OneMaintainer key={member._id} team={team} member={member} reason={reason} />
        ))}
      </ul>
    </>
  );
}

interface OneMaintainerProps {
  readonly team: Team;
  readonly member: Maintainer;
  readonly reason: string | undefined;
}

function OneMaintainer({ team, member, reason }: OneMaintainerProps) {
  const { change, failure, isBusy } = useTeamChange(team.key);
  const name = displayName(member);
  const remove = () =>
    change(
      [{ kind: 'removePermissionGrants', ...GRANT, memberIDs: [member._id] }],
      `${name} no longer maintains ${team.name}`,
    );
  return (
    <li>
      <span className="person">
        <Link to={`/members/${member._id}`}>{name}</Link>
        <span className="meta">{name === member.email ? '' : member.email}</span>
      </span>
      <Button kind="quiet" reason={reason} isBusy={isBusy} aria-label={`Remove ${name}`} onClick={remove}>
        Remove
      </Button>
      {failure !== undefined && <Problem title="The maintainer stays" error={failure} />}
    </li>
  );
}

function AddMaintainers({ team, onClose }: { readonly team: Team; readonly onClose: () => void }) {
  const [chosen, setChosen] = useState<readonly Pickable[]>([]);
  const { change, failure, isBusy } = useTeamChange(team.key);

  async function add() {
    const memberIDs = chosen.map(({ id }) => id);
    const done = `Added ${counted(chosen.length, 'maintainer')}`;
    if (await change([{ kind: 'addPermissionGrants', ...GRANT, memberIDs }], done)) onClose();
  }

  return (
    <AddForm
      title="Add maintainers"
      what="maintainer"
      count={chosen.length}
      isBusy={isBusy}
      failure={failure}
      failed="Nobody became a maintainer"
      onAdd={add}
      onClose={onClose}
    >
      <MemberPicker label="Who" chosen={chosen} onChange={setChosen} />
    </AddForm>
  );
}
