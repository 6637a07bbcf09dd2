import type { Usage } from '../app/keyward.ts';
import { countText } from '../app/numbers.ts';

const BAR = 3;
const GAP = 1;
const HEIGHT = 20;
/** Something is seen of the smallest number. */
const LEAST = 1.5;

/** Requests of the last 30 days; those that were denied or refused stand on top, in red. */
export function UsageBars({ usage }: { readonly usage: Usage }) {
  const { since, allowed, denied, refused } = usage;
  const days = allowed.map((count, index) => ({
    index,
    let: count,
    not: (denied[index] ?? 0) + (refused[index] ?? 0),
  }));
  const total = days.reduce((sum, day) => sum + day.let + day.not, 0);
  if (total === 0) return <span className="meta">No requests</span>;
  const failed = days.reduce((sum, day) => sum + day.not, 0);
  const most = Math.max(...days.map((day) => day.let + day.not));
  const high = (count: number) => (count === 0 ? 0 : Math.max(LEAST, (count / most) * HEIGHT));
  return (
    <svg
      className="bars"
      width={days.length * (BAR + GAP)}
      height={HEIGHT}
      viewBox={`0 0 ${days.length * (BAR + GAP)} ${HEIGHT}`}
      role="img"
      aria-label={`${countText(total)} requests since ${new Date(since).toISOString().slice(0, 10)}, ${countText(failed)} refused`}
    >
      {days.map((day) => {
        const x = day.index * (BAR + GAP);
        const whole = Math.max(1, high(day.let + day.not));
        return (
          <g key={day.index}>
            <rect className="bar" x={x} y={HEIGHT - whole} width={BAR} height={whole} />
            {day.not > 0 && (
              <rect
                className="bar-refused"
                x={x}
                y={HEIGHT - whole}
                width={BAR}
                height={Math.min(whole, high(day.not))}
              />
            )}
          </g>
        );
      })}
    </svg>
  );
}
