import { type ReactNode, useRef } from 'react';
import { Popover } from 'react-aria-components';
import { CloseIcon } from './icons.tsx';

interface FilterShapeProps {
  readonly name: string;
  /** What the chosen value is called; undefined where nothing is chosen. */
  readonly chosen: string | undefined;
  readonly popup: 'menu' | 'dialog';
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly onClear: () => void;
  /** What opens below it. */
  readonly children: ReactNode;
}

/** A filter in a toolbar: what it is set to, and the way out of it. */
export function FilterShape({ name, chosen, popup, isOpen, onOpen, onClear, children }: FilterShapeProps) {
  const trigger = useRef<HTMLButtonElement>(null);
  return (
    <span className="filter" data-on={chosen !== undefined}>
      <button
        type="button"
        ref={trigger}
        className="filter-button"
        aria-haspopup={popup}
        aria-expanded={isOpen}
        onClick={() => onOpen(true)}
      >
        {chosen === undefined ? name : `${name}: ${chosen}`}
      </button>
      {chosen !== undefined && (
        <button
          type="button"
          className="filter-clear"
          aria-label={`Clear ${name.toLowerCase()}`}
          onClick={() => {
            // The cross goes with the value, and would take the focus with it.
            trigger.current?.focus();
            onClear();
          }}
        >
          <CloseIcon />
        </button>
      )}
      <Popover
        className="popover"
        triggerRef={trigger}
        isOpen={isOpen}
        onOpenChange={onOpen}
        placement="bottom start"
      >
        {children}
      </Popover>
    </span>
  );
}
