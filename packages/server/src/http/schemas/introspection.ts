import { isIP } from 'node:net';
import { type Static, Type } from 'typebox';
import { scopeLabels } from '../../decisions/scope-labels.ts';
import { subjectOf } from '../../decisions/subject-of.ts';
import type { TokenPrincipal } from '../../verification/principal.ts';
import { enumOf } from './enum.ts';
import { ObjectIdSchema } from './object-id.ts';

export const INTROSPECTION_PATH = '/oauth2/introspect';

/** Never empty: a form has no empty values. */
const secret = (description: string) => Type.String({ description });
const hint = Type.Optional(Type.String({ description: 'Ignored: the form of a secret says what it is' }));

export const IntrospectionRequestSchema = Type.Object(
  {
    token: secret('The whole secret that a client presented'),
    token_type_hint: hint,
    client_ip: Type.Optional(
      Type.String({
        description:
          'The address of that client. Without it a token that works from some addresses only is not active',
      }),
    ),
  },
  { $id: 'IntrospectionPost' },
);

export const RevocationRequestSchema = Type.Object(
  { token: secret('The whole secret that shall end'), token_type_hint: hint },
  { $id: 'RevocationPost' },
);

const Seconds = Type.Integer({ format: 'int64', description: 'Seconds since 1970' });

export const IntrospectionSchema = Type.Object(
  {
    active: Type.Boolean(),
    sub: Type.Optional(
      Type.String({ description: 'The id of the member, or `service-token/` and the id of the token' }),
    ),
    jti: Type.Optional(Type.String({ description: 'The id of the token' })),
    client_id: Type.Optional(Type.String({ description: 'The id of the token too' })),
    scope: Type.Optional(Type.String({ description: 'Labels with spaces between: names, and no rights' })),
    token_type: Type.Optional(enumOf(['Bearer'])),
    iat: Type.Optional(Seconds),
    exp: Type.Optional(Seconds),
    iss: Type.Optional(Type.String({ description: 'The address of the service, when it is set' })),
    keyward: Type.Optional(
      Type.Object({ token_kind: enumOf(['personal', 'service']), account: ObjectIdSchema }),
    ),
  },
  { $id: 'Introspection', description: 'Of a token that does not work only `active`' },
);

/** One IPv4 or IPv6 address without a zone, or none. */
export function isClientAddress(address: string | undefined): boolean {
  return address === undefined || (isIP(address) !== 0 && !address.includes('%'));
}

/** Rounded down: nobody who keeps an answer shall keep it longer than the token lives. */
function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1_000);
}

export const INACTIVE: Static<typeof IntrospectionSchema> = { active: false };

export function introspectionAnswer(
  principal: TokenPrincipal,
  issuer: string | undefined,
): Static<typeof IntrospectionSchema> {
  const { token, secret: presented, accountId } = principal;
  const labels = scopeLabels(principal);
  const endsAt = Math.min(
    token.expiresAt ?? Number.POSITIVE_INFINITY,
    presented.endsAt ?? Number.POSITIVE_INFINITY,
  );
  return {
    active: true,
    sub: subjectOf(principal),
    jti: token.id,
    client_id: token.id,
    ...(labels.length > 0 && { scope: labels.join(' ') }),
    token_type: 'Bearer',
    iat: seconds(token.createdAt),
    ...(endsAt !== Number.POSITIVE_INFINITY && { exp: seconds(endsAt) }),
    ...(issuer !== undefined && { iss: issuer }),
    keyward: { token_kind: token.kind, account: accountId },
  };
}
