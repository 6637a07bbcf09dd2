import { KeywardError } from '@keyward/sdk';
import { PartNotFetched } from '../app/lazy-page.ts';
import { Button } from './button.tsx';

interface ProblemProps {
  /** What did not work: `Couldn't load tokens` */
  readonly title: string;
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** A failure in words: what happened, what to do, and the number by which the log knows it. */
export function Problem({ title, error, onRetry }: ProblemProps) {
  const { requestId, hint } = error instanceof KeywardError ? error : {};
  return (
    <div className="problem" role="alert">
      <p>
        <strong>{title}.</strong> {reasonOf(error)}
      </p>
      {hint && <p className="faint">{sentence(hint)}</p>}
      {problemsIn(error).map((text) => (
        <p key={text}>{text}</p>
      ))}
      {requestId && (
        <p className="help">
          Request <code>{requestId}</code>
        </p>
      )}
      {onRetry && <Button onClick={onRetry}>Retry</Button>}
    </div>
  );
}

/** One sentence about what went wrong. */
export function reasonOf(error: unknown): string {
  if (error instanceof PartNotFetched)
    return 'Keyward cannot be reached, or was updated since this page was opened.';
  if (!(error instanceof KeywardError)) return 'Something unexpected happened in this page.';
  if (error.code === 'network_failure') return 'Keyward cannot be reached.';
  if (error.code === 'timed_out') return 'Keyward did not answer in time.';
  if (error.status !== undefined && error.status >= 500) return `The server answered ${error.status}.`;
  if (error.access) return `Needs \`${error.access.action}\`, which your role does not allow.`;
  return sentence(error.message);
}

/** The mistakes of a policy, or the request that shows that a token would get too much. */
function problemsIn(error: unknown): string[] {
  if (!(error instanceof KeywardError)) return [];
  const { problems, witness } = error.reason ?? {};
  const mistakes = Array.isArray(problems) ? problems.map((each) => sentence(String(each.message))) : [];
  if (typeof witness !== 'object' || witness === null) return mistakes;
  const { action, resource } = witness as { readonly action?: unknown; readonly resource?: unknown };
  return [...mistakes, `It would allow \`${action}\` on \`${resource}\`, which you may not do yourself.`];
}

function sentence(text: string): string {
  const start = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(start) ? start : `${start}.`;
}
