import type { Catalogue } from '@keyward/policy';
import type { Static } from 'typebox';
import { LATEST_API_VERSION } from '../api-versions.ts';
import type { CloneOverrides } from '../tokens/clone-token.ts';
import type { NewToken, TokenLife } from '../tokens/create-token.ts';
import type { CloneTokenSchema, NewTokenSchema } from './schemas/token.ts';
import { type ScopeFields, scopeFrom, scopesIn } from './token-scope-fields.ts';

type NewTokenBody = Static<typeof NewTokenSchema>;

/**
 * Reads the body of a creation.
 *
 * @throws Failure `invalid_request` that names the field
 */
export function newTokenFrom(body: NewTokenBody, catalogue: Catalogue): NewToken {
  const kind = body.serviceToken === true ? 'service' : 'personal';
  return {
    name: body.name ?? '',
    description: body.description ?? '',
    kind,
    scope: scopeFrom(body, kind, catalogue),
    defaultApiVersion: body.defaultApiVersion ?? LATEST_API_VERSION,
    life: lifeFrom(body) ?? 'default',
    allowedIps: body.allowedIps ?? [],
    tags: body.tags ?? [],
  };
}

/**
 * Reads what a clone is to have otherwise than the token that it is made of.
 *
 * @throws Failure `invalid_request` that names the field
 */
export function cloneOverridesFrom(
  body: Static<typeof CloneTokenSchema>,
  catalogue: Catalogue,
): CloneOverrides {
  const { name, description, defaultApiVersion, allowedIps, tags } = body;
  const kind = body.serviceToken === true ? 'service' : 'personal';
  const life = lifeFrom(body);
  const scope: ScopeFields = body;
  return {
    kind,
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...(scopesIn(scope).length > 0 && { scope: scopeFrom(scope, kind, catalogue) }),
    ...(defaultApiVersion !== undefined && { defaultApiVersion }),
    ...(life !== undefined && { life }),
    ...(allowedIps !== undefined && { allowedIps }),
    ...(tags !== undefined && { tags }),
  };
}

/** `null` asks for no end; a field that is left out asks for nothing. */
function lifeFrom({ expiry }: { readonly expiry?: number | null }): TokenLife | undefined {
  return expiry === undefined ? undefined : { endsAt: expiry };
}
