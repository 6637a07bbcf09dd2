import { useEffect, useRef, useState } from 'react';
import { Button } from '../controls/button.tsx';
import type { PolicyEdit } from './edit-policy.ts';
import type { PolicyReading } from './read-policy.ts';
import { STARTING_POINTS } from './starting-points.ts';
import { StatementCard } from './statement-card.tsx';
import type { PolicyState } from './use-policy.ts';

interface StatementListProps {
  readonly text: string;
  readonly policy: PolicyReading;
  readonly state: PolicyState;
  readonly deciding: readonly number[];
  readonly onEdit: (...edits: readonly PolicyEdit[]) => void;
}

/** The statements of a policy as sentences. */
export function StatementList({ text, policy, state, deciding, onEdit }: StatementListProps) {
  const { types, names, findings } = state;
  const { statements } = policy;
  const [added, setAdded] = useState<number>();
  const adding = useRef<HTMLButtonElement>(null);
  const count = useRef(statements.length);

  // What had the focus is gone with a statement that was removed.
  useEffect(() => {
    if (statements.length < count.current && document.activeElement === document.body)
      adding.current?.focus();
    count.current = statements.length;
  }, [statements.length]);

  const severities = new Map<number, 'error' | 'warning'>();
  for (const { severity, statement } of findings.toReversed()) {
    if (statement !== undefined && severity !== 'hint') severities.set(statement, severity);
  }
  return (
    <>
      {statements.length === 0 && (
        <div className="policy-empty">
          <p className="faint">It allows nothing yet. Start from one of these, or add a statement.</p>
          <div className="templates">
            {STARTING_POINTS.map((point) => (
              <button
                key={point.name}
                type="button"
                className="template"
                onClick={() => onEdit(...point.policy.map((written) => ({ kind: 'add', written }) as const))}
              >
                {point.name}
              </button>
            ))}
          </div>
        </div>
      )}
      <ol className="policy-statements">
        {statements.map(({ from, to }, index) => (
          <StatementCard
            // biome-ignore lint/suspicious/noArrayIndexKey: statements are known by their number
            key={index}
            index={index}
            count={statements.length}
            text={text.slice(from, to)}
            types={types}
            names={names}
            isNew={index === added}
            isDeciding={deciding.includes(index)}
            severity={severities.get(index)}
            onEdit={onEdit}
          />
        ))}
      </ol>
      <Button
        ref={adding}
        onClick={() => {
          setAdded(statements.length);
          onEdit({ kind: 'add', written: { effect: 'allow', resources: [], actions: [] } });
        }}
      >
        Add statement
      </Button>
    </>
  );
}
