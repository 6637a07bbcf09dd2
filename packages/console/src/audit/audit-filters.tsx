import { FilterChip } from '../controls/filter-chip.tsx';
import { SearchField } from '../controls/search-field.tsx';
import { ActorFilter } from './actor-filter.tsx';
import { ABOUT, type AuditSearch, searchFor } from './audit-search.ts';

interface AuditFiltersProps {
  readonly search: AuditSearch;
  readonly onChange: (change: { readonly [name in keyof AuditSearch]?: string | undefined }) => void;
}

export function AuditFilters({ search, onChange }: AuditFiltersProps) {
  return (
    <>
      <SearchField
        label="Search the audit log"
        placeholder="Search words, or a request id"
        value={search.request ?? search.q ?? ''}
        onSearch={(text) => onChange(searchFor(text))}
      />
      <FilterChip
        name="About"
        options={ABOUT}
        value={search.about}
        onChange={(about) => onChange({ about })}
      />
      <ActorFilter value={search.actor} onChange={(actor) => onChange({ actor })} />
      <DayField label="From" value={search.from} max={search.to} onChange={(from) => onChange({ from })} />
      <DayField label="To" value={search.to} min={search.from} onChange={(to) => onChange({ to })} />
    </>
  );
}

interface DayFieldProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  readonly onChange: (day: string | undefined) => void;
}

function DayField({ label, value, min, max, onChange }: DayFieldProps) {
  return (
    <label className="day-field">
      {label}
      <input
        type="date"
        className="input"
        value={value ?? ''}
        min={min}
        max={max}
        onChange={(event) => onChange(event.target.value || undefined)}
      />
    </label>
  );
}
