import type { components } from '@keyward/sdk';
import { queryOptions } from '@tanstack/react-query';
import { keyward } from '../app/keyward.ts';
import { capitalized } from '../tokens/token-words.ts';
import { BASE_ROLES, type BaseRole } from './scope.ts';

type Member = components['schemas']['Member'];
type ResourceType = components['schemas']['ResourceType'];

/** Base roles that the viewer cannot give, each with the reason. */
export type Beyond = Partial<Readonly<Record<BaseRole, string>>>;

const LEVELS = { reader: 'read', writer: 'write', admin: 'admin', owner: 'owner' } as const;
/** As many as one question may hold. */
const ASKED_AT_ONCE = 100;
const SOME_NAME = 'any';

/**
 * What lies beyond the viewer's own access. Whoever has just a base role has no more than it. For everybody else the
 * policy engine decides examples: one that only the base role allows proves it; where none is found, the service
 * judges when the token is made.
 */
export function ownReachQuery(member: Member | undefined, types: readonly ResourceType[] | undefined) {
  return queryOptions({
    queryKey: ['own-reach', member?._id, member?.role, member?.customRoles, member?.teams, types?.length],
    queryFn: ({ signal }) =>
      member && types ? beyond(member, types, signal) : Promise.resolve({} satisfies Beyond),
    enabled: member !== undefined && types !== undefined,
    staleTime: 60_000,
  });
}

async function beyond(member: Member, types: readonly ResourceType[], signal: AbortSignal): Promise<Beyond> {
  if (member.customRoles.length === 0 && member.teams.length === 0) {
    const own = BASE_ROLES.indexOf(member.role as BaseRole);
    const reason = `Beyond your own role, ${capitalized(member.role)}`;
    return Object.fromEntries(BASE_ROLES.slice(own + 1).map((role) => [role, reason]));
  }
  const reasons: [BaseRole, string][] = [];
  for (const role of BASE_ROLES) {
    // What a lower one may do, a higher one may do too.
    const reason = reasons.at(-1)?.[1] ?? (await reasonAgainst(role, member, types, signal));
    if (reason !== undefined) reasons.push([role, reason]);
  }
  return Object.fromEntries(reasons);
}

async function reasonAgainst(
  role: BaseRole,
  { _id }: Member,
  types: readonly ResourceType[],
  signal: AbortSignal,
): Promise<string | undefined> {
  const requests = types
    .flatMap(({ chains, actions }) =>
      Object.entries(actions).flatMap(([action, level]) =>
        level === LEVELS[role] ? [{ action, resource: (chains[0] ?? '').replaceAll('*', SOME_NAME) }] : [],
      ),
    )
    .filter(({ resource }) => resource !== '')
    .slice(0, ASKED_AT_ONCE);
  if (requests.length === 0) return undefined;
  const question = { from: { subject: { member: { role } } }, to: { memberId: _id }, requests };
  const { items } = await keyward.policies.simulate(question, { signal });
  const witness = items.find(({ before, after }) => before && !after);
  return witness && `Beyond your own access: you may not \`${witness.request.action}\``;
}
