import { type Static, Type } from 'typebox';
import type { LoadedPrincipal } from '../../verification/load-principal.ts';
import { enumOf } from './enum.ts';
import { InstantSchema, ObjectIdSchema } from './object-id.ts';

export const PrincipalRequestSchema = Type.Object(
  {
    token: Type.String({ minLength: 1, maxLength: 256, description: 'The whole secret that was presented' }),
    typesVersion: Type.Optional(
      Type.String({ maxLength: 64, description: 'Of the resource types that the caller knows already' }),
    ),
  },
  { $id: 'PrincipalPost', additionalProperties: false },
);

export const PortablePrincipalSchema = Type.Object(
  {
    principal: Type.Union(
      [
        Type.Object({
          tokenId: ObjectIdSchema,
          secretId: Type.String({ description: 'Which secret of the token it is, for reports of its use' }),
          name: Type.String(),
          kind: enumOf(['personal', 'service'], 'Whether it belongs to a member or to the account'),
          accountId: Type.String(),
          memberId: Type.Optional(Type.String({ description: 'The holder of a personal token' })),
          tags: Type.Array(Type.String()),
          allowedIps: Type.Array(
            Type.String({ description: 'It works from these only; empty: from everywhere' }),
          ),
          worksUntil: Type.Union([InstantSchema, Type.Null()], {
            description: 'From then on the secret does not work; null: it has no end',
          }),
          rights: Type.Record(Type.String(), Type.Unknown(), {
            description:
              'The `scope` of the token and for a personal one its `holder`: what both allow is allowed',
          }),
          dependsOn: Type.Array(Type.String(), {
            description: 'Whatever of this changes makes the answer wrong: the stream names it',
          }),
        }),
        Type.Null(),
      ],
      { description: 'null: the secret does not work here, for whatever reason' },
    ),
    types: Type.Object(
      {
        version: Type.String(),
        declarations: Type.Optional(Type.Array(Type.Record(Type.String(), Type.Unknown()))),
      },
      { description: "The account's own resource types; left out when `typesVersion` is theirs" },
    ),
    asOf: Type.Integer({ format: 'int64', description: 'No change before this time is missing in it' }),
    ageMs: Type.Integer({ description: 'How long ago that was, on a clock that nobody sets' }),
    history: Type.String({ description: 'Which numbering `number` belongs to' }),
    number: Type.Integer({ description: 'Every change up to this number of the stream is in it' }),
    maxStalenessMs: Type.Integer({ description: 'For so long after `asOf` it may be believed at most' }),
  },
  { $id: 'PortablePrincipal', description: 'What a secret leads to, with all that a decision needs' },
);

export const UseReportSchema = Type.Object(
  {
    reporter: Type.String({
      pattern: '^[A-Za-z0-9_.-]{1,64}$',
      description: 'Names the program that reports, new with each of its starts',
    }),
    number: Type.Integer({
      minimum: 1,
      maximum: Number.MAX_SAFE_INTEGER,
      description: 'Greater than that of each report before; one that is sent again counts once',
    }),
    uses: Type.Array(
      Type.Object(
        {
          tokenId: ObjectIdSchema,
          secretId: ObjectIdSchema,
          at: InstantSchema,
          address: Type.Optional(Type.String({ maxLength: 64 })),
          agent: Type.Optional(Type.String({ maxLength: 256 })),
          allowed: Type.Integer({ minimum: 0, maximum: 1_000_000_000 }),
          denied: Type.Integer({ minimum: 0, maximum: 1_000_000_000 }),
        },
        { additionalProperties: false },
      ),
      { maxItems: 100 },
    ),
  },
  { $id: 'UseReport', additionalProperties: false },
);

export function principalAnswer(
  { found, asOf, history, number, types }: LoadedPrincipal,
  typesVersion: string | undefined,
  maxStalenessMs: number,
): Static<typeof PortablePrincipalSchema> {
  const { version, declarations } = types;
  return {
    principal: found === undefined ? null : portable(found),
    types: { version, ...(version !== typesVersion && { declarations: declarations as never }) },
    asOf,
    ageMs: 0,
    history,
    number,
    maxStalenessMs,
  };
}

function portable({ token, secretId, worksUntil, source, dependsOn }: NonNullable<LoadedPrincipal['found']>) {
  const { id, kind, name, accountId, memberId, tags, allowedIps } = token;
  return {
    tokenId: id,
    secretId,
    name,
    kind,
    accountId,
    ...(kind === 'personal' && { memberId }),
    tags: [...tags],
    allowedIps: [...allowedIps],
    worksUntil,
    rights: { ...source },
    dependsOn: [...dependsOn],
  };
}
