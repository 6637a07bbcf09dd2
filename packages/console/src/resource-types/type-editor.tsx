import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { keyward, type ResourceType } from '../app/keyward.ts';
import { useStoredDraft } from '../app/use-stored-draft.ts';
import { Button } from '../controls/button.tsx';
import { Check } from '../controls/check.tsx';
import { Problem } from '../controls/problem.tsx';
import { Select } from '../controls/select.tsx';
import { TextField } from '../controls/text-field.tsx';
import { say } from '../controls/toasts.tsx';
import { ActionRows } from './action-rows.tsx';
import { ChangeCheck } from './change-check.tsx';
import { levelOptions } from './level-words.ts';
import { declarationOf, draftOf, mistakesIn, namedActions, type TypeDraft } from './type-draft.ts';
import { useManagingReasons } from './use-managing-reasons.ts';

interface TypeEditorProps {
  /** The type that is declared anew. */
  readonly type?: ResourceType;
  /** Told the name of the type when it was saved. */
  readonly onDone: (name?: string) => void;
}

/** The name under which what was typed is kept. */
export const typeForm = (name = '') => `type.${name}`;

export function TypeEditor({ type, onDone }: TypeEditorProps) {
  const client = useQueryClient();
  const { manageResourceTypes: reason } = useManagingReasons();
  const { draft, setDraft, forget } = useStoredDraft(typeForm(type?.name), () => draftOf(type));
  const [mistakes, setMistakes] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setIsBusy] = useState(false);
  const change = (part: Partial<TypeDraft>) => setDraft({ ...draft, ...part });
  const named = namedActions(draft);
  const guards = [{ value: '', label: 'None' }, ...named.map(({ name }) => ({ value: name, label: name }))];

  async function save(event: FormEvent) {
    event.preventDefault();
    const found = mistakesIn(draft);
    setMistakes(found);
    setFailure(undefined);
    if (Object.keys(found).length > 0 || isBusy) return;
    setIsBusy(true);
    try {
      await keyward.resourceTypes.declare(draft.name, declarationOf(draft));
      forget();
      await client.invalidateQueries({ queryKey: ['resource-types'] });
      say(`Saved the resource type ${draft.name}`);
      onDone(draft.name);
    } catch (error) {
      setFailure(error);
      setIsBusy(false);
    }
  }

  return (
    <form className="form" onSubmit={save} aria-label="Resource type" noValidate>
      {type === undefined && (
        <TextField
          label="Name"
          autoFocus
          className="mono"
          spellCheck={false}
          placeholder="invoice"
          help="What policies call it. It cannot be changed later."
          value={draft.name}
          problem={mistakes.name}
          onChange={(event) => change({ name: event.target.value.trim() })}
        />
      )}
      <TextField
        label="Stands under"
        isOptional
        className="mono"
        spellCheck={false}
        placeholder="customer"
        help="Types it belongs to, with commas between: an invoice of a customer is customer/acme:invoice/7."
        value={draft.parents}
        onChange={(event) => change({ parents: event.target.value })}
      />
      <ActionRows
        actions={draft.actions}
        problem={mistakes.actions}
        onChange={(actions) => change({ actions })}
      />
      <div className="pair pair-fields">
        <Select
          label="Actions that are not listed"
          options={levelOptions}
          value={draft.otherActions}
          onChange={(otherActions) => change({ otherActions })}
        />
        <Select
          label="View guard"
          options={guards}
          value={named.some(({ name }) => name === draft.viewAction) ? draft.viewAction : ''}
          onChange={(viewAction) => change({ viewAction })}
        />
      </div>
      <p className="help">
        Who may not do the view guard to a resource can do nothing to it, nor to what stands below.
      </p>
      <fieldset className="selectors">
        <legend className="label">What policies can tell apart</legend>
        <Check
          label="Tags"
          help="record/*;status.archived"
          checked={draft.tags}
          onChange={(event) => change({ tags: event.target.checked })}
        />
        <Check
          label="Views"
          help="record/*;view:finance"
          checked={draft.views}
          onChange={(event) => change({ views: event.target.checked })}
        />
        <Check
          label="There is only one of it"
          help="It has no name of its own"
          checked={draft.nameless}
          onChange={(event) => change({ nameless: event.target.checked })}
        />
      </fieldset>
      <TextField
        label="Flags"
        isOptional
        className="mono"
        spellCheck={false}
        placeholder="critical"
        help="Properties that are true or false, with commas between."
        value={draft.flags}
        onChange={(event) => change({ flags: event.target.value })}
      />
      {type && <ChangeCheck type={type} draft={draft} />}
      {failure !== undefined && <Problem title="The type was not saved" error={failure} />}
      <div className="row-buttons">
        <Button kind="primary" type="submit" isBusy={isBusy} reason={reason}>
          Save type
        </Button>
        <Button onClick={() => onDone(type?.name)}>Cancel</Button>
      </div>
    </form>
  );
}
