import { memo, useCallback, useId, useMemo, useRef, useState } from 'react';
import { Choices } from '../controls/choices.tsx';
import { Prose } from '../controls/prose.tsx';
import { editPolicy, type PolicyEdit } from './edit-policy.ts';
import { FindingsList } from './findings-list.tsx';
import { JsonPlace } from './json-place.tsx';
import { OwnComparison } from './own-comparison.tsx';
import type { Subject } from './question.ts';
import { StatementList } from './statement-list.tsx';
import { TryPanel } from './try-panel.tsx';
import type { PolicyState } from './use-policy.ts';
import { Words } from './words.tsx';

interface PolicyBuilderProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly state: PolicyState;
  readonly subject: Subject;
  /** Whether somebody has what it says, or will as soon as it is saved. */
  readonly isHeld: boolean;
  /** What the service, or the form, says is wrong with it. */
  readonly problem?: string | undefined;
}

const MODES = [
  { value: 'builder', label: 'Builder' },
  { value: 'json', label: 'JSON' },
] as const;

/** A policy as sentences or as JSON, with what it means beside it. The text is the one truth: sentences are made of it. */
export const PolicyBuilder = memo(function PolicyBuilder(props: PolicyBuilderProps) {
  const { text, onChange, state, subject, isHeld, problem } = props;
  const { reading, analysis, isSettled, findings, types, names } = state;
  const [wanted, setWanted] = useState<'builder' | 'json'>('builder');
  const [deciding, setDeciding] = useState<readonly number[]>([]);
  const id = useId();
  const latest = useRef({ text, onChange });
  latest.current = { text, onChange };
  const edit = useCallback((...edits: readonly PolicyEdit[]) => {
    const changed = edits.reduce(editPolicy, latest.current.text);
    latest.current.text = changed;
    latest.current.onChange(changed);
  }, []);
  const { obstacle, policy } = reading;
  const mode = obstacle ? 'json' : wanted;
  const vocabulary = useMemo(() => ({ types, names }), [types, names]);
  const marks = useMemo(
    () =>
      obstacle
        ? [{ from: obstacle.at, to: obstacle.at + 1, severity: 'error' as const, message: obstacle.message }]
        : findings,
    [obstacle, findings],
  );
  return (
    <div className="policy-frame">
      <div className="policy">
        <div className="field policy-main">
          <div className="policy-head">
            <h3 id={`${id}-label`}>Statements</h3>
            <Choices legend="Write it as" isLegendHidden choices={MODES} value={mode} onChange={setWanted} />
          </div>
          <p className="help" id={`${id}-help`}>
            What is not mentioned is denied. A deny beats every allow of this policy; across roles the more
            permissive one wins. The order of statements has no effect.
            {mode === 'json' && ' To leave the editor by keyboard, press Escape, then Tab.'}
          </p>
          {obstacle && (
            <p className="warning" role="alert">
              <span>
                Line {obstacle.line}: <Prose text={obstacle.message} />.{' '}
                {!obstacle.isBroken && 'The builder cannot show that, so it stays JSON.'}
              </span>
            </p>
          )}
          {problem && <p className="field-problem">{problem}</p>}
          {mode === 'json' && (
            <JsonPlace
              text={text}
              onChange={(changed) => {
                setWanted('json');
                onChange(changed);
              }}
              findings={marks}
              vocabulary={vocabulary}
              labelledBy={`${id}-label`}
              describedBy={`${id}-help`}
            />
          )}
          {mode === 'builder' && policy && (
            <StatementList
              text={text}
              policy={policy}
              types={types}
              names={names}
              findings={findings}
              deciding={deciding}
              onEdit={edit}
            />
          )}
          {analysis.hasFailed && (
            <p className="warning" role="alert">
              This browser could not work out what the policy means; what is said here may be about an earlier
              text. The service checks it when it is saved.
            </p>
          )}
          {!obstacle?.isBroken && <FindingsList findings={findings} isSettled={isSettled} onEdit={edit} />}
        </div>
        <aside className="policy-side" aria-label="What it means">
          <section className="side-part" aria-label="In words">
            <h3>In words</h3>
            {obstacle?.isBroken && (
              <p className="faint">Once it is JSON again. This is what it said before:</p>
            )}
            <Words words={analysis.words} deciding={deciding} />
          </section>
          <TryPanel state={state} onPoint={setDeciding} onEdit={edit} />
          <OwnComparison state={state} subject={subject} isHeld={isHeld} />
        </aside>
      </div>
    </div>
  );
});
