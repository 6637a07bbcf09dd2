import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { keyward, type Token } from '../app/keyward.ts';
import { settingsQuery } from '../app/queries.ts';
import { HOUR_MS, momentText, timeAgo } from '../app/times.ts';
import { useNow } from '../app/use-now.ts';
import { Button } from '../controls/button.tsx';
import { Choices } from '../controls/choices.tsx';
import { ConfirmDialog } from '../controls/confirm-dialog.tsx';
import { isConfirmed } from '../controls/is-confirmed.ts';
import { Problem } from '../controls/problem.tsx';
import { TextField } from '../controls/text-field.tsx';
import { nameToConfirm, tokenTitle } from '../tokens/token-words.ts';
import { hoursProblem, longestOverlapHours, usualOverlapHours } from './overlap.ts';
import { OverlapPicture } from './overlap-picture.tsx';

const PRESETS = [
  { value: '0', label: 'Now' },
  { value: '1', label: '1 h' },
  { value: '24', label: '24 h' },
  { value: '168', label: '7 d' },
];

interface ResetDialogProps {
  readonly token: Token;
  readonly onClose: () => void;
  /** Receives the token with its new secret. */
  readonly onReset: (token: Token) => void;
}

export function ResetDialog({ token, onClose, onReset }: ResetDialogProps) {
  const now = useNow();
  const { data: settings } = useQuery(settingsQuery);
  const longest = longestOverlapHours(settings, token, now);
  const [hours, setHours] = useState(String(usualOverlapHours(longest)));
  const [typed, setTyped] = useState('');
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setIsBusy] = useState(false);
  useEffect(() => setHours((current) => (Number(current) > longest ? String(longest) : current)), [longest]);

  const wrongHours = hoursProblem(hours, longest);
  const name = nameToConfirm(token);
  const isReady = isConfirmed(typed, name) && wrongHours === undefined;
  const count = wrongHours === undefined ? Number(hours) : undefined;

  async function reset(event: FormEvent) {
    event.preventDefault();
    if (!isReady || isBusy || count === undefined) return;
    setIsBusy(true);
    setFailure(undefined);
    try {
      const expiry = count === 0 ? 0 : Date.now() + count * HOUR_MS;
      onReset(await keyward.tokens.reset(token._id, { expiry, confirmName: typed.trim() }));
    } catch (error) {
      setFailure(error);
      setIsBusy(false);
    }
  }

  return (
    <ConfirmDialog title="Reset token?" onClose={onClose}>
      <form onSubmit={reset} className="form" noValidate>
        <p>
          <strong>{tokenTitle(token)}</strong> gets a new secret now.
        </p>
        <div className="overlap-fields">
          <TextField
            label="Hours to keep the old secret active"
            inputMode="numeric"
            className="hours"
            suffix="hours"
            value={hours}
            onChange={(event) => setHours(event.target.value)}
            onKeyDown={(event) => {
              const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
              if (step === undefined || count === undefined) return;
              event.preventDefault();
              setHours(String(Math.min(longest, Math.max(0, count + step))));
            }}
            problem={wrongHours}
          />
          <Choices
            legend="Usual lengths"
            isLegendHidden
            choices={PRESETS.filter(({ value }) => Number(value) <= longest)}
            value={hours}
            onChange={setHours}
          />
        </div>
        <OverlapPicture hours={count ?? 0} />
        <p className={count === 0 ? 'warning' : 'help'} role="status">
          {count !== undefined && count > 0 && `The old secret stops ${momentText(now + count * HOUR_MS)}.`}
          {count === 0 && token.lastUsed === 0 && 'The old secret stops at once. It was never used.'}
          {count === 0 &&
            token.lastUsed > 0 &&
            `Used ${timeAgo(token.lastUsed, now)}${token.lastUsedAddress ? ` from ${token.lastUsedAddress}` : ''}. Ending it now breaks whoever uses it: calls with it get 401 Unauthorized.`}
        </p>
        <TextField
          label={`Type ${name} to confirm`}
          autoFocus
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        {failure !== undefined && <Problem title="The token was not reset" error={failure} />}
        <div className="dialog-buttons">
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="primary"
            type="submit"
            isBusy={isBusy}
            reason={isReady ? undefined : (wrongHours ?? 'Type the name exactly as it is')}
          >
            Reset
          </Button>
        </div>
      </form>
    </ConfirmDialog>
  );
}
