export type Effect = 'allow' | 'deny';

/**
 * One rule of a policy. It applies to a request when its resource part and its action part both match.
 * Exactly one of `resources` and `notResources` is given, and exactly one of `actions` and `notActions`;
 * an empty list counts as absent. Entries of one list are alternatives.
 */
export interface Statement {
  readonly effect: Effect;
  readonly resources?: readonly string[];
  readonly notResources?: readonly string[];
  readonly actions?: readonly string[];
  readonly notActions?: readonly string[];
}

/** Statements whose order has no meaning. A deny that matches beats every allow; no match is a deny. */
export type Policy = readonly Statement[];
