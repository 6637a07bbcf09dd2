import { useState } from 'react';
import type { Team } from '../app/keyward.ts';
import { counted } from '../app/numbers.ts';
import { AddForm } from '../controls/add-form.tsx';
import type { Pickable } from '../controls/picker.tsx';
import { MemberPicker } from '../members/member-picker.tsx';
import { useTeamChange } from './use-team-change.ts';

/** Adds members that are chosen by name. Whoever belongs to the team already stays so. */
export function AddMembers({ team, onClose }: { readonly team: Team; readonly onClose: () => void }) {
  const [chosen, setChosen] = useState<readonly Pickable[]>([]);
  const { change, failure, isBusy } = useTeamChange(team.key);

  async function add() {
    const values = chosen.map(({ id }) => id);
    if (await change([{ kind: 'addMembers', values }], `Added ${counted(chosen.length, 'member')}`))
      onClose();
  }

  return (
    <AddForm
      title="Add members"
      what="member"
      count={chosen.length}
      isBusy={isBusy}
      failure={failure}
      failed="Nobody was added"
      onAdd={add}
      onClose={onClose}
    >
      <MemberPicker label="Who" chosen={chosen} onChange={setChosen} />
    </AddForm>
  );
}
