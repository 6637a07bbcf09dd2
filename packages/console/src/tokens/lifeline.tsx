import type { Token } from '../app/keyward.ts';
import { useNow } from '../app/use-now.ts';
import { lifelineShape } from './lifeline-shape.ts';

const HEIGHT = 10;
const INSET = 1;
/** An overlap is short beside a life: less would not be seen. */
const SHORTEST_OVERLAP = 22;

type Life = Pick<Token, 'creationDate' | 'previousSecrets'> & { readonly expiry?: number | undefined };

/** A line from creation to end with a tick at now; blue: an older secret that lives on. What it shows stands beside it in words. */
export function Lifeline({ life, width = 120 }: { readonly life: Life; readonly width?: number }) {
  const shape = lifelineShape(life, useNow());
  const x = (share: number) => INSET + share * (width - 2 * INSET);
  const { now, overlap } = shape;
  return (
    <svg
      className={`lifeline lifeline-${shape.tone}`}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      width={width}
      height={HEIGHT}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path className="lifeline-ground" d={`M0 4H${width}`} />
      {now !== undefined && (
        <>
          <path className="lifeline-lived" d={`M0 4H${x(now)}`} />
          <path className="lifeline-now" d={`M${x(now)} 0V8`} />
        </>
      )}
      {overlap && (
        <path
          className="lifeline-old"
          d={`M${x(overlap.from)} 8H${Math.max(x(overlap.to), x(overlap.from) + SHORTEST_OVERLAP)}`}
        />
      )}
    </svg>
  );
}
