import { type ComponentProps, type ReactNode, type RefObject, useId, useRef } from 'react';
import { useFirstFocus } from './use-first-focus.ts';

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'ref'> {
  readonly ref?: RefObject<HTMLInputElement | null>;
  readonly label: string;
  readonly help?: ReactNode;
  /** What is wrong with it, in words. */
  readonly problem?: string | undefined;
  readonly isOptional?: boolean;
  /** Stands behind the input, such as a unit. */
  readonly suffix?: string;
}

export function TextField(props: TextFieldProps) {
  const { label, help, problem, isOptional, suffix, autoFocus = false, ref, ...input } = props;
  const own = useRef<HTMLInputElement>(null);
  const place = ref ?? own;
  useFirstFocus(place, autoFocus);
  const id = useId();
  const described = [help && `${id}-help`, problem && `${id}-problem`].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {isOptional && <span className="faint"> (optional)</span>}
      </label>
      <span className="input-row">
        <input
          autoComplete="off"
          {...input}
          ref={place}
          id={id}
          className={`input ${input.className ?? ''}`}
          aria-invalid={problem ? true : undefined}
          aria-describedby={described || undefined}
        />
        {suffix && <span className="faint">{suffix}</span>}
      </span>
      {help && (
        <p className="help" id={`${id}-help`}>
          {help}
        </p>
      )}
      {problem && (
        <p className="field-problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  );
}
