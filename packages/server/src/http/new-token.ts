import type { Static } from 'typebox';
import { LATEST_API_VERSION } from '../api-versions.ts';
import { Failure } from '../failure.ts';
import type { NewToken } from '../tokens/create-token.ts';
import { holdsSecret } from '../tokens/token-format.ts';
import type { NewTokenSchema } from './schemas/token.ts';

/**
 * Reads the body of a creation. Exactly one of the three scopes is given; empty lists, empty texts and null count
 * as absent.
 *
 * @throws Failure `invalid_request` that names the field
 */
export function newTokenFrom(body: Static<typeof NewTokenSchema>): NewToken {
  refuseSecret('name', body.name);
  refuseSecret('description', body.description);
  return {
    name: body.name ?? '',
    description: body.description ?? '',
    kind: body.serviceToken === true ? 'service' : 'personal',
    role: roleOf(body),
    defaultApiVersion: body.defaultApiVersion ?? LATEST_API_VERSION,
    expiresAt: body.expiry ?? null,
  };
}

function roleOf({ role, customRoleIds, inlineRole }: Static<typeof NewTokenSchema>): NewToken['role'] {
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
  if (role) return role;
  throw new Failure('invalid_request', `${given[0]} is not supported by this version of Keyward`, {
    hint: 'give the token a base role in `role`',
  });
}

/** A secret pasted into the wrong field would be shown to everybody who sees the token. */
function refuseSecret(field: string, text: string | undefined): void {
  if (text === undefined || !holdsSecret(text)) return;
  throw new Failure('invalid_request', `\`${field}\` holds what looks like an access token`, {
    hint: 'if it is one, delete it: it has left the place where it was kept',
  });
}
