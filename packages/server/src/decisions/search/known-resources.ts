import type { Deployment } from '../../deployment/deployment.ts';
import { listVisibleRoles } from '../../roles/get-role.ts';
import { maySeeTeam } from '../../teams/get-team.ts';
import { type AccessToken, tokenResource } from '../../tokens/access-token.ts';
import { maySeeToken } from '../../tokens/visible-tokens.ts';
import type { Principal } from '../../verification/principal.ts';
import { sortedAfter, visibleMembersAfter } from './listed-subjects.ts';
import { listNamedResources } from './named-resources.ts';
import { allTokenReferences } from './token-references.ts';

export interface KnownResource {
  /** As an evaluation takes it: of a type at the top the key, else the whole name. */
  readonly id: string;
  readonly position: string;
  readonly isVisible: boolean;
  /** What is stored of its tags. */
  readonly tags?: readonly string[];
}

/**
 * The resources of a type that the service knows: its own by what is stored, all others by the roles that name them. Only tokens
 * that the principal may not see are among them, for their place, and said to be so.
 *
 * @param token the subject, whose own policy may name resources
 * @throws Failure `invalid_request` when policies name too many
 */
export function listKnownResources(
  deployment: Deployment,
  principal: Principal,
  type: string,
  token: AccessToken | undefined,
  after: string | undefined,
): AsyncGenerator<KnownResource, void, void> {
  const isTokens = type === 'token' || type === 'service-token';
  if (isTokens) return tokens(deployment, principal, type, after);
  return visible(() => idsOf(deployment, principal, type, token), after);
}

async function* visible(
  list: () => Promise<readonly string[]>,
  after: string | undefined,
): AsyncGenerator<KnownResource, void, void> {
  for (const id of sortedAfter(await list(), after)) yield { id, position: id, isVisible: true };
}

async function idsOf(
  deployment: Deployment,
  principal: Principal,
  type: string,
  token: AccessToken | undefined,
): Promise<readonly string[]> {
  switch (type) {
    case 'acct':
      return ['acct'];
    case 'member':
      return visibleMembersAfter(deployment, principal, undefined);
    case 'role':
      return (await listVisibleRoles(deployment, principal)).map(({ key }) => key);
    case 'team': {
      const teams = await deployment.store.reads.teams.listTeams(principal.accountId);
      return teams.filter((team) => maySeeTeam(principal, team)).map(({ key }) => key);
    }
    default:
      return listNamedResources(deployment, principal, type, token);
  }
}

async function* tokens(
  deployment: Deployment,
  principal: Principal,
  type: 'token' | 'service-token',
  after: string | undefined,
): AsyncGenerator<KnownResource, void, void> {
  const kinds = [type === 'token' ? 'personal' : 'service'] as const;
  for await (const references of allTokenReferences(deployment, principal, [{ kinds }], after)) {
    for (const reference of references) {
      const id = type === 'token' ? tokenResource(reference) : reference.id;
      const isVisible = maySeeToken(principal, reference);
      yield { id, position: reference.position, isVisible, tags: reference.tags };
    }
  }
}
