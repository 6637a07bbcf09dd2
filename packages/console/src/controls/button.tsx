import { type ComponentProps, useId } from 'react';

interface ButtonProps extends ComponentProps<'button'> {
  readonly kind?: 'primary' | 'plain' | 'quiet' | 'danger';
  /** Why it cannot be used: it stays reachable and says so. */
  readonly reason?: string | undefined;
  readonly isBusy?: boolean;
}

export function Button({ kind = 'plain', reason, isBusy = false, children, ...rest }: ButtonProps) {
  const reasonId = useId();
  const isOff = reason !== undefined || isBusy;
  const button = (
    <button
      type="button"
      {...rest}
      className={`button button-${kind} ${rest.className ?? ''}`}
      aria-disabled={isOff || undefined}
      aria-busy={isBusy || undefined}
      aria-describedby={reason === undefined ? rest['aria-describedby'] : reasonId}
      onClick={(event) => {
        if (isOff) event.preventDefault();
        else rest.onClick?.(event);
      }}
    >
      {children}
    </button>
  );
  if (reason === undefined) return button;
  return (
    <span className="reasoned">
      {button}
      <span role="tooltip" id={reasonId} className="reason">
        {reason}
      </span>
    </span>
  );
}
