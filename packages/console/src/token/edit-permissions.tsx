import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { keyward, type Token } from '../app/keyward.ts';
import { forgetTokens } from '../app/queries.ts';
import { useStoredDraft } from '../app/use-stored-draft.ts';
import { Button } from '../controls/button.tsx';
import { Problem } from '../controls/problem.tsx';
import { ProblemSummary } from '../controls/problem-summary.tsx';
import { say } from '../controls/toasts.tsx';
import { fieldProblems } from '../create-token/field-problems.ts';
import {
  type Scope,
  type ScopeProblems,
  scopeFieldOf,
  scopeLike,
  scopeProblems,
} from '../create-token/scope.ts';
import { ScopeField } from '../create-token/scope-field.tsx';
import { tokenTitle } from '../tokens/token-words.ts';

const FIELDS = ['role', 'customRoleIds', 'inlineRole'] as const;

/** What its draft is kept as. */
export const permissionsForm = ({ _id }: Token) => `${_id}.permissions`;

/** Gives a personal token other rights. They count from its next call on. */
export function EditPermissions({ token, onClose }: { readonly token: Token; readonly onClose: () => void }) {
  const client = useQueryClient();
  const {
    draft: scope,
    setDraft: setScope,
    forget,
  } = useStoredDraft<Scope>(permissionsForm(token), () => scopeLike(token));
  const [problems, setProblems] = useState<ScopeProblems>({});
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setIsBusy] = useState(false);

  async function save(event: FormEvent) {
    event.preventDefault();
    if (isBusy) return;
    const found = scopeProblems(scope);
    setProblems(found);
    setFailure(undefined);
    if (Object.keys(found).length > 0) return;
    setIsBusy(true);
    try {
      await keyward.tokens.update(token._id, scopePatch(token, scope));
      await forgetTokens(client);
      say(`Saved the permissions of ${tokenTitle(token)}`);
      forget();
      onClose();
    } catch (error) {
      const named = fieldProblems(error);
      setProblems(named);
      if (Object.keys(named).length === 0) setFailure(error);
      setIsBusy(false);
    }
  }

  return (
    <form onSubmit={save} className="form edit-permissions" aria-label="Permissions" noValidate>
      <ProblemSummary problems={problems} />
      <ScopeField
        scope={scope}
        onChange={(part) => setScope({ ...scope, ...part })}
        isService={false}
        problems={problems}
      />
      <p className="help">The secret stays as it is. What it may do changes with the next call.</p>
      {failure !== undefined && <Problem title="The permissions were not saved" error={failure} />}
      <div className="row-buttons">
        <Button kind="primary" type="submit" isBusy={isBusy}>
          Save permissions
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </form>
  );
}

/** One of the three fields is given, and those that were are taken away. */
function scopePatch(token: Token, scope: Scope) {
  const wanted = scopeFieldOf(scope);
  const given = FIELDS.filter((field) => (token[field] ?? '').length > 0);
  return [
    ...given
      .filter((field) => !(field in wanted))
      .map((field) => ({ op: 'remove' as const, path: `/${field}` })),
    ...Object.entries(wanted).map(([field, value]) => ({ op: 'add' as const, path: `/${field}`, value })),
  ];
}
