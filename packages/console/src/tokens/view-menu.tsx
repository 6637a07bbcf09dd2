import { useRef, useState } from 'react';
import { Header, Menu, MenuItem, MenuSection, Popover } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { CheckIcon } from '../controls/icons.tsx';
import { COLUMNS } from './columns.tsx';
import type { ListView } from './list-view.ts';

const DENSITIES = [
  { id: 'comfortable', label: 'Comfortable' },
  { id: 'compact', label: 'Compact' },
] as const;

interface ViewMenuProps {
  readonly view: ListView;
  readonly onChange: (view: ListView) => void;
}

/** Which columns the list has, and how high its rows are. */
export function ViewMenu({ view, onChange }: ViewMenuProps) {
  const [isOpen, setIsOpen] = useState(false);
  const trigger = useRef<HTMLSpanElement>(null);
  return (
    <span ref={trigger}>
      <Button aria-haspopup="menu" aria-expanded={isOpen} onClick={() => setIsOpen(true)}>
        View
      </Button>
      <Popover
        className="popover"
        triggerRef={trigger}
        isOpen={isOpen}
        onOpenChange={setIsOpen}
        placement="bottom end"
      >
        <Menu className="options" aria-label="View" onClose={() => setIsOpen(false)} autoFocus="first">
          <MenuSection
            selectionMode="multiple"
            selectedKeys={view.columns}
            onSelectionChange={(keys) =>
              onChange({
                ...view,
                columns: COLUMNS.map(({ id }) => id).filter((id) => keys === 'all' || keys.has(id)),
              })
            }
          >
            <Header className="options-head">Columns</Header>
            {COLUMNS.map(({ id, label }) => (
              <Option key={id} id={id} label={label} />
            ))}
          </MenuSection>
          <MenuSection
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[view.density]}
            onSelectionChange={(keys) => {
              const density = DENSITIES.find(({ id }) => keys !== 'all' && keys.has(id))?.id;
              if (density) onChange({ ...view, density });
            }}
          >
            <Header className="options-head">Rows</Header>
            {DENSITIES.map(({ id, label }) => (
              <Option key={id} id={id} label={label} />
            ))}
          </MenuSection>
        </Menu>
      </Popover>
    </span>
  );
}

function Option({ id, label }: { readonly id: string; readonly label: string }) {
  return (
    <MenuItem id={id} textValue={label} className="option">
      <span className="option-check">
        <CheckIcon />
      </span>
      {label}
    </MenuItem>
  );
}
