import { keyward, type Role } from '../app/keyward.ts';
import type { Answer } from '../decision/decision-answer.tsx';

export interface Matched {
  readonly match: Awaited<ReturnType<typeof keyward.gatewayRoutes.match>>;
  /** For the one who was chosen. */
  readonly answer?: Answer;
  /** Why the chosen token is refused whatever its rights. */
  readonly stopped?: string;
}

interface Request {
  readonly method: string;
  readonly target: string;
}

/** @param who empty, `base:reader`, `role:` and a key, or `token:` and an id */
export async function tryRoute(request: Request, who: string, roles: readonly Role[]): Promise<Matched> {
  const match = await keyward.gatewayRoutes.match(request);
  if (match.action === undefined || match.resource === undefined || who === '') return { match };
  const requests = [{ action: match.action, resource: match.resource }];
  const { items } = await keyward.policies.explain({ ...subjectOf(who, roles), requests });
  const [answer] = items;
  const stopped = await whyStopped(who);
  return { match, ...(answer && { answer }), ...(stopped && { stopped }) };
}

function subjectOf(who: string, roles: readonly Role[]) {
  const [kind, id = ''] = who.split(/:(.*)/s);
  if (kind === 'token') return { tokenId: id };
  if (kind === 'base') return { subject: { member: { role: id as 'reader' } } };
  const role = roles.find(({ key }) => key === id);
  return {
    subject: {
      policy: role?.policy ?? [],
      basePermissions: (role?.basePermissions ?? 'no_access') as 'reader',
    },
  };
}

/** What rights do not show: gateways take no token that does not work. */
async function whyStopped(who: string): Promise<string | undefined> {
  if (!who.startsWith('token:')) return undefined;
  const { status } = await keyward.tokens.get(who.slice('token:'.length));
  return status === 'active'
    ? undefined
    : 'The token does not work: it has ended, is disabled, or its member left.';
}
