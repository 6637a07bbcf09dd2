import type { AccountRules } from '../accounts/account-memory.ts';
import type { SecretOwner } from '../storage/token-store.ts';
import { tokenStatus } from '../tokens/token-status.ts';
import type { Authenticated } from './authenticate.ts';
import { rightsSource, type TokenPrincipal } from './principal.ts';
import type { Cacheable } from './principal-cache.ts';
import type { RightsMemory } from './rights-memory.ts';

const ENTRY_BYTES = 2_048;
/** A policy in memory, read and compiled, for each character of its JSON. */
const BYTES_PER_CHARACTER = 12;

/**
 * A secret that somebody has, with all that its verification needs: nothing of it depends on the time or the caller. When nothing
 * stands against it, it is the answer itself: each object more on the way costs a verification as much as a tenth of its SHA-256.
 */
export interface KnownSecret extends Cacheable, Authenticated {
  readonly lastFour: string;
  /**
   * Until then, exclusive, it is the answer for every caller; 0: it must be looked at. Null: it has no end, which is said so and not
   * by an infinite number, because V8 keeps numbers that are no small integers apart from their object.
   */
  readonly worksForAllUntilMs: number | null;
}

export function knownSecret(
  { token, member, held, secretId, secretEndsAt }: SecretOwner,
  lastFour: string,
  rules: AccountRules,
  rightsMemory: RightsMemory,
): KnownSecret {
  const secret = { id: secretId, endsAt: secretEndsAt };
  const principal: TokenPrincipal = {
    // What every decision reads stands first: it is in the same line of the processor's cache.
    rights: rightsMemory.rightsOf(token, member, held, rules.types),
    accountId: token.accountId,
    authKind: 'token',
    token,
    secret,
    member,
    held,
    source: rightsSource(token, member, held),
    ...rules,
  };
  const works = token.allowedIps.length === 0 && tokenStatus(token, secret, member, 0) === 'active';
  const ends = [token.expiresAt, secretEndsAt].filter((end) => end !== null);
  const worksUntilMs = ends.length === 0 ? null : Math.min(...ends);
  return {
    outcome: 'authenticated',
    principal,
    worksForAllUntilMs: works ? worksUntilMs : 0,
    secretId,
    lastFour,
    dependsOn: dependenciesOf(principal),
    bytes: ENTRY_BYTES + BYTES_PER_CHARACTER * JSON.stringify([token, member.roleAttributes, held]).length,
  };
}

function dependenciesOf({ accountId, token, member, held }: TokenPrincipal): readonly string[] {
  const ofTeams = held.teams.flatMap((team) => [team.id, ...team.roles.map(({ id }) => id)]);
  const ids = [
    accountId,
    token.id,
    member.id,
    ...held.scope.map(({ id }) => id),
    ...held.direct.map(({ id }) => id),
    ...ofTeams,
    ...held.grants.map(({ teamId }) => teamId),
  ];
  return [...new Set(ids)];
}
