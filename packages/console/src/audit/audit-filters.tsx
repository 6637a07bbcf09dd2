import { useEffect, useRef, useState } from 'react';
import { FilterChip } from '../controls/filter-chip.tsx';
import { say } from '../controls/toasts.tsx';
import { holdsPartOfSecret } from '../tokens/secret-form.ts';
import { ABOUT, type AuditSearch } from './audit-search.ts';

const PAUSE_MS = 250;

interface AuditFiltersProps {
  readonly search: AuditSearch;
  readonly onChange: (change: { readonly [name in keyof AuditSearch]?: string | undefined }) => void;
}

export function AuditFilters({ search, onChange }: AuditFiltersProps) {
  return (
    <>
      <TextBox value={search.q ?? ''} onSearch={(q) => q === (search.q ?? '') || onChange({ q })} />
      <FilterChip
        name="About"
        options={ABOUT}
        value={search.about}
        onChange={(about) => onChange({ about })}
      />
      <DayField label="From" value={search.from} max={search.to} onChange={(from) => onChange({ from })} />
      <DayField label="To" value={search.to} min={search.from} onChange={(to) => onChange({ to })} />
    </>
  );
}

function TextBox({ value, onSearch }: { readonly value: string; readonly onSearch: (text: string) => void }) {
  const [text, setText] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    clearTimeout(timer.current);
    setText(value);
  }, [value]);

  function change(next: string) {
    clearTimeout(timer.current);
    if (holdsPartOfSecret(next)) {
      setText('');
      return say('A secret is looked up in the search box of the access tokens, not here.');
    }
    setText(next);
    timer.current = setTimeout(() => onSearch(next.trim()), PAUSE_MS);
  }

  return (
    <input
      type="search"
      className="input search"
      aria-label="Search the audit log"
      placeholder="Search names and descriptions"
      autoComplete="off"
      spellCheck={false}
      maxLength={256}
      value={text}
      onChange={(event) => change(event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        clearTimeout(timer.current);
        onSearch(text.trim());
      }}
    />
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
