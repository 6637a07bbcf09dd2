import type { ReactNode } from 'react';

/** For what needs attention, and for kinds. What is well is plain text. */
export function Chip({
  tone,
  children,
}: {
  readonly tone: 'neutral' | 'warn' | 'danger' | 'info' | 'ok';
  readonly children: ReactNode;
}) {
  return <span className={`chip chip-${tone}`}>{children}</span>;
}
