import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { keyward, type Member } from '../app/keyward.ts';
import { counted } from '../app/numbers.ts';
import { forgetRights } from '../app/queries.ts';
import { AddForm } from '../controls/add-form.tsx';
import { Button } from '../controls/button.tsx';
import { type Pickable, Picker } from '../controls/picker.tsx';
import { say } from '../controls/toasts.tsx';
import { reasonAgainstTeam } from '../teams/team-queries.ts';

const FOUND = 50;

/** Why the viewer can add to no team at all. Among more teams than one page has, one may be theirs to fill. */
const fillingQuery = queryOptions({
  queryKey: ['teams', 'filling'],
  queryFn: async ({ signal }) => {
    const { items, totalCount } = await keyward.teams.list({ limit: 100 }, { signal }).firstPage();
    const reasons = items.map((team) => reasonAgainstTeam(team, 'updateTeamMembers'));
    return { reason: totalCount === items.length && reasons.every(Boolean) ? reasons[0] : undefined };
  },
});

/** The teams of a member, and the way into more of them. */
export function MemberTeams({ member }: { readonly member: Member }) {
  const [isAdding, setIsAdding] = useState(false);
  const { data } = useQuery(fillingQuery);
  return (
    <section className="member-teams">
      <h3>Teams</h3>
      {member.teams.length === 0 ? (
        <p className="faint">In no team.</p>
      ) : (
        <p>
          {member.teams.map(({ key, name }, index) => (
            <span key={key}>
              {index > 0 && ', '}
              <Link to={`/teams/${key}`}>{name}</Link>
            </span>
          ))}
        </p>
      )}
      {isAdding ? (
        <AddToTeams member={member} onClose={() => setIsAdding(false)} />
      ) : (
        <div>
          <Button reason={data?.reason} onClick={() => setIsAdding(true)}>
            Add to teams
          </Button>
        </div>
      )}
    </section>
  );
}

function AddToTeams({ member, onClose }: { readonly member: Member; readonly onClose: () => void }) {
  const client = useQueryClient();
  const [chosen, setChosen] = useState<readonly Pickable[]>([]);
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setIsBusy] = useState(false);

  async function add() {
    setIsBusy(true);
    setFailure(undefined);
    try {
      await keyward.teams.addMember(member._id, { teamKeys: chosen.map(({ id }) => id) });
      await forgetRights(client);
      say(`Added to ${counted(chosen.length, 'team')}`);
      onClose();
    } catch (error) {
      setFailure(error);
      setIsBusy(false);
    }
  }

  return (
    <AddForm
      title="Add to teams"
      what="team"
      count={chosen.length}
      isBusy={isBusy}
      failure={failure}
      failed="The member was added to no team"
      onAdd={add}
      onClose={onClose}
    >
      <Picker
        label="Which teams"
        placeholder="Search name or key"
        chosen={chosen}
        without={member.teams.map(({ key }) => key)}
        onChange={setChosen}
        kind="teams"
        find={findTeams}
      />
    </AddForm>
  );
}

async function findTeams(text: string, signal: AbortSignal): Promise<readonly Pickable[]> {
  const filter = `query:${text.replaceAll(',', ' ')}`;
  const { items } = await keyward.teams.list({ limit: FOUND, filter }, { signal }).firstPage();
  return items.map(({ key, name }) => ({ id: key, label: name, note: key }));
}
