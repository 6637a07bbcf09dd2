import { isWithinRanges } from '../address-ranges.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { type BearerToken, type ParsedSecret, parseSecret } from '../tokens/token-format.ts';
import { type TokenStatus, tokenStatus } from '../tokens/token-status.ts';
import type { RefusedSecret } from './ended-secret-watch.ts';
import type { KnownSecret } from './known-secret.ts';
import type { TokenPrincipal } from './principal.ts';

export interface Authenticated {
  readonly outcome: 'authenticated';
  readonly principal: TokenPrincipal;
  readonly secretId: string;
}

export type Authentication =
  | Authenticated
  /** Not a secret of this deployment. */
  | { readonly outcome: 'unrecognized' }
  /** A secret of this deployment that does not work now. */
  | ({ readonly outcome: 'refused'; readonly status: Exclude<TokenStatus, 'active'> } & RefusedSecret)
  /** It works, but not from this address. */
  | { readonly outcome: 'wrong_address'; readonly principal: TokenPrincipal; readonly secretId: string };

const UNRECOGNIZED: Authentication = { outcome: 'unrecognized' };

/** Whoever presents a secret, and what for. */
export interface Presenter {
  /** Of the client. */
  readonly address: string;
  /** Whether the call may change something: then memory is not asked. */
  readonly changes: boolean;
}

/**
 * Turns what a caller presented into a principal, at once when memory knows it. A text with a wrong form, checksum or prefix
 * ends before any look-up. Nothing is written.
 *
 * @throws StorageUnavailable when the data cannot be read, or memory may be too old: never an answer about the secret then
 */
export function authenticate(
  deployment: Deployment,
  presented: string,
  presenter: Presenter,
): Authentication | Promise<Authentication> {
  const { principals } = deployment;
  const known = presenter.changes ? undefined : principals.find(presented as BearerToken);
  if (known !== undefined) {
    principals.counts.hits++;
    return judge(deployment, known, presenter);
  }

  const parsed = parseSecret(presented);
  if (parsed === undefined || !deployment.tokenPrefixes.includes(parsed.prefix)) return UNRECOGNIZED;
  return authenticateFromStore(deployment, parsed, presenter);
}

/** Who is let in by what memory knows. Undefined: nobody is, or the store must be asked; nothing is counted then. */
export function admitFromMemory(
  deployment: Deployment,
  presented: string,
  address: string,
): Authenticated | undefined {
  const judged = judgeFromMemory(deployment, presented, address);
  if (judged !== undefined) deployment.principals.counts.hits++;
  return judged;
}

/** The same, counted by whoever asks. */
export function judgeFromMemory(
  deployment: Deployment,
  presented: string,
  address: string,
): Authenticated | undefined {
  const known = deployment.principals.find(presented as BearerToken);
  const judged = known && judge(deployment, known, { address });
  return judged?.outcome === 'authenticated' ? judged : undefined;
}

async function authenticateFromStore(
  deployment: Deployment,
  { secret }: ParsedSecret,
  presenter: Presenter,
): Promise<Authentication> {
  const { principals } = deployment;
  const found = await (presenter.changes ? principals.loadFresh(secret) : principals.load(secret));
  return found === undefined ? UNRECOGNIZED : judge(deployment, found, presenter);
}

function judge(
  { clock }: Pick<Deployment, 'clock'>,
  known: KnownSecret,
  { address }: Pick<Presenter, 'address'>,
): Authentication {
  if (known.worksForAllUntilMs === null) return known;
  const nowMs = clock.now();
  if (nowMs < known.worksForAllUntilMs) return known;
  const { principal, secretId, lastFour } = known;
  const { token, secret, member } = principal;
  const status = tokenStatus(token, secret, member, nowMs);
  if (status !== 'active') return { outcome: 'refused', status, token, secretId, lastFour };
  const isAllowedHere = token.allowedIps.length === 0 || isWithinRanges(address, token.allowedIps);
  return isAllowedHere ? known : { outcome: 'wrong_address', principal, secretId };
}
