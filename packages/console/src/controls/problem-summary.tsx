import { useEffect, useRef, useState } from 'react';

interface ProblemSummaryProps {
  /** What is wrong with which field, new with each attempt to send the form. */
  readonly problems: object;
}

interface Found {
  readonly text: string;
  readonly field: HTMLElement | null;
}

/**
 * Leads to the fields of its form that must be mended: to the one, or by a list when they are several. What is wrong
 * with each is read where the field says it.
 */
export function ProblemSummary({ problems }: ProblemSummaryProps) {
  const box = useRef<HTMLElement>(null);
  const [found, setFound] = useState<readonly Found[]>([]);

  // Once the fields say it: before that there is nothing to read and nothing to go to.
  useEffect(() => {
    const said = Object.keys(problems).length > 0 ? fieldsSaying(box.current?.closest('form')) : [];
    setFound(said.length > 1 ? said : []);
    if (said.length === 1) said[0]?.field?.focus();
  }, [problems]);
  useEffect(() => {
    if (found.length > 0) box.current?.focus();
  }, [found]);

  return (
    <section ref={box} tabIndex={-1} aria-label="What to mend" hidden={found.length === 0}>
      <div className="problem">
        <p>
          <strong>{found.length} fields must be mended.</strong>
        </p>
        <ul>
          {found.map(({ text, field }) => (
            <li key={text}>
              <button type="button" className="link" onClick={() => field?.focus()}>
                {text}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

function fieldsSaying(form: HTMLFormElement | null | undefined): Found[] {
  return [...(form?.querySelectorAll('.field-problem') ?? [])].map((problem) => ({
    text: problem.textContent ?? '',
    field:
      problem
        .closest('.field')
        ?.querySelector<HTMLElement>(':is([aria-invalid=true], input, textarea, button, .cm-content)') ??
      null,
  }));
}
