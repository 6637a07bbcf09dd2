import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { keyward, type Token } from '../app/keyward.ts';
import { forgetTokens } from '../app/queries.ts';
import { useIsKept, useStoredDraft } from '../app/use-stored-draft.ts';
import { Button } from '../controls/button.tsx';
import { Problem } from '../controls/problem.tsx';
import { TextField } from '../controls/text-field.tsx';
import { say } from '../controls/toasts.tsx';
import { fieldProblems } from '../create-token/field-problems.ts';
import { reasonAgainst } from '../tokens/token-rights.ts';
import { Fact } from './fact.tsx';

interface EditableProps {
  readonly token: Token;
  readonly field: 'name' | 'description';
  readonly label: string;
  readonly action: string;
  readonly startsOpen?: boolean;
}

const formOf = ({ _id }: Token, field: string) => `${_id}.${field}`;

/** A fact that is changed where it stands. What was being typed when the page was loaded anew is still there. */
export function Editable({ token, field, label, action, startsOpen = false }: EditableProps) {
  const isKept = useIsKept(formOf(token, field));
  const [isOpen, setIsOpen] = useState(startsOpen || isKept);
  return (
    <Fact name={label}>
      {isOpen ? (
        <EditLine token={token} field={field} onClose={() => setIsOpen(false)} />
      ) : (
        <>
          {token[field] || <span className="faint">None</span>}{' '}
          <Button
            kind="quiet"
            aria-label={`Edit ${field}`}
            reason={reasonAgainst(token, action)}
            onClick={() => setIsOpen(true)}
          >
            Edit
          </Button>
        </>
      )}
    </Fact>
  );
}

interface EditLineProps extends Pick<EditableProps, 'token' | 'field'> {
  readonly onClose: () => void;
}

function EditLine({ token, field, onClose }: EditLineProps) {
  const client = useQueryClient();
  const { draft, setDraft, forget } = useStoredDraft(formOf(token, field), () => ({
    text: token[field] ?? '',
  }));
  const [problem, setProblem] = useState<string>();
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setIsBusy] = useState(false);

  async function save(event: FormEvent) {
    event.preventDefault();
    if (isBusy) return;
    const value = draft.text.trim();
    const isNameless = field === 'name' && value === '';
    setProblem(isNameless ? 'Give the token a name that people recognize.' : undefined);
    setFailure(undefined);
    if (isNameless) return;
    setIsBusy(true);
    try {
      await keyward.tokens.update(token._id, [{ op: 'replace', path: `/${field}`, value }]);
      await forgetTokens(client);
      say(`Saved the ${field}`);
      forget();
      onClose();
    } catch (error) {
      const named = fieldProblems(error)[field];
      setProblem(named);
      if (named === undefined) setFailure(error);
      setIsBusy(false);
    }
  }

  return (
    <>
      <form onSubmit={save} className="edit-line">
        <TextField
          label={`New ${field}`}
          autoFocus
          maxLength={field === 'name' ? 256 : 4096}
          value={draft.text}
          problem={problem}
          onChange={(event) => setDraft({ text: event.target.value })}
        />
        <Button kind="primary" type="submit" isBusy={isBusy}>
          Save
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </form>
      {failure !== undefined && <Problem title={`The ${field} was not saved`} error={failure} />}
    </>
  );
}
