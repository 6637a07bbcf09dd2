import { parseResourceSpecifier } from '@keyward/policy';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { Button, Dialog, Popover } from 'react-aria-components';
import { Button as OurButton } from '../controls/button.tsx';
import { Choices } from '../controls/choices.tsx';
import { TextField } from '../controls/text-field.tsx';
import { placeName, placesOf, type ResourceType, typeWord } from './resource-kinds.ts';
import { chainOfStages, movedTo, type Stage, specifierOf, stagesOf } from './specifier-stages.ts';

interface ResourcePickerProps {
  readonly specifier: string;
  readonly types: readonly ResourceType[];
  readonly names: ReadonlyMap<string, readonly string[]>;
  readonly isNegated: boolean;
  readonly onChange: (specifier: string) => void;
  readonly onNegate: (isNegated: boolean) => void;
  readonly onRemove: () => void;
}

type Part = 'kind' | 'above' | 'name';

/** One entry of a statement's resources: what kind, in what, and named how. Each part opens the same stages. */
export function ResourcePicker(props: ResourcePickerProps) {
  const { specifier, types } = props;
  const [openAt, setOpenAt] = useState<Part>();
  const group = useRef<HTMLSpanElement>(null);
  const stages = stagesOf(specifier);
  const last = stages.at(-1);
  const above = specifierOf(stages.slice(0, -1));
  const isEverything = specifier === '*';
  const kind = isEverything ? 'everything' : typeWord(last?.type ?? '') || 'choose a resource';
  const press = (part: Part) => () => setOpenAt(part);
  return (
    <span className="resource" ref={group}>
      <Button className="pick" onPress={press('kind')} aria-label={`Resource: ${kind}, ${specifier}`}>
        {kind}
      </Button>
      {above !== '' && (
        <>
          in{' '}
          <Button className="pick mono" onPress={press('above')} aria-label={`In: ${above}`}>
            {above}
          </Button>
        </>
      )}
      {!isEverything && last?.rest !== undefined && (
        <>
          named{' '}
          <Button className="pick mono" onPress={press('name')} aria-label={`Named: ${last.rest}`}>
            {last.rest || '…'}
          </Button>
        </>
      )}
      <Popover
        className="popover picker"
        placement="bottom start"
        triggerRef={group}
        isOpen={openAt !== undefined}
        onOpenChange={(isOpen) => isOpen || setOpenAt(undefined)}
      >
        <Dialog className="picker-body" aria-label="Resource">
          <Stages
            {...props}
            types={types}
            stages={stages}
            openAt={openAt}
            onDone={() => setOpenAt(undefined)}
          />
        </Dialog>
      </Popover>
    </span>
  );
}

interface StagesProps extends ResourcePickerProps {
  readonly stages: readonly Stage[];
  readonly openAt: Part | undefined;
  readonly onDone: () => void;
}

function Stages(props: StagesProps) {
  const { specifier, stages, types, names, isNegated, openAt, onChange, onNegate, onRemove, onDone } = props;
  const id = useId();
  const parsed = parseResourceSpecifier(specifier);
  const chain = chainOfStages(stages);
  const places = placesOf(types);
  const focused = openAt === 'name' ? stages.length - 1 : openAt === 'above' ? stages.length - 2 : -1;
  const write = (index: number, rest: string) =>
    onChange(specifierOf(stages.map((stage, at) => (at === index ? { ...stage, rest } : stage))));
  const done = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    onDone();
  };
  return (
    <div className="stages">
      <Choices
        legend="Which resources"
        isLegendHidden
        choices={NEGATIONS}
        value={isNegated ? 'all-but' : 'these'}
        onChange={(value) => onNegate(value === 'all-but')}
      />
      <div className="field">
        <label htmlFor={`${id}-kind`}>Kind</label>
        <select
          id={`${id}-kind`}
          className="input"
          value={chain}
          // biome-ignore lint/a11y/noAutofocus: the panel was opened to choose it
          autoFocus={focused < 0}
          onChange={(event) => onChange(movedTo(event.target.value, stages))}
        >
          {chain !== '*' && !places.includes(chain) && <option value={chain}>{chain || 'Choose one'}</option>}
          <option value="*">everything, of every kind</option>
          {places.map((place) => (
            <option key={place} value={place}>
              {placeName(place, types)}
            </option>
          ))}
        </select>
      </div>
      {specifier !== '*' &&
        stages.map(
          ({ type, rest }, index) =>
            rest !== undefined && (
              // biome-ignore lint/suspicious/noArrayIndexKey: stages are known by their place
              <div key={index}>
                <TextField
                  label={`${typeWord(type).charAt(0).toUpperCase()}${typeWord(type).slice(1)}`}
                  className="mono"
                  spellCheck={false}
                  list={`${id}-${index}`}
                  autoFocus={index === focused}
                  value={rest}
                  onFocus={(event) => event.target.select()}
                  onChange={(event) => write(index, event.target.value)}
                  onKeyDown={done}
                />
                <datalist id={`${id}-${index}`}>
                  {(names.get(type) ?? ['*']).map((name) => (
                    <option key={name} value={name} />
                  ))}
                </datalist>
              </div>
            ),
        )}
      <TextField
        label="As it is written"
        className="mono"
        spellCheck={false}
        value={specifier}
        problem={parsed.ok || specifier === '' ? undefined : parsed.problem.message}
        help={<ModifierHelp chain={chain} types={types} />}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={done}
      />
      <div className="row-buttons">
        <OurButton kind="primary" onClick={onDone}>
          Done
        </OurButton>
        <OurButton
          onClick={() => {
            onDone();
            onRemove();
          }}
        >
          Remove
        </OurButton>
      </div>
    </div>
  );
}

/** What narrows it down further; only what the types on the way have. */
function ModifierHelp({ chain, types }: { readonly chain: string; readonly types: readonly ResourceType[] }) {
  const onWay = types.filter(({ name }) => chain.split(':').some((part) => part.replace('/*', '') === name));
  const flag = onWay.flatMap(({ flags }) => flags)[0];
  return (
    <>
      <code>*</code> stands for any characters, and keys are case-sensitive.
      {onWay.some(({ tags }) => tags) && (
        <>
          {' '}
          Tags come after a semicolon: <code>*;payments</code>.
        </>
      )}
      {flag && (
        <>
          {' '}
          <code>{`*;{${flag}:true}`}</code> are those that are {flag}.
        </>
      )}
    </>
  );
}

const NEGATIONS = [
  { value: 'these', label: 'These resources' },
  { value: 'all-but', label: 'Everything but these' },
] as const;
