import { useRef, useState } from 'react';
import { Menu, MenuItem, Popover } from 'react-aria-components';
import { CheckIcon, CloseIcon } from './icons.tsx';

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

export function FilterChip({ name, options, value, onChange }: FilterChipProps) {
  const [isOpen, setIsOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const chosen = options.find((option) => option.value === value);
  const label = value === undefined ? name : `${name}: ${(chosen?.label ?? value).toLowerCase()}`;
  return (
    <span className="filter" data-on={value !== undefined}>
      <button
        type="button"
        ref={trigger}
        className="filter-button"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(true)}
      >
        {label}
      </button>
      {value !== undefined && (
        <button
          type="button"
          className="filter-clear"
          aria-label={`Clear ${name.toLowerCase()}`}
          onClick={() => onChange(undefined)}
        >
          <CloseIcon />
        </button>
      )}
      <Popover
        className="popover"
        triggerRef={trigger}
        isOpen={isOpen}
        onOpenChange={setIsOpen}
        placement="bottom start"
      >
        <Menu
          className="options"
          aria-label={name}
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
      </Popover>
    </span>
  );
}
