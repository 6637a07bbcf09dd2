import { Failure } from '../failure.ts';

/** Smaller numbers are seconds, or a number of hours: read as milliseconds they would end the old secret at once. */
const SMALLEST_INSTANT_MS = 1_000_000_000_000;

/**
 * Reads until when an old secret is to work.
 *
 * @throws Failure `invalid_request` for a number that cannot be meant as milliseconds since 1970
 */
export function requireInstant(expiry: number): number {
  if (expiry <= 0 || expiry >= SMALLEST_INSTANT_MS) return expiry;
  throw new Failure('invalid_request', `\`expiry\`: \`${expiry}\` is no time`, {
    hint: 'give milliseconds since 1970, such as `1798761600000`; 0 ends the old secret at once',
  });
}

/**
 * The end of the overlap of a reset, which the official clients send in the query and others in the body.
 *
 * @throws Failure `invalid_request` when both are given and differ
 */
export function overlapEndFrom(
  inQuery: string | undefined,
  inBody: number | null | undefined,
): number | undefined {
  const query = inQuery === undefined ? undefined : requireInstant(Number(inQuery));
  const body = inBody === undefined || inBody === null ? undefined : requireInstant(inBody);
  if (query !== undefined && body !== undefined && query !== body) {
    throw new Failure('invalid_request', '`expiry` differs between the query and the body', {
      hint: 'give it once',
    });
  }
  return query ?? body;
}
