import { KeywardError } from '@keyward/sdk';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { keyward } from '../app/keyward.ts';
import { Button } from '../controls/button.tsx';
import { reasonOf } from '../controls/problem.tsx';
import { Time } from '../controls/time.tsx';
import { displayName } from '../shell/display-name.ts';
import { useTokenPlace } from './token-place.ts';

type Found = Awaited<ReturnType<typeof keyward.tokens.lookUp>>;

const STATUS_WORDS: Readonly<Record<Found['status'], string>> = {
  active: 'It works now.',
  disabled: 'The token is disabled.',
  expired: 'The token has expired.',
  superseded: 'A reset replaced it, and its time is over.',
  holder_gone: 'Its owner left, so it does not work.',
  deleted: 'The token was deleted.',
};

interface LookUpAnswerProps {
  /** Not the secret: that is in the one call that asked, and nowhere else. */
  readonly answer: Promise<Found>;
  readonly onClose: () => void;
}

/** Whose a pasted secret is. */
export function LookUpAnswer({ answer, onClose }: LookUpAnswerProps) {
  const { panel } = useTokenPlace();
  const [found, setFound] = useState<Found>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    setFound(undefined);
    setProblem(undefined);
    let isCurrent = true;
    answer.then(
      (value) => isCurrent && setFound(value),
      (error) => isCurrent && setProblem(whyNot(error)),
    );
    return () => {
      isCurrent = false;
    };
  }, [answer]);

  return (
    <div className="look-up" role="status">
      {found && (
        <p>
          This {found.current ? '' : 'older '}secret belongs to{' '}
          <strong>{found.name || 'a token without a name'}</strong>
          {found.serviceToken ? ', a service token' : `, a personal token of ${displayName(found._member)}`}.{' '}
          {STATUS_WORDS[found.status]}{' '}
          {found.deleted ? (
            <>
              Deleted <Time at={found.deleted.date} />
              {found.deleted.member && ` by ${displayName(found.deleted.member)}`}.
            </>
          ) : (
            <Link to={panel(found._id)}>Open the token</Link>
          )}
        </p>
      )}
      {problem && <p>{problem}</p>}
      {!found && !problem && <p>Looking up whose secret this is…</p>}
      <p className="help">The secret was taken out of the search box. It is in no address and no log.</p>
      <Button kind="quiet" onClick={onClose}>
        Dismiss
      </Button>
    </div>
  );
}

function whyNot(error: unknown): string {
  const status = error instanceof KeywardError ? error.status : undefined;
  if (status === 404) return 'No token that you may see has this secret.';
  if (status === 400) return 'This looks like a secret, but it was mistyped or cut off.';
  return `Couldn't look up the secret. ${reasonOf(error)}`;
}
