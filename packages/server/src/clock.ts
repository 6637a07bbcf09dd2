/** Time as the service sees it. A parameter everywhere, so that tests own it. */
export interface Clock {
  /** Milliseconds since 1970. Never smaller than an earlier answer of the same clock. */
  now(): number;
}

/**
 * The machine's wall clock, held so that it never runs backwards: a secret that was seen expired stays expired
 * when the system time is set back.
 */
export function systemClock(wallMs: () => number = Date.now): Clock {
  let latestMs = 0;
  return {
    now() {
      latestMs = Math.max(latestMs, wallMs());
      return latestMs;
    },
  };
}
