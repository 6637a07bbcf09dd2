import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Team } from '../app/keyward.ts';
import { counted } from '../app/numbers.ts';
import { AddForm } from '../controls/add-form.tsx';
import { Button } from '../controls/button.tsx';
import { Check } from '../controls/check.tsx';
import { Loading } from '../controls/loading.tsx';
import type { Pickable } from '../controls/picker.tsx';
import { Problem } from '../controls/problem.tsx';
import { MemberPicker } from '../members/member-picker.tsx';
import { displayName } from '../shell/display-name.ts';
import { type ActionGrant, actionGrantsQuery, reasonAgainstTeam } from './team-queries.ts';
import { useTeamChange } from './use-team-change.ts';

/** What there is to do to one team, in words. */
const WORDS: Readonly<Record<string, string>> = {
  viewTeam: 'See it',
  updateTeamName: 'Name it',
  updateTeamDescription: 'Describe it',
  updateTeamMembers: 'Say who belongs to it',
  updateTeamCustomRoles: 'Give it roles',
  updateTeamPermissionGrants: 'Say who may change it',
  deleteTeam: 'Delete it',
};

/** Who may do single things to a team, without being its maintainer. */
export function ActionGrants({ team }: { readonly team: Team }) {
  const { data: grants, error, refetch } = useQuery(actionGrantsQuery(team.key));
  const [isGiving, setIsGiving] = useState(false);
  const reason = reasonAgainstTeam(team, 'updateTeamPermissionGrants');
  return (
    <section aria-labelledby="action-grants" className="form">
      <h3 id="action-grants">Single permissions</h3>
      <p className="faint">For who shall do less than a maintainer, or something else.</p>
      <div>
        <Button reason={reason} onClick={() => setIsGiving(true)}>
          Give single permissions
        </Button>
      </div>
      {isGiving && <GiveActions team={team} onClose={() => setIsGiving(false)} />}
      {error && <Problem title="Couldn't load single permissions" error={error} onRetry={refetch} />}
      {!grants && !error && <Loading />}
      {grants?.length === 0 && <p className="faint">Nobody that you may see has any.</p>}
      <ul className="people">
        {grants?.map((grant) => (
          <OneGrant
            key={`${grant.member._id} ${grant.actions.join()}`}
            team={team}
            grant={grant}
            reason={reason}
          />
        ))}
      </ul>
    </section>
  );
}

interface OneGrantProps {
  readonly team: Team;
  readonly grant: ActionGrant;
  readonly reason: string | undefined;
}

function OneGrant({ team, grant: { member, actions }, reason }: OneGrantProps) {
  const { change, failure, isBusy } = useTeamChange(team.key);
  const name = displayName(member);
  const takeBack = () =>
    change(
      [{ kind: 'removePermissionGrants', actions, memberIDs: [member._id] }],
      `Took ${counted(actions.length, 'permission')} back from ${name}`,
    );
  return (
    <li>
      <span className="person">
        <Link to={`/members/${member._id}`}>{name}</Link>
        <span className="meta">{actions.map((action) => WORDS[action] ?? action).join(', ')}</span>
      </span>
      <Button
        kind="quiet"
        reason={reason}
        isBusy={isBusy}
        aria-label={`Take back from ${name}`}
        onClick={takeBack}
      >
        Take back
      </Button>
      {failure !== undefined && <Problem title="The permissions stay" error={failure} />}
    </li>
  );
}

function GiveActions({ team, onClose }: { readonly team: Team; readonly onClose: () => void }) {
  const [chosen, setChosen] = useState<readonly Pickable[]>([]);
  const [actions, setActions] = useState<readonly string[]>([]);
  const { change, failure, isBusy } = useTeamChange(team.key);

  async function give() {
    const memberIDs = chosen.map(({ id }) => id);
    const done = `Gave ${counted(actions.length, 'permission')} to ${counted(chosen.length, 'member')}`;
    if (await change([{ kind: 'addPermissionGrants', actions: [...actions], memberIDs }], done)) onClose();
  }

  return (
    <AddForm
      title="Give single permissions"
      what={chosen.length === 0 ? 'member' : 'permission'}
      count={chosen.length === 0 ? 0 : actions.length}
      isBusy={isBusy}
      failure={failure}
      failed="Nobody was given anything"
      onAdd={give}
      onClose={onClose}
    >
      <MemberPicker label="To whom" chosen={chosen} onChange={setChosen} />
      <fieldset className="field">
        <legend>What they may do to this team</legend>
        {Object.entries(WORDS).map(([action, words]) => (
          <Check
            key={action}
            label={words}
            checked={actions.includes(action)}
            onChange={({ target }) =>
              setActions(target.checked ? [...actions, action] : actions.filter((each) => each !== action))
            }
          />
        ))}
      </fieldset>
    </AddForm>
  );
}
