import { Link } from '@tanstack/react-router';
import type { Member } from '../app/keyward.ts';
import { countText } from '../app/numbers.ts';
import { OnePersonalToken } from './one-personal-token.tsx';

/** The personal tokens that work, those that were used last first: what ends when the member leaves. */
export function MemberTokens({ member: { _id, tokens, email } }: { readonly member: Member }) {
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
            in the last day, {countText(usedLast30DaysCount)} in 30 days. Whatever must outlive the member
            needs a service token.
          </p>
          <ul className="people">
            {items.map((token) => (
              <OnePersonalToken key={token._id} memberId={_id} token={token} />
            ))}
          </ul>
          {totalCount > items.length && (
            <p>
              <Link to="/tokens" search={{ owner: email, sort: '-lastUsed' }}>
                See all {countText(totalCount)}
              </Link>
            </p>
          )}
        </>
      )}
    </section>
  );
}
