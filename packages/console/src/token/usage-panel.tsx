import { useState } from 'react';
import type { Usage } from '../app/keyward.ts';
import { countText } from '../app/numbers.ts';
import { DAY_MS, dayText } from '../app/times.ts';
import { Choices } from '../controls/choices.tsx';
import { UsageBars } from '../tokens/usage-bars.tsx';

const SPANS = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
] as const;

/** What became of the calls of so many days, as bars and as the table that says the same. */
export function UsagePanel({ usage: all }: { readonly usage: Usage | undefined }) {
  const [span, setSpan] = useState<(typeof SPANS)[number]['value']>('30');
  if (all === undefined) return <p className="faint">There is no usage to be shown.</p>;
  const usage = lastOf(all, Number(span));
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
      <Choices legend="Days" isLegendHidden choices={SPANS} value={span} onChange={setSpan} />
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

function lastOf({ since, allowed, denied, refused }: Usage, days: number): Usage {
  return {
    since: since + Math.max(0, allowed.length - days) * DAY_MS,
    allowed: allowed.slice(-days),
    denied: denied.slice(-days),
    refused: refused.slice(-days),
  };
}
