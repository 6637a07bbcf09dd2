import { Link } from '@tanstack/react-router';
import type { Member } from '../app/keyward.ts';
import { countText } from '../app/numbers.ts';
import { Time } from '../controls/time.tsx';

/** The personal tokens that work, and how lately: what ends when the member leaves. */
export function MemberTokens({ member: { tokens, email } }: { readonly member: Member }) {
  if (tokens === undefined) return null;
  const { totalCount, usedLastDayCount, usedLast30DaysCount, items } = tokens;
  return (
    <section>
      <h3>Personal tokens</h3>
      {totalCount === 0 ? (
        <p className="faint">None that works and that you may see.</p>
      ) : (
        <>
          <p className="faint">
            {countText(totalCount)} that work{totalCount === 1 ? 's' : ''}: {countText(usedLastDayCount)} used
            in the last day, {countText(usedLast30DaysCount)} in 30 days.{' '}
            <Link to="/tokens" search={{ owner: email }}>
              See all
            </Link>
          </p>
          <ul className="member-tokens">
            {items.map(({ _id, name, token, lastUsed }) => (
              <li key={_id}>
                <Link to={`/tokens/${_id}`}>{name || `…${token}`}</Link>
                <span className="meta">
                  {lastUsed === 0 ? (
                    'never used'
                  ) : (
                    <>
                      used <Time at={lastUsed} />
                    </>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
