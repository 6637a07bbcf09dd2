import { type ComponentProps, type ReactNode, useEffect, useId, useRef } from 'react';

interface CheckProps extends Omit<ComponentProps<'input'>, 'type'> {
  readonly label: ReactNode;
  readonly help?: ReactNode;
  readonly isLabelHidden?: boolean;
  readonly isPartly?: boolean;
  readonly reason?: string | undefined;
}

export function Check({ label, help, isLabelHidden, isPartly = false, reason, ...input }: CheckProps) {
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = isPartly;
  }, [isPartly]);
  const note = reason ?? help;
  return (
    <div className="check">
      <input
        {...input}
        ref={box}
        id={id}
        type="checkbox"
        aria-disabled={reason ? true : undefined}
        aria-describedby={note ? `${id}-help` : undefined}
        onChange={(event) => {
          if (!reason) input.onChange?.(event);
        }}
      />
      <label htmlFor={id} className={isLabelHidden ? 'hidden' : ''}>
        {label}
      </label>
      {note && (
        <p className="help" id={`${id}-help`}>
          {note}
        </p>
      )}
    </div>
  );
}
