import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { isForbidden } from '../app/keyward.ts';
import { rolesQuery } from '../app/queries.ts';
import { Choices } from '../controls/choices.tsx';
import { Loading } from '../controls/loading.tsx';
import { Problem, reasonOf } from '../controls/problem.tsx';
import { SearchField } from '../controls/search-field.tsx';
import type { RightsOf } from '../decision/explain-query.ts';
import type { GrantContext } from './grant-words.ts';
import { PermissionTable } from './permission-table.tsx';
import { holderQuery, type Permission, permissionsQuery } from './rights-queries.ts';

const SHOWN = [
  { value: 'all', label: 'All' },
  { value: 'allowed', label: 'Allowed' },
  { value: 'differing', label: 'Where the two differ' },
] as const;

type Shown = (typeof SHOWN)[number]['value'];

interface EffectivePermissionsProps {
  readonly of: RightsOf;
  /** The member whose rights count: of a personal token, and of a member. */
  readonly memberId?: string | undefined;
}

/** What may be done, for every type and action there is, with what grants it on each side. */
export function EffectivePermissions({ of, memberId }: EffectivePermissionsProps) {
  const { data, error, refetch } = useQuery(permissionsQuery(of));
  const { data: roles } = useQuery(rolesQuery);
  const { data: holder } = useQuery(holderQuery(memberId));
  const [q, setQ] = useState('');
  const [shown, setShown] = useState<Shown>('all');
  const context: GrantContext = { roles, holder };
  const hasBoth =
    data?.some(({ permissions }) => permissions.some(({ scope, holder: h }) => scope && h)) ?? false;
  const choices = hasBoth ? SHOWN : SHOWN.filter(({ value }) => value !== 'differing');
  const tables = (data ?? [])
    .map((one) => ({ ...one, found: one.permissions.filter((each) => isFound(each, one.chain, q, shown)) }))
    .filter(({ found }) => found.length > 0);
  return (
    <section className="effective" aria-label="Effective permissions">
      <h3>Effective permissions</h3>
      <p className="faint">
        {hasBoth
          ? 'Allowed is what the token and its holder both allow. Open an action to see why.'
          : 'For each type of resource and each action. Open an action to see why.'}
      </p>
      {error && isForbidden(error) && <p className="notice">{reasonOf(error)}</p>}
      {error && !isForbidden(error) && (
        <Problem title="Couldn't load the permissions" error={error} onRetry={refetch} />
      )}
      {!data && !error && <Loading />}
      {data && (
        <>
          <div className="effective-tools">
            <SearchField
              label="Search actions"
              placeholder="Search action or type"
              value={q}
              onSearch={setQ}
            />
            <Choices legend="Show" isLegendHidden choices={choices} value={shown} onChange={setShown} />
          </div>
          <div className="matrices">
            {tables.map(({ type, chain, found, permissions }) => (
              <PermissionTable
                // Searching opens what was found.
                key={`${chain} ${q !== ''}`}
                of={of}
                type={type}
                chain={chain}
                permissions={found}
                total={permissions.length}
                isOpenAtFirst={q !== ''}
                context={context}
              />
            ))}
          </div>
          <p role="status" className={tables.length === 0 ? 'faint' : 'hidden'}>
            {tables.length === 0 ? 'No action is found.' : `${tables.length} types`}
          </p>
        </>
      )}
    </section>
  );
}

function isFound(
  { action, extent, scope, holder }: Permission,
  chain: string,
  q: string,
  shown: Shown,
): boolean {
  const text = q.toLowerCase();
  if (!action.toLowerCase().includes(text) && !chain.toLowerCase().includes(text)) return false;
  if (shown === 'allowed') return extent !== 'none';
  return shown === 'all' || scope?.extent !== holder?.extent;
}
