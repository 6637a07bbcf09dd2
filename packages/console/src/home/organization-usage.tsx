import { useQuery } from '@tanstack/react-query';
import { keyward, type Usage } from '../app/keyward.ts';
import { counted, countText } from '../app/numbers.ts';
import { DAY_MS, dayText } from '../app/times.ts';
import { Loading } from '../controls/loading.tsx';
import { Problem } from '../controls/problem.tsx';

const [WIDTH, HEIGHT] = [900, 96];
const GAP = 6;

/** The requests of 30 days, of all tokens that the viewer may see, day by day: as bars, and as the table that says the same. */
export function OrganizationUsage() {
  const { data, error, refetch } = useQuery({
    queryKey: ['tokens', 'usage'],
    queryFn: ({ signal }) => keyward.tokens.usage({ showAll: true }, { signal }),
  });
  const days = data ? daysOf(data) : [];
  const total = days.reduce((sum, { let: allowed, not }) => sum + allowed + not, 0);
  const failed = days.reduce((sum, { not }) => sum + not, 0);
  if (!error && total === 0) return data ? null : <Loading />;
  return (
    <section className="home-section" aria-label="Requests in 30 days">
      <div className="usage-head">
        <h2>Requests in 30 days</h2>
        {data && (
          <p className="faint">
            {countText(total)} requests, {countText(failed)} of them refused
          </p>
        )}
      </div>
      {error && <Problem title="Couldn't load the usage" error={error} onRetry={refetch} />}
      {total > 0 && (
        <div className="card usage-card">
          <Bars days={days} />
          <details>
            <summary>As a table</summary>
            <table className="usage-table">
              <thead>
                <tr>
                  <th>Day</th>
                  <th>Allowed</th>
                  <th>Refused</th>
                </tr>
              </thead>
              <tbody>
                {days.toReversed().map((day) => (
                  <tr key={day.at}>
                    <th scope="row">{dayText(day.at)}</th>
                    <td>{countText(day.let)}</td>
                    <td>{countText(day.not)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        </div>
      )}
    </section>
  );
}

interface Day {
  /** Its beginning, in UTC. */
  readonly at: number;
  readonly let: number;
  readonly not: number;
}

function Bars({ days }: { readonly days: readonly Day[] }) {
  const most = Math.max(...days.map((day) => day.let + day.not));
  const width = WIDTH / days.length;
  const [first, last] = [days[0], days.at(-1)];
  return (
    <figure className="usage-figure">
      <svg
        className="bars"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Requests on each of ${counted(days.length, 'day')}, ${countText(most)} on the busiest`}
      >
        {days.map(({ at, let: allowed, not }, index) => {
          const high = (count: number) => (count / most) * HEIGHT;
          const x = index * width + GAP / 2;
          return (
            <g key={at}>
              <title>{`${dayText(at)}: ${countText(allowed)} allowed, ${countText(not)} refused`}</title>
              <rect
                className="bar"
                x={x}
                y={HEIGHT - Math.max(1, high(allowed))}
                width={width - GAP}
                height={Math.max(1, high(allowed))}
              />
              {not > 0 && (
                <rect
                  className="bar-refused"
                  x={x}
                  y={HEIGHT - high(allowed) - high(not)}
                  width={width - GAP}
                  height={high(not)}
                />
              )}
            </g>
          );
        })}
      </svg>
      <figcaption>
        <span>{first && dayText(first.at)}</span>
        <span>{last && dayText(last.at)}</span>
      </figcaption>
    </figure>
  );
}

function daysOf({ since, allowed, denied, refused }: Usage): readonly Day[] {
  return allowed.map((count, index) => ({
    at: since + index * DAY_MS,
    let: count,
    not: (denied[index] ?? 0) + (refused[index] ?? 0),
  }));
}
