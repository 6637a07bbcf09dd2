import type { Catalogue } from '@keyward/policy';
import type { Static } from 'typebox';
import { LATEST_API_VERSION } from '../api-versions.ts';
import { Failure } from '../failure.ts';
import { requireValidPolicy } from '../policies/require-valid-policy.ts';
import type { TokenKind } from '../tokens/access-token.ts';
import type { NewToken } from '../tokens/create-token.ts';
import type { TokenScope } from '../tokens/token-scope.ts';
import type { NewTokenSchema } from './schemas/token.ts';

/**
 * Reads the body of a creation. Exactly one of the three scopes is given; empty lists, empty texts and null count
 * as absent.
 *
 * @throws Failure `invalid_request` that names the field
 */
export function newTokenFrom(body: Static<typeof NewTokenSchema>, catalogue: Catalogue): NewToken {
  const kind = body.serviceToken === true ? 'service' : 'personal';
  return {
    name: body.name ?? '',
    description: body.description ?? '',
    kind,
    scope: scopeOf(body, kind, catalogue),
    defaultApiVersion: body.defaultApiVersion ?? LATEST_API_VERSION,
    expiresAt: body.expiry ?? null,
  };
}

function scopeOf(
  { role, customRoleIds, inlineRole }: Static<typeof NewTokenSchema>,
  kind: TokenKind,
  catalogue: Catalogue,
): TokenScope {
  const given = [
    role && '`role`',
    (customRoleIds?.length ?? 0) > 0 && '`customRoleIds`',
    (inlineRole?.length ?? 0) > 0 && '`inlineRole`',
  ].filter((field) => typeof field === 'string' && field !== '');
  if (given.length !== 1) {
    const found = given.length === 0 ? 'none was given' : `${given.join(' and ')} were given`;
    throw new Failure(
      'invalid_request',
      `exactly one of \`role\`, \`customRoleIds\` and \`inlineRole\` must be given; ${found}`,
    );
  }
  if (role) return { role };
  if (inlineRole && inlineRole.length > 0) {
    return { inlineRole: requireValidPolicy('inlineRole', inlineRole, catalogue, kind) };
  }
  throw new Failure('invalid_request', '`customRoleIds` is not supported by this version of Keyward', {
    hint: 'give the token a base role in `role` or a policy in `inlineRole`',
  });
}
