/** What one client did and saw: from just before the call was sent until its whole answer was there, on one clock. */
export interface Operation {
  /** Which node was asked. */
  readonly node: number;
  readonly token: string;
  readonly kind: 'verify' | 'end';
  readonly startMs: number;
  readonly endMs: number;
  /**
   * Of a verify: the secret works, or it does not. Of an end: the answer said that it is done. `unknown`: our own fault, such as
   * 503 or a lost connection; then a verify said nothing, and an end may have happened or not, at any time since it began.
   */
  readonly result: 'works' | 'refused' | 'done' | 'unknown';
}

export interface Violation {
  readonly rule: string;
  readonly verify: Operation;
  readonly end?: Operation;
}

/**
 * Finds every wrong answer in a history:
 * - a success that began after the answer to an end of that token: on the same node at all, on others later than the bound;
 * - a refusal of a token for which no end had begun before the refusal was there: it was live for the whole of the verify.
 *
 * Each secret stands for a token of its own; it works from before its first operation until its first end.
 */
export function findViolations(history: readonly Operation[], boundMs: number): Violation[] {
  const ends = Map.groupBy(
    history.filter(({ kind }) => kind === 'end'),
    ({ token }) => token,
  );
  return history.flatMap((verify) => {
    if (verify.kind !== 'verify' || verify.result === 'unknown') return [];
    const endsOfToken = ends.get(verify.token) ?? [];
    return verify.result === 'works'
      ? endsBefore(verify, endsOfToken, boundMs)
      : endsOfToken.some((end) => end.startMs < verify.endMs)
        ? []
        : [{ rule: 'a token that was live was refused', verify }];
  });
}

function endsBefore(verify: Operation, ends: readonly Operation[], boundMs: number): Violation[] {
  const end = ends.find(({ node, result, endMs }) => {
    const patienceMs = node === verify.node ? 0 : boundMs;
    return result === 'done' && verify.startMs > endMs + patienceMs;
  });
  if (end === undefined) return [];
  const where = end.node === verify.node ? 'on the same node' : 'on another node, past the bound';
  return [{ rule: `a token worked after its end was acknowledged ${where}`, verify, end }];
}

/** For each end that was acknowledged, how long after the answer it still worked on other nodes; 0 when it never did. */
export function revocationLagsMs(history: readonly Operation[]): number[] {
  const works = Map.groupBy(
    history.filter(({ kind, result }) => kind === 'verify' && result === 'works'),
    ({ token }) => token,
  );
  return history
    .filter(({ kind, result }) => kind === 'end' && result === 'done')
    .map((end) => {
      const starts = (works.get(end.token) ?? [])
        .filter(({ node }) => node !== end.node)
        .map(({ startMs }) => startMs - end.endMs);
      return Math.max(0, ...starts);
    });
}
