import { useQuery } from '@tanstack/react-query';
import { rolesQuery } from '../app/queries.ts';
import { FilterChip } from '../controls/filter-chip.tsx';
import { OwnerFilter } from './owner-filter.tsx';
import type { TokenSearch } from './token-search.ts';

const STATUS = [
  { value: 'active', label: 'Active' },
  { value: 'disabled', label: 'Disabled' },
  { value: 'expired', label: 'Expired' },
  { value: 'holder_gone', label: 'Owner left' },
  { value: 'all', label: 'Any' },
];
const TYPE = [
  { value: 'personal', label: 'Personal' },
  { value: 'service', label: 'Service' },
];
const BASE_ROLES = ['reader', 'writer', 'admin', 'owner'].map((value) => ({
  value,
  label: value.charAt(0).toUpperCase() + value.slice(1),
}));
const HEALTH = [
  { value: 'expiring', label: 'Expire within 7 days' },
  { value: 'unused', label: 'Unused for 90 days' },
  { value: 'old', label: 'Older than 180 days' },
  { value: 'calledAfterEnd', label: 'Ended, still called' },
];
const UNUSED_FOR = [7, 30, 90, 180, 365].map((days) => ({ value: `${days}d`, label: `${days} days` }));

interface TokenFiltersProps {
  readonly search: TokenSearch;
  readonly onChange: (change: TokenSearch) => void;
}

export function TokenFilters({ search, onChange }: TokenFiltersProps) {
  const { data: roles } = useQuery(rolesQuery);
  const roleOptions = [...BASE_ROLES, ...(roles ?? []).map(({ key, name }) => ({ value: key, label: name }))];
  const set = (name: keyof TokenSearch) => (value: string | undefined) => onChange({ [name]: value });
  return (
    <>
      {search.health ? (
        <FilterChip name="Health" options={HEALTH} value={search.health} onChange={set('health')} />
      ) : (
        <FilterChip
          name="Status"
          options={STATUS}
          value={search.status ?? 'active'}
          onChange={(value) => onChange({ status: value ?? 'all' })}
        />
      )}
      <FilterChip name="Type" options={TYPE} value={search.type} onChange={set('type')} />
      <FilterChip name="Role" options={roleOptions} value={search.role} onChange={set('role')} />
      <FilterChip
        name="Unused for"
        options={UNUSED_FOR}
        value={search.unusedFor}
        onChange={set('unusedFor')}
      />
      <OwnerFilter value={search.owner} onChange={set('owner')} />
    </>
  );
}
