import type { keyward } from '../app/keyward.ts';
import { Chip } from '../controls/chip.tsx';
import { Prose } from '../controls/prose.tsx';

export type Answer = Awaited<ReturnType<typeof keyward.policies.explain>>['items'][number];

const MISSES_SHOWN = 3;

interface DecisionAnswerProps {
  readonly answer: Answer;
  /** Whether the request was made up to show what holds in general. */
  readonly isExample?: boolean;
}

/** What the policy engine decides and why: the deciding statement, those that came near, and what it would take. */
export function DecisionAnswer({ answer, isExample = false }: DecisionAnswerProps) {
  const { allowed, sentence, nearMisses, smallestChange, request } = answer;
  return (
    <div className="decision">
      <p>
        <Chip tone={allowed ? 'ok' : 'danger'}>{allowed ? 'Allowed' : 'Denied'}</Chip>{' '}
        {isExample && (
          <>
            for example on <code>{request.resource}</code>.{' '}
          </>
        )}
        <Prose text={withoutVerdict(sentence)} />
      </p>
      {!allowed && nearMisses.length > 0 && (
        <div>
          <h4>Came near</h4>
          <ul>
            {nearMisses.slice(0, MISSES_SHOWN).map((miss) => (
              <li key={miss.sentence}>
                <Prose text={miss.sentence} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {!allowed && smallestChange && (
        <div>
          <h4>What would allow it</h4>
          <p>
            <Prose text={smallestChange.sentence} />
          </p>
        </div>
      )}
    </div>
  );
}

/** The chip before it says it already. */
function withoutVerdict(sentence: string): string {
  const rest = sentence.replace(/^(Allowed|Denied): /, '');
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}
