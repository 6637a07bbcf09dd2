import { useState } from 'react';
import type { Team } from '../app/keyward.ts';
import { counted } from '../app/numbers.ts';
import { AddForm } from '../controls/add-form.tsx';
import { Check } from '../controls/check.tsx';
import type { Pickable } from '../controls/picker.tsx';
import { MemberPicker } from '../members/member-picker.tsx';
import { useTeamChange } from './use-team-change.ts';

/**
 * Adds members that are chosen by name, or everybody but those. Whoever belongs to the team already stays so, also who
 * is left out.
 */
export function AddMembers({ team, onClose }: { readonly team: Team; readonly onClose: () => void }) {
  const [chosen, setChosen] = useState<readonly Pickable[]>([]);
  const [isEverybody, setIsEverybody] = useState(false);
  const { change, addEverybodyBut, failure, isBusy } = useTeamChange(team.key);

  async function add() {
    const ids = chosen.map(({ id }) => id);
    const isDone = isEverybody
      ? await addEverybodyBut(ids, `Added everybody to ${team.name}`)
      : await change([{ kind: 'addMembers', values: ids }], `Added ${counted(ids.length, 'member')}`);
    if (isDone) onClose();
  }

  return (
    <AddForm
      title="Add members"
      what="member"
      count={isEverybody ? 1 : chosen.length}
      isBusy={isBusy}
      failure={failure}
      failed="Nobody was added"
      onAdd={add}
      onClose={onClose}
    >
      <Check
        label="Everybody in the organization"
        help="Also who was invited and is not here yet. Nobody follows who comes later."
        checked={isEverybody}
        onChange={(event) => setIsEverybody(event.target.checked)}
      />
      <MemberPicker label={isEverybody ? 'All but' : 'Who'} chosen={chosen} onChange={setChosen} />
    </AddForm>
  );
}
