import type { Accesses, Token } from '../app/keyward.ts';
import { displayName } from '../shell/display-name.ts';

/**
 * Why an action cannot be done, by what the service said of this viewer; undefined: it can. That the viewer holds what
 * others would gain is judged when it is done.
 */
export function reasonAgainst(token: Token, action: string): string | undefined {
  const denied = token._access?.denied.some((access) => access.action === action);
  if (!denied) return undefined;
  if (action === 'resetAccessToken' && !token.serviceToken && holdsOther(token)) {
    return `Only ${displayName(token._member)} can reset it: nobody else gets its secret`;
  }
  return `Needs \`${action}\`, which your role does not allow`;
}

/** Somebody who may rename a token of another member, but not reset it, is not its holder. */
function holdsOther({ _access }: Token): boolean {
  return _access?.allowed.some(({ action }) => action === 'deleteAccessToken') ?? false;
}

/** Why no token can be made; undefined: one can, of one kind at least. */
export function reasonAgainstCreating(accesses: Accesses | undefined): string | undefined {
  if (accesses === undefined || accesses.allowed.length > 0) return undefined;
  return 'Needs `createAccessToken`, which your role does not allow';
}

/** Why tokens of a kind cannot be made. */
export function reasonAgainstKind(
  accesses: Accesses | undefined,
  kind: 'personal' | 'service',
): string | undefined {
  const isOfKind = (resource: string) => resource.startsWith('service-token/') === (kind === 'service');
  const isDenied = accesses?.denied.some(({ resource }) => isOfKind(resource)) ?? false;
  return isDenied
    ? `Needs \`createAccessToken\` on ${kind} tokens, which your role does not allow`
    : undefined;
}

/** Why a token cannot be cloned: the copy is of the same kind. */
export function reasonAgainstCloning(
  token: Pick<Token, 'serviceToken'>,
  accesses: Accesses | undefined,
): string | undefined {
  return (
    reasonAgainstCreating(accesses) ??
    reasonAgainstKind(accesses, token.serviceToken ? 'service' : 'personal')
  );
}
