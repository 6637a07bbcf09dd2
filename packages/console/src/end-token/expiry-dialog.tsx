import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { keyward, type Token } from '../app/keyward.ts';
import { forgetTokens } from '../app/queries.ts';
import { useNow } from '../app/use-now.ts';
import { Button } from '../controls/button.tsx';
import { ConfirmDialog } from '../controls/confirm-dialog.tsx';
import { Problem } from '../controls/problem.tsx';
import { say } from '../controls/toasts.tsx';
import { fieldProblems } from '../create-token/field-problems.ts';
import { endOfLife, endProblem, type Life } from '../create-token/life.ts';
import { LifeField } from '../create-token/life-field.tsx';
import { Lifeline } from '../tokens/lifeline.tsx';
import { tokenTitle } from '../tokens/token-words.ts';
import { expiryPatch } from './expiry-patch.ts';

export function ExpiryDialog({ token, onClose }: { readonly token: Token; readonly onClose: () => void }) {
  const client = useQueryClient();
  const now = useNow();
  const [life, setLife] = useState<Life>({ choice: '90', date: '' });
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setIsBusy] = useState(false);
  const end = endOfLife(life, now);
  const title = tokenTitle(token);
  const wrongEnd = endProblem(end, now);
  const [refused, setRefused] = useState<string>();

  async function change(event: FormEvent) {
    event.preventDefault();
    if (wrongEnd !== undefined || isBusy) return;
    setIsBusy(true);
    setFailure(undefined);
    setRefused(undefined);
    try {
      await keyward.tokens.update(
        token._id,
        expiryPatch(endOfLife(life, Date.now()) ?? null, token.expiry !== undefined),
      );
      await forgetTokens(client);
      say(`Changed the expiry of ${title}`);
      onClose();
    } catch (error) {
      const { life: named } = fieldProblems(error);
      setRefused(named);
      if (named === undefined) setFailure(error);
      setIsBusy(false);
    }
  }

  return (
    <ConfirmDialog title={`Change the expiry of “${title}”`} onClose={onClose}>
      <form onSubmit={change} className="form" noValidate>
        <Lifeline life={{ ...token, expiry: end ?? undefined }} width={392} />
        <LifeField
          life={life}
          onChange={(chosen) => {
            setLife(chosen);
            setRefused(undefined);
          }}
          problem={wrongEnd ?? refused}
        />
        {failure !== undefined && <Problem title="The expiry was not changed" error={failure} />}
        <div className="dialog-buttons">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" isBusy={isBusy} reason={wrongEnd}>
            Change expiry
          </Button>
        </div>
      </form>
    </ConfirmDialog>
  );
}
