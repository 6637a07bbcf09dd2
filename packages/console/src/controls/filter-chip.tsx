import { useRef, useState } from 'react';
import { Menu, MenuItem } from 'react-aria-components';
import { FilterShape } from './filter-shape.tsx';
import { CheckIcon } from './icons.tsx';
import { useFirstItem } from './use-first-item.ts';

export interface FilterOption {
  readonly value: string;
  readonly label: string;
}

interface FilterChipProps {
  readonly name: string;
  readonly options: readonly FilterOption[];
  readonly value: string | undefined;
  /** Undefined takes the filter away. */
  readonly onChange: (value: string | undefined) => void;
}

/** A filter with a few values. */
export function FilterChip({ name, options, value, onChange }: FilterChipProps) {
  const [isOpen, setIsOpen] = useState(false);
  const menu = useRef<HTMLDivElement>(null);
  useFirstItem(menu, isOpen);
  const chosen = options.find((option) => option.value === value)?.label ?? value;
  return (
    <FilterShape
      name={name}
      chosen={chosen?.toLowerCase()}
      popup="menu"
      isOpen={isOpen}
      onOpen={setIsOpen}
      onClear={() => onChange(undefined)}
    >
      <Menu
        ref={menu}
        className="options"
        aria-label={name}
        autoFocus="first"
        selectionMode="single"
        selectedKeys={value === undefined ? [] : [value]}
        onAction={(key) => onChange(String(key))}
        onClose={() => setIsOpen(false)}
      >
        {options.map((option) => (
          <MenuItem key={option.value} id={option.value} textValue={option.label} className="option">
            <span className="option-check">
              <CheckIcon />
            </span>
            {option.label}
          </MenuItem>
        ))}
      </Menu>
    </FilterShape>
  );
}
