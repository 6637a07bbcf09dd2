import { Link } from '@tanstack/react-router';
import type { Member } from '../app/keyward.ts';
import { countText } from '../app/numbers.ts';
import { DAY_MS } from '../app/times.ts';
import { useNow } from '../app/use-now.ts';
import { OnePersonalToken } from './one-personal-token.tsx';

const RECENT_MS = 30 * DAY_MS;
const SHOWN = 5;

/** The tokens of a member that somebody used lately: where something stops. Each can be replaced first. */
export function TokensInUse({ member }: { readonly member: Member }) {
  const now = useNow();
  const { tokens, email } = member;
  const used = tokens?.items.filter(({ lastUsed }) => lastUsed > now - RECENT_MS) ?? [];
  const more = (tokens?.usedLast30DaysCount ?? 0) - Math.min(used.length, SHOWN);
  if (used.length === 0) return null;
  return (
    <>
      <p className="help">
        Used in the last 30 days. To keep one running, make a service token for it first.
      </p>
      <ul className="people">
        {used.slice(0, SHOWN).map((token) => (
          <OnePersonalToken key={token._id} memberId={member._id} token={token} />
        ))}
      </ul>
      {more > 0 && (
        <p>
          <Link to="/tokens" search={{ owner: email, sort: '-lastUsed' }}>
            and {countText(more)} more
          </Link>
        </p>
      )}
    </>
  );
}
