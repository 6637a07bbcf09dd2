import { useState } from 'react';
import { Dialog } from 'react-aria-components';
import { FilterShape } from './filter-shape.tsx';
import { type Pickable, Picker } from './picker.tsx';

interface SearchFilterProps {
  readonly name: string;
  /** What the chosen value is called; undefined where nothing is chosen. */
  readonly chosen: string | undefined;
  readonly placeholder: string;
  /** Undefined takes the filter away. */
  readonly onChange: (id: string | undefined) => void;
  /** What is searched, as the first part of the key of the query: `members`. */
  readonly kind: string;
  readonly find: (text: string, signal: AbortSignal) => Promise<readonly Pickable[]>;
}

/** A filter with more values than a menu could hold: one is found by a part of its name. */
export function SearchFilter({ name, chosen, placeholder, onChange, kind, find }: SearchFilterProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <FilterShape
      name={name}
      chosen={chosen}
      popup="dialog"
      isOpen={isOpen}
      onOpen={setIsOpen}
      onClear={() => onChange(undefined)}
    >
      <Dialog className="search-filter" aria-label={name}>
        <Picker
          label={name}
          placeholder={placeholder}
          autoFocus
          chosen={[]}
          onChange={([one]) => {
            setIsOpen(false);
            onChange(one?.id);
          }}
          kind={kind}
          find={find}
        />
      </Dialog>
    </FilterShape>
  );
}
