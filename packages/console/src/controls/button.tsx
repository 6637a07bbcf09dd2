import { type ComponentProps, useId, useImperativeHandle, useRef } from 'react';
import { useFirstFocus } from './use-first-focus.ts';

interface ButtonProps extends ComponentProps<'button'> {
  readonly kind?: 'primary' | 'plain' | 'quiet' | 'danger';
  /** Why it cannot be used: it stays reachable and says so. */
  readonly reason?: string | undefined;
  readonly isBusy?: boolean;
}

export function Button({
  kind = 'plain',
  reason,
  isBusy = false,
  autoFocus = false,
  children,
  ref,
  ...rest
}: ButtonProps) {
  const reasonId = useId();
  const place = useRef<HTMLButtonElement>(null);
  useImperativeHandle<HTMLButtonElement | null, HTMLButtonElement | null>(ref, () => place.current, []);
  useFirstFocus(place, autoFocus);
  const isOff = reason !== undefined || isBusy;
  return (
    // Always there: a button that loses its reason stays the same element, and keeps the focus.
    <span className={reason === undefined ? 'unreasoned' : 'reasoned'}>
      <button
        type="button"
        {...rest}
        ref={place}
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
      {reason !== undefined && (
        <span role="tooltip" id={reasonId} className="reason">
          {reason}
        </span>
      )}
    </span>
  );
}
