import type { AccountRules } from '../accounts/account-memory.ts';
import type { SecretOwner } from '../storage/token-store.ts';
import { tokenStatus } from '../tokens/token-status.ts';
import type { Authentication } from './authenticate.ts';
import { rightsSource, type TokenPrincipal } from './principal.ts';
import type { Cacheable } from './principal-cache.ts';
import type { RightsMemory } from './rights-memory.ts';

const ENTRY_BYTES = 2_048;
/** A policy in memory, read and compiled, for each character of its JSON. */
const BYTES_PER_CHARACTER = 12;

/** A secret that somebody has, with all that its verification needs: nothing of it depends on the time or the caller. */
export interface KnownSecret extends Cacheable {
  readonly principal: TokenPrincipal;
  readonly secretId: string;
  readonly lastFour: string;
  /** The answer when nothing stands against it. */
  readonly authenticated: Authentication;
  /** Until then, exclusive, the answer is that one for every caller; 0: it must be looked at. */
  readonly worksForAllUntilMs: number;
}

export function knownSecret(
  { token, member, held, secretId, secretEndsAt }: SecretOwner,
  lastFour: string,
  rules: AccountRules,
  rightsMemory: RightsMemory,
): KnownSecret {
  const secret = { id: secretId, endsAt: secretEndsAt };
  const principal: TokenPrincipal = {
    authKind: 'token',
    accountId: token.accountId,
    token,
    secret,
    member,
    held,
    source: rightsSource(token, member, held),
    rights: rightsMemory.rightsOf(token, member, held, rules.types),
    ...rules,
  };
  const works = token.allowedIps.length === 0 && tokenStatus(token, secret, member, 0) === 'active';
  const ends = [token.expiresAt, secretEndsAt].map((end) => end ?? Number.POSITIVE_INFINITY);
  return {
    principal,
    secretId,
    lastFour,
    authenticated: { outcome: 'authenticated', principal, secretId },
    worksForAllUntilMs: works ? Math.min(...ends) : 0,
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
