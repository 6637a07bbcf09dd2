import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { CloseIcon } from './icons.tsx';
import { Problem } from './problem.tsx';
import { SearchField } from './search-field.tsx';

export interface Pickable {
  readonly id: string;
  readonly label: string;
  readonly note?: string | undefined;
}

interface PickerProps {
  readonly label: string;
  readonly placeholder: string;
  /** Whether writing goes on in it when it appears. */
  readonly autoFocus?: boolean;
  readonly chosen: readonly Pickable[];
  /** The ids of what is there already, and is not offered. */
  readonly without?: readonly string[];
  readonly onChange: (chosen: readonly Pickable[]) => void;
  /** What is searched, as the first part of the key of the query: `members`. */
  readonly kind: string;
  /** Finds more than are shown: what is taken already is left out afterwards. */
  readonly find: (text: string, signal: AbortSignal) => Promise<readonly Pickable[]>;
}

const SHOWN = 6;

/** Things that are found by a part of their name and taken one by one: by a click, or the first by Enter. */
export function Picker(props: PickerProps) {
  const { label, placeholder, autoFocus = false, chosen, without = [], onChange, kind, find } = props;
  const [q, setQ] = useState('');
  // What Enter was pressed on before anything was found for it.
  const [awaited, setAwaited] = useState<string>();
  const { data, error } = useQuery({
    queryKey: [kind, 'picker', q],
    queryFn: ({ signal }) => find(q, signal),
    enabled: q !== '',
  });
  const taken = [...without, ...chosen.map(({ id }) => id)];
  const found = (q === '' ? [] : (data ?? [])).filter(({ id }) => !taken.includes(id)).slice(0, SHOWN);
  const isNone = q !== '' && data !== undefined && found.length === 0;

  function take(one: Pickable) {
    setQ('');
    setAwaited(undefined);
    onChange([...chosen, one]);
  }

  function press(event: KeyboardEvent<HTMLFieldSetElement>) {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
    // It does not send the form around it.
    event.preventDefault();
    setAwaited(event.target.value.trim());
  }

  useEffect(() => {
    if (awaited === undefined || awaited !== q || data === undefined) return;
    setAwaited(undefined);
    const [first] = found;
    if (first) take(first);
  });

  return (
    <fieldset className="field search-picker" onKeyDown={press}>
      <legend className="label">{label}</legend>
      {chosen.length > 0 && (
        <ul className="picked">
          {chosen.map((one) => (
            <li key={one.id} className="chip chip-neutral">
              {one.label}
              <button
                type="button"
                className="picked-clear"
                aria-label={`Leave out ${one.label}`}
                onClick={() => onChange(chosen.filter(({ id }) => id !== one.id))}
              >
                <CloseIcon />
              </button>
            </li>
          ))}
        </ul>
      )}
      <SearchField
        label={`${label}: search`}
        placeholder={placeholder}
        autoFocus={autoFocus}
        value={q}
        onSearch={(text) => {
          setQ(text);
          setAwaited(undefined);
        }}
      />
      {error && <Problem title="Couldn't search" error={error} />}
      {found.length > 0 && (
        <ul className="search-matches">
          {found.map((one) => (
            <li key={one.id}>
              <button type="button" className="search-match" onClick={() => take(one)}>
                <span>{one.label}</span>
                {one.note && <span className="meta">{one.note}</span>}
              </button>
            </li>
          ))}
        </ul>
      )}
      <p role="status" className="help">
        {isNone ? 'Nothing else is called so.' : ''}
      </p>
    </fieldset>
  );
}
