import type { Token } from '../app/keyward.ts';
import { DAY_MS } from '../app/times.ts';

const SOON_MS = 7 * DAY_MS;
const LAST_PART = 0.1;

export interface LifelineShape {
  readonly tone: 'well' | 'soon' | 'over' | 'endless';
  /** Where now is between creation (0) and end (1); undefined without an end. */
  readonly now: number | undefined;
  /** The time for which an older secret lives on, when one does. */
  readonly overlap: { readonly from: number; readonly to: number } | undefined;
}

type Life = Pick<Token, 'creationDate' | 'previousSecrets'> & { readonly expiry?: number | undefined };

/** The life of a token as a line. Amber in the last tenth or the last 7 days, whichever is longer, red when over. */
export function lifelineShape({ creationDate, expiry, previousSecrets }: Life, now: number): LifelineShape {
  const oldest = previousSecrets.toSorted((one, other) => one.supersededAt - other.supersededAt)[0];
  const latestEnd = Math.max(0, ...previousSecrets.map((secret) => secret.expiry));
  // Without an end the line reaches as far beyond now as it reaches back.
  const end = expiry ?? Math.max(now + (now - creationDate), latestEnd);
  const place = (at: number) => clamp((at - creationDate) / Math.max(1, end - creationDate));
  const overlap = oldest && { from: place(oldest.supersededAt), to: place(latestEnd) };
  if (expiry === undefined) return { tone: 'endless', now: undefined, overlap };
  const left = expiry - now;
  const isSoon = left < SOON_MS || left < (expiry - creationDate) * LAST_PART;
  return { tone: left <= 0 ? 'over' : isSoon ? 'soon' : 'well', now: place(now), overlap };
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
