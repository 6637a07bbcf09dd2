import type { FormEvent } from 'react';
import type { Team } from '../app/keyward.ts';
import { useStoredDraft } from '../app/use-stored-draft.ts';
import { Button } from '../controls/button.tsx';
import { Problem } from '../controls/problem.tsx';
import { TextField } from '../controls/text-field.tsx';
import { reasonAgainstTeam } from './team-queries.ts';
import { useTeamChange } from './use-team-change.ts';

/** The name under which what was typed is kept. */
export const teamForm = ({ key }: Team) => `team.${key}`;

/** What a team is called. Its key stays. */
export function EditTeam({ team, onClose }: { readonly team: Team; readonly onClose: () => void }) {
  // Others may change the team while the form is open, and while it is reloaded: only what is changed here is sent.
  const { draft, setDraft } = useStoredDraft(teamForm(team), () => {
    const start = { name: team.name, description: team.description };
    return { start, ...start };
  });
  const { start, name, description } = draft;
  const { change, failure, isBusy } = useTeamChange(team.key);
  const nameReason = reasonAgainstTeam(team, 'updateTeamName');
  const descriptionReason = reasonAgainstTeam(team, 'updateTeamDescription');
  const isNamed = name.trim() !== '';
  const wanted = [
    ...(name.trim() === start.name ? [] : [{ kind: 'updateName' as const, value: name.trim() }]),
    ...(description === start.description
      ? []
      : [{ kind: 'updateDescription' as const, value: description }]),
  ];
  const why = !isNamed ? 'Give the team a name' : wanted.length === 0 ? 'Nothing is changed' : undefined;

  async function save(event: FormEvent) {
    event.preventDefault();
    if (why === undefined && (await change(wanted, `Saved the team ${name.trim()}`))) onClose();
  }

  return (
    <form className="form" onSubmit={save} aria-label="Team" noValidate>
      <TextField
        label="Name"
        autoFocus
        maxLength={256}
        value={name}
        readOnly={nameReason !== undefined}
        help={nameReason}
        problem={isNamed ? undefined : 'Give the team a name.'}
        onChange={(event) => setDraft({ ...draft, name: event.target.value })}
      />
      <TextField
        label="Description"
        isOptional
        maxLength={4096}
        value={description}
        readOnly={descriptionReason !== undefined}
        help={descriptionReason}
        onChange={(event) => setDraft({ ...draft, description: event.target.value })}
      />
      {failure !== undefined && <Problem title="The team was not saved" error={failure} />}
      <div className="row-buttons">
        <Button kind="primary" type="submit" isBusy={isBusy} reason={why}>
          Save team
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </form>
  );
}
