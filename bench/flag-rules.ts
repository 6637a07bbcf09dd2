/** Rules that every engine can state in its own way: one environment each, and denies of flags that begin alike. */
export interface FlagRule {
  readonly effect: 'allow' | 'deny';
  readonly project: string;
  readonly environment: string;
  /** Keys that begin so; empty for all. */
  readonly prefix: string;
  readonly action: string;
}

export interface FlagRequest {
  readonly project: string;
  readonly environment: string;
  readonly flag: string;
  readonly action: string;
}

export interface Engine {
  readonly name: string;
  /** Makes ready what can be made ready once. The answer decides one of the requests, by its index. */
  prepare(
    rules: readonly FlagRule[],
    requests: readonly FlagRequest[],
  ): Promise<(request: number) => boolean>;
}

/** One rule for each project; every tenth denies part of what the one before it allows. */
export function makeRules(count: number): FlagRule[] {
  return Array.from({ length: count }, (_, index) => {
    const denies = index % 10 === 9;
    return {
      effect: denies ? 'deny' : 'allow',
      project: `p${denies ? index - 1 : index}`,
      environment: 'production',
      prefix: denies ? 'locked' : '',
      action: 'updateOn',
    };
  });
}

/** Requests spread over the rules, of which about half are allowed. */
export function makeRequests(count: number, rules: number): FlagRequest[] {
  return Array.from({ length: count }, (_, index) => ({
    project: `p${(index * 7919) % rules}`,
    environment: index % 4 === 3 ? 'staging' : 'production',
    flag: index % 3 === 2 ? 'locked_flag' : `flag-${index}`,
    action: index % 5 === 4 ? 'deleteFlag' : 'updateOn',
  }));
}
