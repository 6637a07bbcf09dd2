import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Token } from '../app/keyward.ts';
import { forgetTokens, tokenQuery } from '../app/queries.ts';
import { momentText } from '../app/times.ts';
import { Button } from '../controls/button.tsx';
import { Loading } from '../controls/loading.tsx';
import { Problem } from '../controls/problem.tsx';
import { Sheet } from '../controls/sheet.tsx';
import { Time } from '../controls/time.tsx';
import { SecretStep } from '../secret/secret-step.tsx';
import { PreviousSecrets } from '../token/previous-secrets.tsx';
import { Lifeline } from '../tokens/lifeline.tsx';
import { listPart, useTokenPlace } from '../tokens/token-place.ts';
import { reasonAgainst } from '../tokens/token-rights.ts';
import { tokenTitle } from '../tokens/token-words.ts';
import { ResetDialog } from './reset-dialog.tsx';

/** The panel of a reset, its dialog, and the new secret. */
export function ResetSheet() {
  const { openId = '', base, close, panel } = useTokenPlace();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { data: token, error, refetch } = useQuery(tokenQuery(openId));
  const [isAsking, setIsAsking] = useState(false);
  // Held here alone, as in the panel that makes tokens.
  const [made, setMade] = useState<Token>();

  if (made !== undefined) {
    return (
      <SecretStep
        token={made}
        note={<OldSecretNote token={made} />}
        onDone={() => {
          const state = { fresh: made._id } as object;
          setMade(undefined);
          void navigate({ to: base, search: listPart, state, replace: true });
        }}
      />
    );
  }
  const reason = token && reasonAgainst(token, 'resetAccessToken');
  return (
    <Sheet
      title="Reset token"
      subtitle={token && tokenTitle(token)}
      onClose={close}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            kind="primary"
            autoFocus
            reason={token ? reason : 'The token is not loaded yet'}
            onClick={() => setIsAsking(true)}
          >
            Reset Token
          </Button>
        </>
      }
    >
      {error && <Problem title="Couldn't load the token" error={error} onRetry={refetch} />}
      {!token && !error && <Loading />}
      {token && (
        <>
          <p>
            Resetting gives this token a new secret. You must copy and store it, then update every client that
            uses the old one. Name, access and id stay as they are.
          </p>
          <p>
            You decide how long the old secret keeps working, so that clients can change one after another
            without an outage.
          </p>
          <Lifeline life={token} width={512} />
          <dl className="facts">
            <dt>Last used</dt>
            <dd>
              {token.lastUsed === 0 ? 'Never' : <Time at={token.lastUsed} />}
              {token.lastUsedAddress && ` from ${token.lastUsedAddress}`}
            </dd>
            <dt>Requests</dt>
            <dd>
              <Link to={panel(token._id)} search={listPart} hash="usage">
                See its usage
              </Link>
            </dd>
          </dl>
          <PreviousSecrets token={token} />
        </>
      )}
      {isAsking && token && (
        <ResetDialog
          token={token}
          onClose={() => setIsAsking(false)}
          onReset={(reset) => {
            setIsAsking(false);
            setMade(reset);
            void forgetTokens(client);
          }}
        />
      )}
    </Sheet>
  );
}

function OldSecretNote({ token }: { readonly token: Token }) {
  const newest = token.previousSecrets.toSorted((one, other) => other.supersededAt - one.supersededAt)[0];
  return (
    <p className="notice">
      {newest
        ? `The old secret works until ${momentText(newest.expiry)}.`
        : 'The old secret has ended: calls with it get 401 Unauthorized.'}
    </p>
  );
}
