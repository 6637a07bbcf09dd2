import { memo, useCallback, useEffect, useRef, useState } from 'react';
import { Button } from '../controls/button.tsx';
import type { PolicyEdit } from './edit-policy.ts';
import type { PolicyReading } from './parse-policy.ts';
import type { Finding } from './policy-places.ts';
import type { ResourceType } from './resource-kinds.ts';
import { STARTING_POINTS } from './starting-points.ts';
import { type MenuEdit, menuButtonOf, StatementCard } from './statement-card.tsx';

interface StatementListProps {
  readonly text: string;
  readonly policy: PolicyReading;
  readonly types: readonly ResourceType[];
  readonly names: ReadonlyMap<string, readonly string[]>;
  readonly findings: readonly Finding[];
  readonly deciding: readonly number[];
  readonly onEdit: (...edits: readonly PolicyEdit[]) => void;
}

/** At once: a policy may have 500, and every key that is typed has to be quick. */
const SHOWN = 50;

/** The statements of a policy as sentences. */
export const StatementList = memo(function StatementList(props: StatementListProps) {
  const { text, policy, types, names, findings, deciding, onEdit } = props;
  const { statements } = policy;
  const [added, setAdded] = useState<number>();
  const [wantedPage, setPage] = useState(0);
  const adding = useRef<HTMLButtonElement>(null);
  const count = useRef(statements.length);

  // What had the focus is gone with a statement that was removed.
  useEffect(() => {
    if (statements.length < count.current && document.activeElement === document.body)
      adding.current?.focus();
    count.current = statements.length;
  }, [statements.length]);

  const [goal, setGoal] = useState<{ readonly index: number }>();
  /** An act of a card's menu: the focus goes where its statement went. */
  const editByMenu = useCallback(
    (edit: MenuEdit) => {
      const { kind, statement } = edit;
      const index = kind === 'move' ? edit.to : kind === 'duplicate' ? statement + 1 : statement;
      setGoal({ index });
      setPage(Math.floor(index / SHOWN));
      onEdit(edit);
    },
    [onEdit],
  );
  useEffect(() => {
    if (!goal) return;
    const focus = () => (menuButtonOf(goal.index) ?? adding.current)?.focus();
    focus();
    // The menu, when it closes, gives the focus back to where it was opened.
    const frame = requestAnimationFrame(focus);
    return () => cancelAnimationFrame(frame);
  }, [goal]);

  const lastPage = Math.max(0, Math.ceil(statements.length / SHOWN) - 1);
  const page = Math.min(wantedPage, lastPage);
  const first = page * SHOWN;
  const [decidedBy] = deciding;
  // What is pointed at comes into sight.
  useEffect(() => {
    if (decidedBy !== undefined) setPage(Math.floor(decidedBy / SHOWN));
  }, [decidedBy]);

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
      <ol className="policy-statements" start={first + 1}>
        {statements.slice(first, first + SHOWN).map(({ from, to }, at) => (
          <StatementCard
            // biome-ignore lint/suspicious/noArrayIndexKey: statements are known by their number
            key={first + at}
            index={first + at}
            count={statements.length}
            text={text.slice(from, to)}
            types={types}
            names={names}
            isNew={first + at === added}
            isDeciding={deciding.includes(first + at)}
            severity={severities.get(first + at)}
            onEdit={onEdit}
            onMenu={editByMenu}
          />
        ))}
      </ol>
      {lastPage > 0 && (
        <div className="row-buttons">
          <Button
            {...(page === 0 && { reason: 'These are the first ones' })}
            onClick={() => setPage(page - 1)}
          >
            Earlier
          </Button>
          <Button
            {...(page === lastPage && { reason: 'These are the last ones' })}
            onClick={() => setPage(page + 1)}
          >
            Later
          </Button>
          <span className="faint">
            Statements {first + 1}–{Math.min(first + SHOWN, statements.length)} of {statements.length}
          </span>
        </div>
      )}
      <Button
        ref={adding}
        onClick={() => {
          setAdded(statements.length);
          setPage(Math.floor(statements.length / SHOWN));
          onEdit({ kind: 'add', written: { effect: 'allow', resources: [], actions: [] } });
        }}
      >
        Add statement
      </Button>
    </>
  );
});
