import { type ReactNode, useState } from 'react';
import { CopyButton } from '../controls/copy-button.tsx';
import { CheckIcon } from '../controls/icons.tsx';
import type { Snippet } from '../secret/snippets.ts';

interface QuickStepProps {
  readonly title: string;
  readonly isDone: boolean;
  /** What happened, or what is waited for. */
  readonly state: ReactNode;
  readonly snippets: readonly Snippet[];
  readonly children?: ReactNode;
}

/** A step that ticks itself when the service has seen it. */
export function QuickStep({ title, isDone, state, snippets, children }: QuickStepProps) {
  const [chosen, setChosen] = useState(0);
  const shown = snippets[chosen] ?? snippets[0];
  return (
    <li className="card quick-step" data-done={isDone}>
      <span className="quick-tick" aria-hidden="true">
        {isDone && <CheckIcon />}
      </span>
      <div className="quick-body">
        <h2>
          {title} <span className="hidden">{isDone ? 'Done' : 'To do'}</span>
        </h2>
        <p role="status" className={isDone ? 'quick-done' : 'faint'}>
          {state}
        </p>
        {children}
        {shown && (
          <section className="snippets" aria-label={`Commands: ${title}`}>
            <div className="snippet-head">
              <fieldset className="snippet-names">
                <legend className="hidden">Language</legend>
                {snippets.map(({ name }, index) => (
                  <button
                    key={name}
                    type="button"
                    aria-pressed={index === chosen}
                    onClick={() => setChosen(index)}
                  >
                    {name}
                  </button>
                ))}
              </fieldset>
              <CopyButton kind="quiet" text={shown.text} said="Command copied" />
            </div>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
            <pre tabIndex={0} translate="no">
              {shown.text}
            </pre>
          </section>
        )}
      </div>
    </li>
  );
}
