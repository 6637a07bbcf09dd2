import { memo } from 'react';
import { Prose } from '../controls/prose.tsx';
import type { PolicyEdit } from './edit-policy.ts';
import type { Finding } from './policy-places.ts';

const SHOWN = 20;

interface FindingsListProps {
  readonly findings: readonly Finding[];
  /** Whether they are of the text as it stands, so that they may be mended. */
  readonly isSettled: boolean;
  readonly onEdit: (...edits: readonly PolicyEdit[]) => void;
}

/** Mistakes and what is likely not meant, each with its code and, where one is known, the act that mends it. */
export const FindingsList = memo(function FindingsList({ findings, isSettled, onEdit }: FindingsListProps) {
  return (
    <div role="status">
      <ul className="findings policy-findings" aria-label="Findings">
        {findings.slice(0, SHOWN).map(({ severity, code, statement, message, fix }) => (
          <li key={`${code} ${statement} ${message}`} data-severity={severity}>
            <span>
              {statement !== undefined && <strong>Statement {statement + 1}: </strong>}
              <Prose text={message} /> <span className="code mono">{code}</span>
            </span>
            {fix && (
              <button
                type="button"
                className="button fix"
                aria-disabled={!isSettled}
                onClick={() => isSettled && onEdit(...fix.edits)}
              >
                <Prose text={`${fix.label.charAt(0).toUpperCase()}${fix.label.slice(1)}`} />
              </button>
            )}
          </li>
        ))}
        {findings.length > SHOWN && <li data-severity="hint">and {findings.length - SHOWN} more</li>}
      </ul>
    </div>
  );
});
