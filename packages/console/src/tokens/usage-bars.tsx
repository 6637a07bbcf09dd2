import type { Usage } from '../app/keyward.ts';
import { countText } from '../app/numbers.ts';

const BAR = 3;
const GAP = 1;
const HEIGHT = 20;
/** Something is seen of the smallest number. */
const LEAST = 1.5;

/**
 * Requests day by day, the last is today; those that were denied or refused stand on top, in red. Drawn as two shapes and not as sixty: a list
 * shows a hundred of these.
 */
export function UsageBars({ usage }: { readonly usage: Usage }) {
  const { since, allowed, denied, refused } = usage;
  const days = allowed.map((count, index) => {
    const not = (denied[index] ?? 0) + (refused[index] ?? 0);
    return { x: index * (BAR + GAP), all: count + not, not };
  });
  const total = days.reduce((sum, { all }) => sum + all, 0);
  if (total === 0) return <span className="meta">No requests</span>;
  const failed = days.reduce((sum, { not }) => sum + not, 0);
  const most = Math.max(...days.map(({ all }) => all));
  const high = (count: number) => (count === 0 ? 1 : Math.max(LEAST, (count / most) * HEIGHT));
  const bar = (x: number, top: number, height: number) =>
    `M${x} ${(HEIGHT - top).toFixed(1)}h${BAR}v${height.toFixed(1)}h${-BAR}z`;
  const width = days.length * (BAR + GAP);
  return (
    <svg
      className="bars"
      width={width}
      height={HEIGHT}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      role="img"
      aria-label={`${countText(total)} requests since ${new Date(since).toISOString().slice(0, 10)}, ${countText(failed)} refused`}
    >
      <path className="bar" d={days.map(({ x, all }) => bar(x, high(all), high(all))).join('')} />
      {failed > 0 && (
        <path
          className="bar-refused"
          d={days.map(({ x, all, not }) => (not > 0 ? bar(x, high(all), high(not)) : '')).join('')}
        />
      )}
    </svg>
  );
}
