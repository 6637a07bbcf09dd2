import { builtInCatalogue, extendCatalogue, type RightsSource, type TypeDeclaration } from '@keyward/policy';
import type { Freshness } from './freshness.ts';
import type { KnownPrincipal } from './principal.ts';
import type { PrincipalAnswer, ServiceCalls } from './service-calls.ts';
import { SharedRights } from './shared-rights.ts';

const ENTRY_BYTES = 1_024;
/** A policy in memory, read and compiled, for each character of its JSON. */
const BYTES_PER_CHARACTER = 12;

interface KnownTypes {
  readonly version: string;
  readonly rights: SharedRights;
}

/** Asks the service what secrets lead to. The account's resource types are sent once, and again when they changed. */
export function principalLoader(
  calls: ServiceCalls,
  freshness: Freshness,
  signal: AbortSignal,
): (secret: string) => Promise<KnownPrincipal | undefined> {
  let latest: KnownTypes | undefined;
  return async (secret) => {
    const sentAt = freshness.now();
    const types = latest;
    const answer = await calls.loadPrincipal(secret, types?.version, signal);
    const knownSince = freshness.note(answer, sentAt);
    latest = typesOf(answer, types);
    return answer.principal === null ? undefined : known(answer.principal, latest.rights, knownSince);
  };
}

/** Types that this version of the policy language has built in stand in the place of the account's. */
function typesOf({ types }: PrincipalAnswer, before: KnownTypes | undefined): KnownTypes {
  const { version, declarations } = types;
  if (before?.version === version) return before;
  const own = (declarations as unknown as TypeDeclaration[]).filter(
    ({ name }) => !builtInCatalogue.types.has(name),
  );
  const catalogue = own.length === 0 ? builtInCatalogue : extendCatalogue(builtInCatalogue, own);
  return { version, rights: new SharedRights(catalogue) };
}

function known(
  answer: NonNullable<PrincipalAnswer['principal']>,
  sharedRights: SharedRights,
  knownSince: number,
): KnownPrincipal {
  const { rights, dependsOn, secretId, allowedIps, ...principal } = answer;
  return {
    knownSince: Math.floor(knownSince),
    endsAt: principal.worksUntil,
    rights: sharedRights.of(rights as RightsSource),
    allowedIps,
    principal,
    use: undefined,
    secretId,
    dependsOn,
    bytes: ENTRY_BYTES + BYTES_PER_CHARACTER * JSON.stringify(answer).length,
  };
}
