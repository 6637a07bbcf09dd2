import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { rolesQuery } from '../app/queries.ts';
import { Button } from '../controls/button.tsx';
import { Chip } from '../controls/chip.tsx';
import { Problem } from '../controls/problem.tsx';
import { TextField } from '../controls/text-field.tsx';
import { DecisionAnswer } from '../decision/decision-answer.tsx';
import { type Matched, tryRoute } from './try-route.ts';
import { WhoField } from './who-field.tsx';

const REFUSALS = {
  path_not_normal: 'The path could be read in two ways: whoever asks is refused.',
  no_route: 'No route speaks of it: whoever asks is refused.',
  no_resource: 'What stands in the path could be no key: whoever asks is refused.',
} as const;

/** What a gateway would be told about a request, by the service itself. */
export function RouteTester() {
  const { data: roles } = useQuery(rolesQuery);
  const [method, setMethod] = useState('GET');
  const [target, setTarget] = useState('/');
  const [who, setWho] = useState('');
  const [matched, setMatched] = useState<Matched>();
  const [failure, setFailure] = useState<unknown>();

  async function ask(event: FormEvent) {
    event.preventDefault();
    setFailure(undefined);
    setMatched(undefined);
    try {
      setMatched(await tryRoute({ method, target }, who, roles ?? []));
    } catch (error) {
      setFailure(error);
    }
  }

  return (
    <section className="home-section card tester" aria-labelledby="tester">
      <h2 id="tester">Try a request</h2>
      <form onSubmit={ask} className="try-line">
        <TextField
          label="Method"
          className="mono"
          required
          spellCheck={false}
          value={method}
          onChange={(event) => setMethod(event.target.value.toUpperCase())}
        />
        <TextField
          label="Path"
          className="mono"
          required
          spellCheck={false}
          value={target}
          onChange={(event) => setTarget(event.target.value)}
        />
        <WhoField value={who} roles={roles ?? []} onChange={setWho} />
        <Button type="submit">Try</Button>
      </form>
      {failure !== undefined && <Problem title="The request was not tried" error={failure} />}
      <div role="status">{matched && <MatchedFacts matched={matched} />}</div>
    </section>
  );
}

function MatchedFacts({ matched: { match, answer, stopped } }: { readonly matched: Matched }) {
  return (
    <dl className="facts">
      <dt>Normal form</dt>
      <dd className="mono">{match.path ?? 'none'}</dd>
      <dt>Route</dt>
      <dd>
        {match.route ? (
          <Link to={`/settings/gateway-routes/edit/${match.route}`}>{match.route}</Link>
        ) : (
          'None'
        )}
      </dd>
      {match.action && (
        <>
          <dt>Needs</dt>
          <dd>
            <code>{match.action}</code> on <code>{match.resource}</code>
          </dd>
        </>
      )}
      {(match.refused || answer || stopped) && <dt>Decision</dt>}
      {match.refused && (
        <dd>
          <Chip tone="danger">Refused</Chip> {REFUSALS[match.refused]}
        </dd>
      )}
      {stopped && (
        <dd>
          <Chip tone="danger">Refused</Chip> {stopped}
        </dd>
      )}
      {answer && !stopped && (
        <dd>
          <DecisionAnswer answer={answer} />
        </dd>
      )}
    </dl>
  );
}
