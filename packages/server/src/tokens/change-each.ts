import { Failure } from '../failure.ts';
import { CallUnderWay } from '../grants/change-as.ts';
import type { Caller } from '../verification/caller.ts';

/** What became of one token of several. */
export interface EachOutcome {
  readonly tokenId: string;
  /** Why it is as it was; absent: it was changed. */
  readonly error?: unknown;
}

/**
 * Does the same to several tokens, one after another, each judged and committed like a call of its own: one that fails keeps no
 * other from being changed. The token that calls comes last, since its own change may end its rights to the others. A call that
 * names itself by an `Idempotency-Key` is remembered with the first change.
 *
 * @throws CallUnderWay before anything was changed
 * @param act changes one token on behalf of the caller that it is given
 */
export async function changeEach(
  { idempotent, ...caller }: Caller,
  tokenIds: readonly string[],
  act: (caller: Caller, tokenId: string) => Promise<unknown>,
): Promise<readonly EachOutcome[]> {
  const { principal } = caller;
  const callingId = principal.authKind === 'token' ? principal.token.id : undefined;
  const errors = new Map<string, unknown>();
  let isRemembered = idempotent === undefined;
  for (const tokenId of tokenIds.toSorted((one, other) => +(one === callingId) - +(other === callingId))) {
    try {
      await act(isRemembered || idempotent === undefined ? caller : { ...caller, idempotent }, tokenId);
      isRemembered = true;
    } catch (error) {
      if (error instanceof CallUnderWay) throw error;
      errors.set(tokenId, error);
    }
  }
  return tokenIds.map((tokenId) => ({ tokenId, ...(errors.has(tokenId) && { error: errors.get(tokenId) }) }));
}

/** @throws Failure `invalid_request` when a token stands there twice */
export function requireDistinct(tokenIds: readonly string[]): void {
  const twice = tokenIds.find((id, index) => tokenIds.indexOf(id) !== index);
  if (twice !== undefined) throw new Failure('invalid_request', '`tokenIds` has an entry twice');
}
