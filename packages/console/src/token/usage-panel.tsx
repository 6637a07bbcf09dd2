import type { Usage } from '../app/keyward.ts';
import { countText } from '../app/numbers.ts';
import { DAY_MS, dayText } from '../app/times.ts';
import { UsageBars } from '../tokens/usage-bars.tsx';

/** What became of the calls of 30 days, as bars and as the table that says the same. */
export function UsagePanel({ usage }: { readonly usage: Usage | undefined }) {
  if (usage === undefined) return <p className="faint">There is no usage to be shown.</p>;
  const days = usage.allowed
    .map((allowed, index) => ({
      day: usage.since + index * DAY_MS,
      allowed,
      denied: usage.denied[index] ?? 0,
      refused: usage.refused[index] ?? 0,
    }))
    .reverse()
    .filter(({ allowed, denied, refused }) => allowed + denied + refused > 0);
  return (
    <>
      <div className="usage-bars">
        <UsageBars usage={usage} />
      </div>
      <p className="help">
        Each bar is a day in UTC, the last is today. Red: denied by policy or address (403), or refused
        because the secret did not work (401). Up to half a minute old.
      </p>
      {days.length > 0 && (
        <table className="usage-table">
          <thead>
            <tr>
              <th>Day</th>
              <th>Allowed</th>
              <th>Denied</th>
              <th>Refused</th>
            </tr>
          </thead>
          <tbody>
            {days.map(({ day, allowed, denied, refused }) => (
              <tr key={day}>
                <th scope="row">{dayText(day)}</th>
                <td>{countText(allowed)}</td>
                <td>{countText(denied)}</td>
                <td>{countText(refused)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
