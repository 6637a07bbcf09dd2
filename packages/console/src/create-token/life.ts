import type { Settings } from '../app/keyward.ts';
import { DAY_MS } from '../app/times.ts';

/** How long a token is to live: a number of days, a date, or for ever. */
export type LifeChoice = '7' | '30' | '90' | '365' | 'date' | 'never';

export interface Life {
  readonly choice: LifeChoice;
  /** `2027-02-19`, where the choice is a date. */
  readonly date: string;
}

const DAYS: readonly LifeChoice[] = ['7', '30', '90', '365'];
const USUAL_DAYS = 90;

/** What the settings of the account leave to choose from. */
export function lifeChoices(settings: Settings | undefined): readonly LifeChoice[] {
  const longest = settings?.maximumTokenLifetimeDays ?? Number.POSITIVE_INFINITY;
  const days = DAYS.filter((choice) => Number(choice) <= longest);
  const mayBeEndless = (settings?.neverExpiringTokens ?? true) && longest === Number.POSITIVE_INFINITY;
  return [...days, 'date', ...(mayBeEndless ? (['never'] as const) : [])];
}

/** The usual length, or where that is too long, the longest that there is. */
export function usualLife(settings: Settings | undefined): Life {
  const choices = lifeChoices(settings);
  const wanted = String(settings?.defaultTokenLifetimeDays ?? USUAL_DAYS);
  const usual =
    choices.find((choice) => choice === wanted) ?? choices.filter((choice) => Number(choice) > 0).at(-1);
  if (usual !== undefined) return { choice: usual, date: '' };
  const days = settings?.maximumTokenLifetimeDays ?? USUAL_DAYS;
  return { choice: 'date', date: dateText(Date.now() + (days - 1) * DAY_MS) };
}

/** Just as long as another one, in days; null: for ever. */
export function lifeOfDays(days: number | null, now: number): Life {
  if (days === null) return { choice: 'never', date: '' };
  const preset = DAYS.find((choice) => Number(choice) === days);
  return preset ? { choice: preset, date: '' } : { choice: 'date', date: dateText(now + days * DAY_MS) };
}

/** When it ends: null is never, undefined when no date was given. A date counts to its last second, in UTC. */
export function endOfLife({ choice, date }: Life, now: number): number | null | undefined {
  if (choice === 'never') return null;
  if (choice !== 'date') return now + Number(choice) * DAY_MS;
  const end = Date.parse(`${date}T23:59:59.000Z`);
  return Number.isNaN(end) ? undefined : end;
}

/** What is wrong with an end, in words. */
export function endProblem(end: number | null | undefined, now: number): string | undefined {
  if (end === undefined) return 'Choose the last day.';
  return end !== null && end <= now ? 'The last day has gone by.' : undefined;
}

export function dateText(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
