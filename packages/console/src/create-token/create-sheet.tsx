import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, type KeyboardEvent, type ReactNode, useState } from 'react';
import { keyward, type Token } from '../app/keyward.ts';
import { accessesQuery, forgetTokens, settingsQuery } from '../app/queries.ts';
import { useStoredDraft } from '../app/use-stored-draft.ts';
import { Button } from '../controls/button.tsx';
import { Problem } from '../controls/problem.tsx';
import { ProblemSummary } from '../controls/problem-summary.tsx';
import { Sheet } from '../controls/sheet.tsx';
import { SecretStep } from '../secret/secret-step.tsx';
import { listPart, useTokenPlace } from '../tokens/token-place.ts';
import { reasonAgainstCreating } from '../tokens/token-rights.ts';
import { CreateForm } from './create-form.tsx';
import { bodyOf, type Draft, type DraftProblems, emptyDraft, problemsOf } from './draft.ts';
import { fieldProblems } from './field-problems.ts';
import { prefilled } from './prefill.ts';

interface CreateSheetProps {
  /** The token that is cloned, with what it leaves to start from. */
  readonly clone?: { readonly token: Token; readonly draft: Draft };
  /** What is said above the form. */
  readonly note?: ReactNode;
  /** Told the id of the token that was made. */
  readonly onMade?: (id: string) => void;
  /** Where it leads when it is done or left; the list of tokens when left out. */
  readonly onClose?: () => void;
}

/** Makes a token, and then shows its secret in the same place, this once. */
export function CreateSheet({ clone, note, onMade, onClose }: CreateSheetProps) {
  const { base, close } = useTokenPlace();
  const navigate = useNavigate();
  const client = useQueryClient();
  // From the first run, which fills it in itself. Never from the address: a link could say it of itself.
  const { state, searchStr } = useLocation();
  const isFirst = (state as { readonly isFirst?: boolean }).isFirst === true;
  const raw = useSearch({ strict: false }) as Readonly<Record<string, unknown>>;
  const { data: settings } = useQuery(settingsQuery);
  const { data: accesses } = useQuery(accessesQuery);
  const [fromLink] = useState(
    () => clone === undefined && !isFirst && prefilled(emptyDraft(undefined), raw, Date.now()) !== undefined,
  );
  const { draft, setDraft, forget } = useStoredDraft<Draft>(
    clone?.token._id ?? `new${searchStr}`,
    () => clone?.draft ?? prefilled(emptyDraft(settings), raw, Date.now()) ?? emptyDraft(settings),
  );
  const reason = reasonAgainstCreating(accesses);
  const [problems, setProblems] = useState<DraftProblems>({});
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setIsBusy] = useState(false);
  // Held here alone: in no cache, no storage and no address, and gone when this closes.
  const [made, setMade] = useState<Token>();

  async function save(event?: FormEvent) {
    event?.preventDefault();
    if (isBusy || reason !== undefined) return;
    const found = problemsOf(draft, Date.now());
    setProblems(found);
    setFailure(undefined);
    if (Object.keys(found).length > 0) return;
    setIsBusy(true);
    try {
      const body = bodyOf(draft, Date.now());
      const token = await (clone ? keyward.tokens.clone(clone.token._id, body) : keyward.tokens.create(body));
      setMade(token);
      onMade?.(token._id);
      forget();
      void forgetTokens(client);
    } catch (error) {
      const named = fieldProblems(error);
      setProblems(named);
      if (Object.keys(named).length === 0) setFailure(error);
    } finally {
      setIsBusy(false);
    }
  }

  function leave() {
    if (onClose) onClose();
    else void close();
  }

  if (made !== undefined) {
    return (
      <SecretStep
        token={made}
        onDone={() => {
          const state = { fresh: made._id } as object;
          setMade(undefined);
          if (onClose) return onClose();
          void navigate({ to: base, search: listPart, state, replace: true });
        }}
      />
    );
  }
  return (
    <Sheet
      title={clone ? `Clone “${clone.token.name}”` : 'Create an access token'}
      subtitle={clone && 'The same access and an equally long life, with a secret of its own.'}
      size={draft.access === 'inline' ? 'broad' : 'narrow'}
      onClose={leave}
      footer={
        <>
          <Button onClick={leave}>Cancel</Button>
          <Button kind="primary" type="submit" form="create-token" isBusy={isBusy} reason={reason}>
            Save token
          </Button>
        </>
      }
    >
      <form
        id="create-token"
        className="form"
        noValidate
        onSubmit={save}
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
        }}
      >
        {note}
        {fromLink && <p className="notice">Filled in from a link. Check it before you create.</p>}
        {failure !== undefined && <Problem title="The token was not made" error={failure} />}
        <ProblemSummary problems={problems} />
        <CreateForm
          draft={draft}
          problems={problems}
          onChange={(part) => setDraft({ ...draft, ...part })}
          isClone={clone !== undefined}
        />
      </form>
    </Sheet>
  );
}
