import type { StatementEdit } from '@keyward/policy';
import { type KeyboardEvent, memo, type ReactNode, useId } from 'react';
import { Button } from '../controls/button.tsx';
import { Chip } from '../controls/chip.tsx';
import { CloseIcon } from '../controls/icons.tsx';
import { Prose } from '../controls/prose.tsx';
import { TextField } from '../controls/text-field.tsx';
import type { PolicyEdit } from './edit-policy.ts';
import { editsOf } from './policy-places.ts';
import type { Try, TryAnswer } from './question.ts';
import { actionsFor, placesOf, type ResourceType } from './resource-kinds.ts';
import { stagesOf } from './specifier-stages.ts';
import type { PolicyState } from './use-policy.ts';

interface TryPanelProps {
  readonly state: PolicyState;
  /** Told the statements that decided while a request is pointed at. */
  readonly onPoint: (statements: readonly number[]) => void;
  readonly onEdit: (...edits: readonly PolicyEdit[]) => void;
}

/** Requests against the policy as it stands, each with what decided it. */
export function TryPanel({ state, onPoint, onEdit }: TryPanelProps) {
  const { asked, setAsked, tries, keepTries, reading, analysis, isSettled, types } = state;
  const id = useId();
  const isAsked = asked.resource.trim() !== '';
  // While it is no JSON nothing is answered; an answer is shown with the request that it is of.
  const answers = (!reading.obstacle?.isBroken && analysis.tries) || [];
  const answerTo = ({ action, resource }: Try) =>
    answers.find(({ asked }) => asked.action === action && asked.resource === resource);
  const keep = () => {
    if (!isAsked || asked.action.trim() === '') return;
    keepTries([asked, ...tries]);
    setAsked({ action: '', resource: '' });
  };
  // Not the form around it: that would save the policy.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    keep();
  };
  return (
    <section className="side-part" aria-label="Try a request">
      <h3>Try a request</h3>
      <div className="try-fields">
        <TextField
          label="Action"
          className="mono"
          list={`${id}-actions`}
          spellCheck={false}
          placeholder="updateOn"
          value={asked.action}
          onChange={(event) => setAsked({ ...asked, action: event.target.value })}
          onKeyDown={onKeyDown}
        />
        <TextField
          label="Resource"
          className="mono"
          list={`${id}-places`}
          spellCheck={false}
          placeholder="proj/web:env/production:flag/checkout"
          value={asked.resource}
          onChange={(event) => setAsked({ ...asked, resource: event.target.value })}
          onKeyDown={onKeyDown}
        />
        <Proposals
          actionsId={`${id}-actions`}
          placesId={`${id}-places`}
          type={stagesOf(asked.resource).at(-1)?.type}
          types={types}
        />
      </div>
      <div role="status" className="try-answers">
        {isAsked && (
          <Answer
            asked={asked}
            answer={answerTo(asked)}
            isSettled={isSettled}
            onPoint={onPoint}
            onEdit={onEdit}
          >
            <Button onClick={keep}>Keep as an example</Button>
          </Answer>
        )}
      </div>
      {tries.length > 0 && (
        <ul className="try-answers" aria-label="Saved examples">
          {tries.map((each, index) => (
            <li key={`${each.action} ${each.resource}`}>
              <Answer
                asked={each}
                answer={answerTo(each)}
                isSettled={isSettled}
                onPoint={onPoint}
                onEdit={onEdit}
                isBrief
              >
                <button
                  type="button"
                  className="icon-button"
                  aria-label={`Remove the example ${each.action} on ${each.resource}`}
                  onClick={() => keepTries(tries.toSpliced(index, 1))}
                >
                  <CloseIcon />
                </button>
              </Answer>
            </li>
          ))}
        </ul>
      )}
      {tries.length > 0 && (
        <p className="help">Examples are kept in this browser only, not with the policy.</p>
      )}
    </section>
  );
}

interface ProposalsProps {
  readonly actionsId: string;
  readonly placesId: string;
  /** The type of the resource as it is typed so far. */
  readonly type: string | undefined;
  readonly types: readonly ResourceType[];
}

/** What can be tried: hundreds of actions and places, drawn again only when there are others. */
const Proposals = memo(function Proposals({ actionsId, placesId, type, types }: ProposalsProps) {
  const chains = types.find(({ name }) => name === type)?.chains ?? [];
  const actions = new Set(actionsFor(chains, types).map(({ action }) => action));
  return (
    <>
      <datalist id={actionsId}>
        {Array.from(actions, (action) => (
          <option key={action} value={action} />
        ))}
      </datalist>
      <datalist id={placesId}>
        {placesOf(types).map((place) => (
          <option key={place} value={place} />
        ))}
      </datalist>
    </>
  );
});

const OUTCOMES = {
  allow: { tone: 'ok', text: 'Allowed' },
  explicit_deny: { tone: 'danger', text: 'Denied' },
  implicit_deny: { tone: 'neutral', text: 'Denied by default' },
  unreadable: { tone: 'warn', text: 'No request' },
} as const;

interface AnswerProps extends Pick<TryPanelProps, 'onPoint' | 'onEdit'> {
  readonly asked: Try;
  readonly answer: TryAnswer | undefined;
  /** Whether it is of the policy as it stands. */
  readonly isSettled: boolean;
  readonly isBrief?: boolean;
  readonly children: ReactNode;
}

function Answer({ asked, answer, isSettled, onPoint, onEdit, isBrief = false, children }: AnswerProps) {
  if (!answer) return null;
  const { tone, text } = OUTCOMES[answer.outcome];
  const point = () => onPoint(answer.statements);
  const leave = () => onPoint([]);
  const edits = answer.change?.edits ?? [];
  const own = edits.flatMap((edit): StatementEdit[] => {
    if (edit.kind === 'add_statement') return [{ statement: null, replacement: edit.statement }];
    return edit.kind === 'remove_statement' ? [{ statement: edit.statement, replacement: null }] : [];
  });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing only lights up what the text names anyway
    <div
      className="try-answer"
      data-outcome={answer.outcome}
      onMouseEnter={point}
      onMouseLeave={leave}
      onFocus={point}
      onBlur={leave}
    >
      <Chip tone={tone}>{text}</Chip>
      <div>
        {isBrief && (
          <p>
            {asked.action} on <code>{asked.resource}</code>
          </p>
        )}
        <p className="faint">{isBrief ? <DecidedBy answer={answer} /> : <Prose text={answer.sentence} />}</p>
        {!isBrief &&
          answer.nearMisses.slice(0, 2).map((sentence) => (
            <p key={sentence} className="help">
              Nearly: <Prose text={sentence} />
            </p>
          ))}
        {!isBrief && answer.change && (
          <p className="help">
            <Prose text={answer.change.sentence} />{' '}
            {own.length === edits.length && (
              <button
                type="button"
                className="link"
                aria-disabled={!isSettled}
                onClick={() => isSettled && onEdit(...editsOf({ label: '', edits: own }))}
              >
                Make this change
              </button>
            )}
          </p>
        )}
        {!isBrief && <div className="row-buttons">{children}</div>}
      </div>
      {isBrief && children}
    </div>
  );
}

function DecidedBy({ answer: { outcome, statements, sentence } }: { readonly answer: TryAnswer }) {
  if (outcome === 'unreadable') return <Prose text={sentence} />;
  const [first] = statements;
  if (first === undefined) return outcome === 'allow' ? 'by what it starts from' : 'no statement allows it';
  return (
    <>
      by <a href={`#statement-${first + 1}`}>statement {first + 1}</a>
      {outcome === 'explicit_deny' && ', a deny wins'}
    </>
  );
}
