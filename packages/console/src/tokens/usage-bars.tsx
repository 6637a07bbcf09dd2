import { countText } from '../app/numbers.ts';
import type { DailyUse } from './daily-use.ts';

const BAR = 3;
const GAP = 1;
const HEIGHT = 20;

/** Requests of 30 days, the refused ones in red. */
export function UsageBars({ days }: { readonly days: readonly DailyUse[] }) {
  const all = days.map(({ allowed, denied }) => allowed + denied);
  const total = all.reduce((sum, count) => sum + count, 0);
  if (total === 0) return <span className="faint">No requests</span>;
  const most = Math.max(...all);
  const failed = days.reduce((sum, { denied }) => sum + denied, 0);
  const height = (count: number) => (count === 0 ? 0 : Math.max(1, (count / most) * HEIGHT));
  return (
    <svg
      className="bars"
      width={days.length * (BAR + GAP)}
      height={HEIGHT}
      role="img"
      aria-label={`${countText(total)} requests in 30 days, ${countText(failed)} of them refused`}
    >
      {days.map(({ day, allowed, denied }, index) => {
        const x = index * (BAR + GAP);
        const whole = height(allowed + denied);
        const red = denied === 0 ? 0 : Math.max(1.5, height(denied));
        return (
          <g key={day}>
            <rect
              className="bar"
              x={x}
              y={HEIGHT - Math.max(whole, 1)}
              width={BAR}
              height={Math.max(whole, 1)}
            />
            {red > 0 && <rect className="bar-refused" x={x} y={HEIGHT - whole} width={BAR} height={red} />}
          </g>
        );
      })}
    </svg>
  );
}
