import { memo } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { MoreIcon } from '../controls/icons.tsx';
import { ActionsPicker } from './actions-picker.tsx';
import type { PolicyEdit } from './edit-policy.ts';
import { readPolicy } from './read-policy.ts';
import type { ResourceType } from './resource-kinds.ts';
import { ResourcePicker } from './resource-picker.tsx';

/** What the menu of a card does to its statement. */
export type MenuEdit = Extract<PolicyEdit, { kind: 'duplicate' | 'remove' | 'move' }>;

const idOf = (index: number) => `statement-${index + 1}`;

/** The button that opens the menu of a card, if the card is shown. */
export const menuButtonOf = (index: number) =>
  document.querySelector<HTMLElement>(`#${idOf(index)} > button[aria-haspopup]`);

interface StatementCardProps {
  readonly index: number;
  readonly count: number;
  /** The statement as it is written. */
  readonly text: string;
  readonly types: readonly ResourceType[];
  readonly names: ReadonlyMap<string, readonly string[]>;
  /** Whether it was just added, so that one goes on with its actions. */
  readonly isNew: boolean;
  readonly isDeciding: boolean;
  readonly severity: 'error' | 'warning' | undefined;
  readonly onEdit: (...edits: readonly PolicyEdit[]) => void;
  readonly onMenu: (edit: MenuEdit) => void;
}

/** A statement as a sentence. Drawn again only when something of its own has changed: a policy may have 500. */
export const StatementCard = memo(function StatementCard(props: StatementCardProps) {
  const { index, count, text, types, names, isNew, isDeciding, severity, onEdit, onMenu } = props;
  const part = readPolicy(`[${text}]`).policy?.statements[0];
  if (!part) return null;
  const { effect, resources, actions } = part;
  const isAllow = effect === 'allow';
  const write = (entries: readonly string[], isNegated = resources.isNegated) =>
    onEdit({ kind: 'list', statement: index, list: 'resources', entries, isNegated });
  return (
    <li
      className="statement"
      id={idOf(index)}
      tabIndex={-1}
      data-deciding={isDeciding || undefined}
      data-severity={severity}
      aria-label={`Statement ${index + 1}`}
    >
      <div className="sentence">
        <Button
          className={`chip effect chip-${isAllow ? 'ok' : 'danger'}`}
          aria-label={isAllow ? 'Allow; press to deny' : 'Deny; press to allow'}
          onPress={() => onEdit({ kind: 'effect', statement: index, effect: isAllow ? 'deny' : 'allow' })}
        >
          {isAllow ? 'Allow' : 'Deny'}
        </Button>
        <ActionsPicker
          actions={actions}
          resources={resources.isNegated ? [] : resources.entries}
          types={types}
          isFirst={isNew}
          onChange={(entries, isNegated, type) => {
            const chain = types.find(({ name }) => name === type)?.chains[0];
            const needsPlace = chain !== undefined && resources.entries.length === 0;
            onEdit(
              { kind: 'list', statement: index, list: 'actions', entries, isNegated },
              ...(needsPlace
                ? [
                    {
                      kind: 'list',
                      statement: index,
                      list: 'resources',
                      entries: [chain],
                      isNegated: false,
                    } as const,
                  ]
                : []),
            );
          }}
        />
        <span>{resources.isNegated ? 'on everything but' : 'on'}</span>
        {resources.entries.map((specifier, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: entries are known by their place
          <span key={at} className="resource-item">
            {at > 0 && 'or '}
            <ResourcePicker
              specifier={specifier}
              types={types}
              names={names}
              isNegated={resources.isNegated}
              onChange={(changed) => write(resources.entries.with(at, changed))}
              onNegate={(isNegated) => write(resources.entries, isNegated)}
              onRemove={() => write(resources.entries.toSpliced(at, 1))}
            />
          </span>
        ))}
        <Button
          className={resources.entries.length === 0 ? 'pick' : 'pick pick-more'}
          aria-label="Add a resource"
          onPress={() => write([...resources.entries, resources.entries.at(-1) ?? 'proj/*:env/*:flag/*'])}
        >
          {resources.entries.length === 0 ? 'choose a resource' : '+'}
        </Button>
      </div>
      <MenuTrigger>
        <Button className="icon-button" aria-label={`More for statement ${index + 1}`}>
          <MoreIcon />
        </Button>
        <Popover className="popover">
          <Menu className="options options-menu">
            <MenuItem className="option" onAction={() => onMenu({ kind: 'duplicate', statement: index })}>
              Duplicate
            </MenuItem>
            {index > 0 && (
              <MenuItem
                className="option"
                onAction={() => onMenu({ kind: 'move', statement: index, to: index - 1 })}
              >
                Move up
              </MenuItem>
            )}
            {index < count - 1 && (
              <MenuItem
                className="option"
                onAction={() => onMenu({ kind: 'move', statement: index, to: index + 1 })}
              >
                Move down
              </MenuItem>
            )}
            <MenuItem
              className="option option-danger"
              onAction={() => onMenu({ kind: 'remove', statement: index })}
            >
              Remove
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
    </li>
  );
});
