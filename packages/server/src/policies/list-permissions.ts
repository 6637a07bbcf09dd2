import type { ChainPermissions, Permission, PermissionGrant } from '@keyward/policy';
import type { Deployment } from '../deployment/deployment.ts';
import type { Principal } from '../verification/principal.ts';
import { findSubject, type SubjectChoice } from './find-subject.ts';

/** Of more statements that grant the same, only their number is told: an answer stays of a size that can be read. */
const GRANTS_SHOWN = 5;

type Grant = Pick<PermissionGrant, 'role' | 'statement'> & { readonly resource?: string };

export interface SidePermission extends Pick<Permission, 'extent' | 'example'> {
  readonly grantedBy: readonly Grant[];
  readonly grantedByCount: number;
}

export interface ListedPermission extends Pick<Permission, 'action' | 'extent' | 'example'> {
  /** What the token was made for, by itself. */
  readonly scope?: SidePermission;
  /** What its member may do, by themselves. */
  readonly holder?: SidePermission;
}

export interface ListedPermissions {
  readonly type: string;
  readonly chain: string;
  readonly permissions: readonly ListedPermission[];
}

/**
 * What a subject may do, for each type of resource and each action, and which side of its rights says so.
 *
 * @throws Failure `invalid_request`, `not_found`, `forbidden`, `service_unavailable`
 */
export async function listPermissions(
  deployment: Deployment,
  principal: Principal,
  choice: SubjectChoice,
): Promise<readonly ListedPermissions[]> {
  const source = await findSubject(deployment, principal, choice);
  const { whole, scope, holder } = await deployment.analyst.permissions(source, principal);
  // All three are of one catalogue, in its order.
  return whole.map(({ type, chain, permissions }, place) => ({
    type,
    chain,
    permissions: permissions.map(({ action, extent, example }, index) => ({
      action,
      extent,
      ...(example && { example }),
      ...sideAt('scope', scope, place, index),
      ...sideAt('holder', holder, place, index),
    })),
  }));
}

function sideAt(
  name: 'scope' | 'holder',
  side: readonly ChainPermissions[] | undefined,
  place: number,
  index: number,
): Partial<Record<'scope' | 'holder', SidePermission>> {
  const permission = side?.[place]?.permissions[index];
  if (permission === undefined) return {};
  const { extent, example, grantedBy = [] } = permission;
  const shown = grantedBy.slice(0, GRANTS_SHOWN).map(({ role, statement, resource }) => ({
    role,
    statement,
    ...(resource !== undefined && { resource }),
  }));
  return {
    [name]: {
      extent,
      ...(example && { example }),
      grantedBy: shown,
      grantedByCount: grantedBy.length,
    },
  };
}
