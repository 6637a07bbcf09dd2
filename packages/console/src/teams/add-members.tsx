import { type FormEvent, useState } from 'react';
import type { Team } from '../app/keyward.ts';
import { counted } from '../app/numbers.ts';
import { Button } from '../controls/button.tsx';
import type { Pickable } from '../controls/picker.tsx';
import { Problem } from '../controls/problem.tsx';
import { MemberPicker } from '../members/member-picker.tsx';
import { useTeamChange } from './use-team-change.ts';

/** Adds members that are chosen by name. Whoever belongs to the team already stays so. */
export function AddMembers({ team, onClose }: { readonly team: Team; readonly onClose: () => void }) {
  const [chosen, setChosen] = useState<readonly Pickable[]>([]);
  const { change, failure, isBusy } = useTeamChange(team.key);

  async function add(event: FormEvent) {
    event.preventDefault();
    if (chosen.length === 0) return;
    const values = chosen.map(({ id }) => id);
    if (await change([{ kind: 'addMembers', values }], `Added ${counted(chosen.length, 'member')}`))
      onClose();
  }

  return (
    <form className="form framed" onSubmit={add} aria-label="Add members" noValidate>
      <MemberPicker label="Who" chosen={chosen} onChange={setChosen} />
      {failure !== undefined && <Problem title="Nobody was added" error={failure} />}
      <div className="row-buttons">
        <Button
          kind="primary"
          type="submit"
          isBusy={isBusy}
          reason={chosen.length === 0 ? 'Choose at least one member' : undefined}
        >
          {chosen.length > 1 ? `Add ${counted(chosen.length, 'member')}` : 'Add'}
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </form>
  );
}
