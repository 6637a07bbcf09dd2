import { lazy, Suspense, useEffect, useState } from 'react';
import { keyward } from '../app/keyward.ts';
import { Prose } from '../controls/prose.tsx';

const JsonEditor = lazy(() => import('./json-editor.tsx'));
const PAUSE_MS = 400;

interface Finding {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly statement?: number | null | undefined;
}

interface PolicyFieldProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly isService: boolean;
  readonly problem?: string | undefined;
}

/** An inline policy as JSON. The service reads along and says what is wrong, statement by statement. */
export function PolicyField({ text, onChange, isService, problem }: PolicyFieldProps) {
  const findings = useFindings(text, isService);
  return (
    <div className="field">
      <span className="label" id="policy-label">
        Policy
      </span>
      <p className="help" id="policy-help">
        Anything not allowed here is denied. A deny always wins over an allow. To leave the editor by
        keyboard, press Escape, then Tab.
      </p>
      <Suspense fallback={<div className="editor editor-loading" />}>
        <JsonEditor text={text} onChange={onChange} labelledBy="policy-label" describedBy="policy-help" />
      </Suspense>
      {problem && <p className="field-problem">{problem}</p>}
      <ul className="findings" role="status">
        {findings.map(({ severity, message, statement }) => (
          <li key={`${statement} ${message}`} data-severity={severity}>
            {typeof statement === 'number' && <strong>Statement {statement + 1}: </strong>}
            <Prose text={message.replace(/ in statement \d+/, '')} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function useFindings(text: string, isService: boolean): readonly Finding[] {
  const [findings, setFindings] = useState<readonly Finding[]>([]);
  useEffect(() => {
    const policy = parsed(text);
    if (policy === undefined) return setFindings([]);
    const ending = new AbortController();
    const timer = setTimeout(() => {
      keyward.policies
        .validate({ policy, forToken: isService ? 'service' : 'personal' }, { signal: ending.signal })
        .then(({ problems }) => setFindings(problems))
        .catch(() => undefined);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [text, isService]);
  return findings;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
