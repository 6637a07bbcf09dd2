import type { FormEvent, ReactNode } from 'react';
import { counted } from '../app/numbers.ts';
import { Button } from './button.tsx';
import { Problem } from './problem.tsx';

interface AddFormProps {
  readonly title: string;
  /** What is added, as one of them is called: `member`. */
  readonly what: string;
  readonly count: number;
  readonly isBusy: boolean;
  readonly failure: unknown;
  /** What became of it when it failed. */
  readonly failed: string;
  readonly onAdd: () => void;
  readonly onClose: () => void;
  /** What they are chosen with. */
  readonly children: ReactNode;
}

/** Adds what was chosen, all at once. */
export function AddForm({ title, what, count, isBusy, failure, failed, ...rest }: AddFormProps) {
  const { onAdd, onClose, children } = rest;

  function add(event: FormEvent) {
    event.preventDefault();
    if (count > 0 && !isBusy) onAdd();
  }

  return (
    <form className="form framed" onSubmit={add} aria-label={title} noValidate>
      {children}
      {failure !== undefined && <Problem title={failed} error={failure} />}
      <div className="row-buttons">
        <Button
          kind="primary"
          type="submit"
          isBusy={isBusy}
          reason={count === 0 ? `Choose at least one ${what}` : undefined}
        >
          {count > 1 ? `Add ${counted(count, what)}` : 'Add'}
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </form>
  );
}
