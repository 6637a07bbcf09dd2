import { type ComponentProps, type ReactNode, useId } from 'react';

interface TextFieldProps extends ComponentProps<'input'> {
  readonly label: string;
  readonly help?: ReactNode;
  /** What is wrong with it, in words. */
  readonly problem?: string | undefined;
  readonly isOptional?: boolean;
  /** Stands behind the input, such as a unit. */
  readonly suffix?: string;
}

export function TextField({ label, help, problem, isOptional, suffix, ...input }: TextFieldProps) {
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
