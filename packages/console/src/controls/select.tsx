import {
  Select as AriaSelect,
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
  Text,
} from 'react-aria-components';
import { CheckIcon, ChevronIcon } from './icons.tsx';
import { offItem } from './off-item.tsx';

export interface Option<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly note?: string | undefined;
  /** Why it cannot be chosen. */
  readonly reason?: string | undefined;
}

interface SelectProps<Value extends string> {
  readonly label: string;
  readonly options: readonly Option<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  /** What the choice means, in words. */
  readonly help?: string | undefined;
  /** What is wrong with it, in words. */
  readonly problem?: string | undefined;
}

export function Select<Value extends string>({
  label,
  options,
  value,
  onChange,
  help,
  problem,
}: SelectProps<Value>) {
  return (
    <AriaSelect
      className="field"
      value={value}
      isInvalid={problem !== undefined}
      onChange={(key) => {
        const chosen = options.find((option) => option.value === key);
        if (chosen && chosen.reason === undefined) onChange(chosen.value);
      }}
    >
      <Label>{label}</Label>
      <Button className="input select-button">
        <SelectValue />
        <ChevronIcon />
      </Button>
      {help && (
        <Text slot="description" className="help">
          {help}
        </Text>
      )}
      {problem && (
        <Text slot="errorMessage" className="field-problem">
          {problem}
        </Text>
      )}
      <Popover className="popover select-popover">
        <ListBox className="options">
          {options.map((option) => (
            <ListBoxItem
              key={option.value}
              id={option.value}
              textValue={option.label}
              className={`option ${option.reason === undefined ? '' : 'option-off'}`}
              render={offItem(option.reason)}
            >
              <span className="option-check">
                <CheckIcon />
              </span>
              <span>{option.label}</span>
              {(option.reason ?? option.note) && (
                <span className="option-note">{option.reason ?? option.note}</span>
              )}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
