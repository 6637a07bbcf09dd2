import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { keyward } from '../app/keyward.ts';
import { holdsPartOfSecret } from '../app/secret-form.ts';
import { useSettled } from '../app/use-settled.ts';
import { maskedSecret } from '../tokens/token-words.ts';

const LOOKED_AT = 25;

/** Two tokens may have one name. Who gives it a second time is told, and led to the first. */
export function SameName({ name }: { readonly name: string }) {
  const wanted = name.trim();
  const settled = useSettled(wanted);
  const { data } = useQuery({
    queryKey: ['tokens', 'list', 'same name', settled],
    queryFn: ({ signal }) =>
      keyward.tokens
        .list({ q: settled, showAll: true, status: 'active', limit: LOOKED_AT }, { signal })
        .firstPage(),
    enabled: settled !== '' && !holdsPartOfSecret(settled),
  });
  const same = settled === wanted ? data?.items.find((token) => token.name === wanted) : undefined;
  return (
    <div role="status">
      {same && (
        <p className="help help-below">
          <Link to={`/tokens/${same._id}`} target="_blank">
            {maskedSecret(same)}
          </Link>{' '}
          has that name too.
        </p>
      )}
    </div>
  );
}
