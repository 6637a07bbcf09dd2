import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keyward, type PreviousSecret, type Token } from '../app/keyward.ts';
import { forgetTokens } from '../app/queries.ts';
import { DAY_MS, HOUR_MS, momentText, shortSpan, timeAgo } from '../app/times.ts';
import { useNow } from '../app/use-now.ts';
import { Button } from '../controls/button.tsx';
import { Problem } from '../controls/problem.tsx';
import { say } from '../controls/toasts.tsx';
import { reasonAgainst } from '../tokens/token-rights.ts';

const SAFE_AFTER_MS = 6 * HOUR_MS;

/** Older secrets that still work after a reset: whether somebody needs them yet, and what can be done. */
export function PreviousSecrets({ token }: { readonly token: Token }) {
  const now = useNow();
  const living = token.previousSecrets.filter((secret) => secret.expiry > now);
  if (living.length === 0) return null;
  return (
    <section className="old-secrets" aria-label="Old secrets">
      {living.map((secret) => (
        <OldSecret key={secret._id} token={token} secret={secret} />
      ))}
    </section>
  );
}

function OldSecret({ token, secret }: { readonly token: Token; readonly secret: PreviousSecret }) {
  const client = useQueryClient();
  const now = useNow();
  const [asking, setAsking] = useState<'not yet' | 'now' | 'no longer'>('not yet');
  const [failure, setFailure] = useState<unknown>();
  const reason = reasonAgainst(token, 'resetAccessToken');

  async function run(work: () => Promise<unknown>, done: string) {
    setFailure(undefined);
    try {
      await work();
      await forgetTokens(client);
      say(done);
    } catch (error) {
      setFailure(error);
    }
    setAsking((before) => (before === 'now' ? 'no longer' : before));
  }
  const endNow = () =>
    run(() => keyward.tokens.endPreviousSecret(token._id, secret._id), 'Ended the old secret');
  const giveMore = () =>
    run(
      () =>
        keyward.tokens.updatePreviousSecret(token._id, secret._id, [
          { op: 'replace', path: '/expiry', value: secret.expiry + DAY_MS },
        ]),
      'Gave the old secret 24 h more',
    );

  return (
    <div className="old-secret">
      <p>
        <strong>Old secret: {shortSpan(secret.expiry - now)} left</strong>{' '}
        <span className="faint">
          <span className="mono">…{secret.ending}</span>, until {momentText(secret.expiry)}
        </span>
      </p>
      <p className="faint">{wordsOnUse(secret, now)}</p>
      {failure !== undefined && <Problem title="The old secret was not changed" error={failure} />}
      <div className="row-buttons">
        {asking === 'now' ? (
          <>
            <Button key="do" kind="danger" autoFocus onClick={endNow}>
              End the old secret
            </Button>
            <Button key="keep" onClick={() => setAsking('no longer')}>
              Keep it
            </Button>
          </>
        ) : (
          <>
            <Button
              key="ask"
              autoFocus={asking === 'no longer'}
              reason={reason}
              onClick={() => setAsking('now')}
            >
              End it now
            </Button>
            <Button key="more" reason={reason} onClick={giveMore}>
              Give it 24 h more
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

/** Whether it may be ended without breaking anybody. */
export function wordsOnUse({ lastUsed, supersededAt }: PreviousSecret, now: number): string {
  if (lastUsed === 0 || lastUsed < supersededAt) {
    return now - supersededAt > SAFE_AFTER_MS
      ? `Not used since the reset, ${timeAgo(supersededAt, now)}. Safe to end.`
      : 'Not used since the reset.';
  }
  if (now - lastUsed > SAFE_AFTER_MS) return `Not used for ${shortSpan(now - lastUsed)}. Safe to end.`;
  return `Somebody still uses it: last ${timeAgo(lastUsed, now)}.`;
}
