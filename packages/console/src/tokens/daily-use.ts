/** What a token did on one day, as far as Keyward sees it. */
export interface DailyUse {
  /** The start of the day in UTC. */
  readonly day: number;
  readonly allowed: number;
  /** Denied by policy, and refused because it had ended. */
  readonly denied: number;
}
