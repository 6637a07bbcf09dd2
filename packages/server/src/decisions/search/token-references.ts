import type { Deployment } from '../../deployment/deployment.ts';
import {
  NEWEST_FIRST,
  type PlacedReference,
  type TokenCondition,
  type TokenPage,
  type TokenPosition,
} from '../../storage/token-list-store.ts';
import type { Principal } from '../../verification/principal.ts';

const REFERENCES_AT_ONCE = 250;

/** A token with its place in the list, as text. */
export type ListedReference = Omit<PlacedReference, 'position'> & { readonly position: string };

/** All tokens of the account that fulfil the conditions, whether the principal may see them or not, the newest first, in parts. */
export async function* allTokenReferences(
  { store, clock }: Deployment,
  { accountId }: Principal,
  conditions: readonly TokenCondition[],
  after: string | undefined,
): AsyncGenerator<readonly ListedReference[], void, void> {
  const visible = { serviceTokens: true, allPersonalTokens: true };
  const query = { visible, conditions, nowMs: clock.now() };
  const limit = REFERENCES_AT_ONCE;
  let page: TokenPage =
    after === undefined ? { limit, offset: 0 } : { limit, after: JSON.parse(after) as TokenPosition };
  for (;;) {
    const part = await store.reads.tokens.listTokenReferences(accountId, query, NEWEST_FIRST, page);
    yield part.map((reference) => ({ ...reference, position: JSON.stringify(reference.position) }));
    const last = part.at(-1);
    if (last === undefined || part.length < limit) return;
    page = { limit, after: last.position };
  }
}
