import { InvalidArgumentError } from 'commander';

const MS_OF = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** Reads `90d`, `24h`, `30m` or `2w`. @throws InvalidArgumentError */
export function spanMs(text: string): number {
  const [, count, unit] = /^(\d{1,6})([mhdw])$/.exec(text) ?? [];
  if (count === undefined || unit === undefined) {
    if (text === '0') return 0;
    throw new InvalidArgumentError('Write a time as in `30m`, `24h`, `90d` or `2w`.');
  }
  return Number(count) * MS_OF[unit as keyof typeof MS_OF];
}

/** When something is to end: after a time, which counts from the clock of the service, at a moment, or never. */
export type WantedEnd = { readonly afterMs: number } | { readonly at: number | null };

/** Reads an end: after a time, on a day (its first moment in UTC), or never. @throws InvalidArgumentError */
export function wantedEnd(text: string): WantedEnd {
  if (text === 'never') return { at: null };
  return /^\d+[mhdw]$/.test(text) ? { afterMs: spanMs(text) } : { at: momentAt(text) };
}

/** When something was: a time ago, which counts from the clock of the service, or at a moment. */
export type PastTime = { readonly agoMs: number } | { readonly at: number };

/** Reads when something was: a time ago, or a day or moment. @throws InvalidArgumentError */
export function pastTime(text: string): PastTime {
  return /^\d+[mhdw]$/.test(text) ? { agoMs: spanMs(text) } : { at: momentAt(text) };
}

function momentAt(text: string): number {
  const at = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  if (Number.isNaN(at)) {
    throw new InvalidArgumentError(
      'Write a time as in `90d`, a day as in `2027-01-31`, or `2027-01-31T12:00Z`.',
    );
  }
  return at;
}
