const MIN_SHARED = 3;

/**
 * The candidate that `word` was likely meant to be: equal but for case, the start of the other, or a few typing
 * mistakes away. Undefined when none comes near.
 */
export function closestWord(word: string, candidates: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  let closest: string | undefined;
  let least = Math.max(1, Math.min(3, Math.floor(word.length / 4))) + 1;
  for (const candidate of candidates) {
    const distance = distanceOf(lower, candidate.toLowerCase(), least);
    if (distance >= least) continue;
    closest = candidate;
    least = distance;
  }
  return closest ?? startOf(lower, candidates);
}

function startOf(lower: string, candidates: readonly string[]): string | undefined {
  for (const candidate of candidates) {
    const other = candidate.toLowerCase();
    const shorter = Math.min(lower.length, other.length);
    if (shorter >= MIN_SHARED && lower.slice(0, shorter) === other.slice(0, shorter)) return candidate;
  }
  return undefined;
}

/** Characters to insert, leave out, change or swap with the next; `limit` or more once that is certain. */
function distanceOf(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, at(beforeLast, j - 2) + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least >= limit) return limit;
    beforeLast = last;
    last = row;
  }
  return at(last, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
