import { useState } from 'react';
import {
  Autocomplete,
  Button,
  Dialog,
  DialogTrigger,
  Input,
  ListBox,
  ListBoxItem,
  Popover,
  TextField,
} from 'react-aria-components';
import { Choices } from '../controls/choices.tsx';
import { CheckIcon } from '../controls/icons.tsx';
import type { ListPart } from './parse-policy.ts';
import { type ActionChoice, actionsFor, type ResourceType, typeWord } from './resource-kinds.ts';

const SHOWN = 60;
const NAMED = 2;

interface ActionsPickerProps {
  readonly actions: ListPart;
  readonly resources: readonly string[];
  readonly types: readonly ResourceType[];
  readonly isFirst: boolean;
  /** With the type of what was picked, where the resources do not say it yet. */
  readonly onChange: (entries: readonly string[], isNegated: boolean, type?: string) => void;
}

/** The actions of a statement: searched, ticked, or written as a pattern. */
export function ActionsPicker({ actions, resources, types, isFirst, onChange }: ActionsPickerProps) {
  const [text, setText] = useState('');
  const [isOpen, setIsOpen] = useState(isFirst);
  const { entries, isNegated } = actions;
  const known = actionsFor(resources, types);
  const hasPlace = resources.length > 0;
  const items = itemsFor(text.trim(), known, entries, hasPlace);

  function pick(keys: ReadonlySet<string>) {
    const shown = new Map(items.map((item) => [item.id, item]));
    const kept = entries.filter((entry) => keys.has(entry) || !shown.has(entry));
    const added = items.filter(({ id, action }) => keys.has(id) && !entries.includes(action));
    onChange(
      [...kept, ...added.map(({ action }) => action)],
      isNegated,
      hasPlace ? undefined : added[0]?.type,
    );
    if (added.length > 0) setText('');
  }

  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setIsOpen}>
      <Button className="pick" aria-label={`Actions: ${labelOf(actions)}`}>
        {labelOf(actions)}
      </Button>
      <Popover className="popover picker" placement="bottom start">
        <Dialog className="picker-body" aria-label="Actions">
          <Choices
            legend="Which actions"
            isLegendHidden
            choices={NEGATIONS}
            value={isNegated ? 'all-but' : 'these'}
            onChange={(value) => onChange(entries, value === 'all-but')}
          />
          <Autocomplete inputValue={text} onInputChange={setText}>
            <TextField aria-label="Search actions, or write a pattern such as update*" autoFocus>
              <Input className="input" placeholder="Search, or write update*" />
            </TextField>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
            <section className="picker-scroll" aria-label="Actions found" tabIndex={0}>
              <ListBox
                className="options picker-options"
                aria-label="Actions"
                selectionMode="multiple"
                // Escape closes the picker; it takes nothing back.
                escapeKeyBehavior="none"
                selectedKeys={entries}
                onSelectionChange={(keys) => keys !== 'all' && pick(new Set([...keys].map(String)))}
                renderEmptyState={() => <p className="faint palette-none">No action is called that.</p>}
              >
                {items.map(({ id, label, note }) => (
                  <ListBoxItem key={id} id={id} textValue={label} className="option">
                    <span className="option-check">
                      <CheckIcon />
                    </span>
                    <span className={label === id || label.includes('*') ? 'mono' : ''}>{label}</span>
                    <span className="option-note">{note}</span>
                  </ListBoxItem>
                ))}
              </ListBox>
            </section>
          </Autocomplete>
          {known.length > SHOWN && text === '' && (
            <p className="help">{known.length} actions: type to narrow them down.</p>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

const NEGATIONS = [
  { value: 'these', label: 'These actions' },
  { value: 'all-but', label: 'All but these' },
] as const;

interface Item {
  /** The action; with its type where several types are to choose from. */
  readonly id: string;
  readonly action: string;
  readonly label: string;
  readonly note: string;
  readonly type?: string;
}

/** What is chosen first, then what matches, at last the text itself. */
function itemsFor(
  text: string,
  known: readonly ActionChoice[],
  chosen: readonly string[],
  hasPlace: boolean,
): readonly Item[] {
  const wanted = text.toLowerCase();
  const matches = (action: string) => action.toLowerCase().includes(wanted);
  const everything: Item = { id: '*', action: '*', label: 'Every action', note: 'those to come too' };
  const own = chosen
    .filter((action) => action !== '*' && matches(action))
    .map((action): Item => ({ id: action, action, label: action, note: noteFor(action, known) }));
  const seen = new Set(chosen);
  const others = known.filter(({ action }) => matches(action) && !seen.has(action));
  const starting = (choice: ActionChoice) => (choice.action.toLowerCase().startsWith(wanted) ? 0 : 1);
  const listed = new Map(
    others
      .toSorted((a, b) => starting(a) - starting(b) || usual(a) - usual(b))
      .slice(0, SHOWN)
      .map(({ action, type, level }): [string, Item] => {
        const id = hasPlace ? action : `${action} ${type}`;
        return [id, { id, action, label: action, note: hasPlace ? level : `of ${typeWord(type)}`, type }];
      }),
  );
  const isNew =
    text !== '' && text !== '*' && !seen.has(text) && !known.some(({ action }) => action === text);
  const typed: Item = { id: text, action: text, label: `Use ${text}`, note: noteFor(text, known) };
  return [
    ...(text === '' || text === '*' ? [everything] : []),
    ...own,
    ...listed.values(),
    ...(isNew ? [typed] : []),
  ];
}

/** Flags are what most policies are about. */
function usual({ type }: ActionChoice): number {
  return type === 'flag' ? 0 : 1;
}

function noteFor(pattern: string, known: readonly ActionChoice[]): string {
  if (!pattern.includes('*'))
    return known.find(({ action }) => action === pattern)?.level ?? 'not a known action';
  const parts = pattern.split('*').map((part) => part.replace(/[^\w]/g, '\\$&'));
  const glob = new RegExp(`^${parts.join('.*')}$`);
  const count = new Set(known.filter(({ action }) => glob.test(action)).map(({ action }) => action)).size;
  return `${count} of the actions known now`;
}

function labelOf({ entries, isNegated }: ListPart): string {
  if (entries.length === 0) return isNegated ? 'all actions but…' : 'choose actions';
  if (entries.includes('*')) return isNegated ? 'no action' : 'every action';
  const named = entries.slice(0, NAMED).join(', ');
  const more = entries.length > NAMED ? `, +${entries.length - NAMED}` : '';
  return `${isNegated ? 'all but ' : ''}${named}${more}`;
}
