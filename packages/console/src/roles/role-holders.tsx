import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { keyward, type Role } from '../app/keyward.ts';
import { tokenTitle } from '../tokens/token-words.ts';
import { usedBy } from './used-by.ts';

const NAMED = 14;

/** Who else is changed by a change of the role: how many, and the tokens by name, each in a tab of its own: here is a draft. */
export function RoleHolders({ role }: { readonly role: Role }) {
  const holders = usedBy(role);
  const { tokensCount } = role.assignedTo;
  const { data: tokens } = useQuery({
    queryKey: ['tokens', 'of-role', role.key],
    queryFn: ({ signal }) =>
      keyward.tokens.list({ role: role.key, showAll: true, limit: NAMED }, { signal }).firstPage(),
    enabled: tokensCount > 0,
  });
  if (holders === undefined) return null;
  const more = tokensCount - (tokens?.items.length ?? tokensCount);
  return (
    <div className="warning">
      <p>Also changes {holders}: whoever holds the role has what it says, at once.</p>
      {tokens && tokens.items.length > 0 && (
        <p className="holder-tokens">
          {tokens.items.map((token) => (
            <Link key={token._id} to={`/tokens/${token._id}`} target="_blank">
              {tokenTitle(token)}
            </Link>
          ))}
          {more > 0 && <span>and {more} more</span>}
        </p>
      )}
    </div>
  );
}
