import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Member } from '../app/keyward.ts';
import { tokenQuery } from '../app/queries.ts';
import { DAY_MS } from '../app/times.ts';
import { useNow } from '../app/use-now.ts';
import { Chip } from '../controls/chip.tsx';
import { Time } from '../controls/time.tsx';
import { tokenTitle } from '../tokens/token-words.ts';
import { replacementOf } from './replacements.ts';

export type PersonalToken = NonNullable<Member['tokens']>['items'][number];

interface OnePersonalTokenProps {
  readonly memberId: string;
  readonly token: PersonalToken;
}

/** A token that stops with its member: how lately it was used, and the way to a service token in its place. */
export function OnePersonalToken({ memberId, token }: OnePersonalTokenProps) {
  const { _id, lastUsed } = token;
  const now = useNow();
  const title = tokenTitle(token);
  const replacement = replacementOf(_id);
  return (
    <li>
      <span className="person">
        <Link to={`/tokens/${_id}`}>{title}</Link>
        <span className="meta">
          {lastUsed === 0 ? (
            'never used'
          ) : (
            <>
              used <Time at={lastUsed} />
            </>
          )}{' '}
          {lastUsed > now - DAY_MS && <Chip tone="warn">In use</Chip>}
        </span>
        {replacement !== undefined && <Replacement id={replacement} />}
      </span>
      {replacement === undefined && (
        <Link
          to={`/members/${memberId}/replace/${_id}`}
          search={(all: object) => all}
          className="button button-plain"
          aria-label={`Make a service token in place of ${title}`}
        >
          Make a service token
        </Link>
      )}
    </li>
  );
}

/** Once the new token is used and the old one no longer, the integration has moved. */
function Replacement({ id }: { readonly id: string }) {
  const { data: token } = useQuery({ ...tokenQuery(id), refetchInterval: 5_000 });
  if (!token) return null;
  return (
    <span className="meta">
      Replaced by <Link to={`/tokens/${id}`}>{tokenTitle(token)}</Link>,{' '}
      {token.lastUsed === 0 ? (
        'which was not used yet'
      ) : (
        <>
          used <Time at={token.lastUsed} />
        </>
      )}
    </span>
  );
}
