import type { DayOutcomes } from '../tokens/token-usage.ts';

/** A day as it is kept. */
type StoredDay = readonly [day: number, allowed: number, denied: number, refused: number];

/** @param json null: the token was never called */
export function daysFrom(json: string | null): readonly DayOutcomes[] {
  if (json === null) return [];
  return (JSON.parse(json) as StoredDay[]).map(([day, allowed, denied, refused]) => {
    return { day, allowed, denied, refused };
  });
}

export function storedDays(days: readonly DayOutcomes[]): string {
  return JSON.stringify(
    days.map(({ day, allowed, denied, refused }): StoredDay => [day, allowed, denied, refused]),
  );
}
