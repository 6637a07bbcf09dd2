import { useState } from 'react';
import { Check } from '../controls/check.tsx';
import { Sheet } from '../controls/sheet.tsx';
import { areShortcutsOn, setShortcuts } from './shortcuts-setting.ts';

const SHORTCUTS: readonly (readonly [keys: string, meaning: string])[] = [
  ['Ctrl K', 'Find a token, a page or an action'],
  ['c', 'Create a token'],
  ['/', 'Search'],
  ['g h', 'Home'],
  ['g t', 'Access tokens'],
  ['g m', 'Members'],
  ['g e', 'Teams'],
  ['g r', 'Roles'],
  ['g w', 'Who can'],
  ['g a', 'Audit log'],
  ['g s', 'Organization settings'],
  ['j  k', 'Next and previous row'],
  ['Enter', 'Open the row'],
  ['x', 'Select the row'],
  ['.', 'Menu of the row'],
  ['R', 'Reset the token of the row'],
  ['?', 'This list'],
];

export function ShortcutSheet({ onClose }: { readonly onClose: () => void }) {
  const [areOn, setAreOn] = useState(areShortcutsOn());
  return (
    <Sheet title="Shortcuts" onClose={onClose}>
      <dl className="keys">
        {SHORTCUTS.map(([keys, meaning]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <Check
        label="Use single keys as shortcuts"
        checked={areOn}
        onChange={(event) => {
          setShortcuts(event.target.checked);
          setAreOn(event.target.checked);
        }}
      />
    </Sheet>
  );
}
