import { Type } from 'typebox';
import type { ListedStatus, TokenColumn } from '../../storage/token-list-store.ts';
import type { TokenKind } from '../../tokens/access-token.ts';
import { ATTENTION_FIRST } from '../../tokens/attention-first.ts';
import { HEALTH_KINDS } from '../../tokens/health-kinds.ts';
import { enumOf } from './enum.ts';
import { LinksSchema } from './link.ts';
import { InstantSchema } from './object-id.ts';
import { IncludeSchema } from './token-usage.ts';

export const STATUSES: readonly ListedStatus[] = ['active', 'expired', 'disabled', 'holder_gone'];
export const KINDS: readonly TokenKind[] = ['personal', 'service'];
const SORTS = [
  'name',
  'creationDate',
  'lastModified',
  'lastUsed',
  'expiry',
  'requests',
] as const satisfies TokenColumn[];
const TEXT_LIMIT = 256;
const TAGS_AT_ONCE = 20;
const ROLES_LIMIT = 2_600;
const CURSOR_LIMIT = 8_192;

const showAll = Type.Optional(
  enumOf(['true', 'false'], "Whether to list other members' personal tokens too"),
);
const TagSchema = Type.String({ minLength: 1, maxLength: 64 });

export const TokenHealthQuerySchema = Type.Object({ showAll }, { additionalProperties: false });

export const ListTokensQuerySchema = Type.Object(
  {
    showAll,
    limit: Type.Optional(
      Type.String({ pattern: '^[1-9][0-9]{0,8}$', description: 'Default 25, at most 1000' }),
    ),
    offset: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$' })),
    cursor: Type.Optional(
      Type.String({
        maxLength: CURSOR_LIMIT,
        description:
          'Pages that neither skip nor repeat a token while others come and go: empty for the first, then from `_links.next`. Not with `offset`',
      }),
    ),
    q: Type.Optional(
      Type.String({
        maxLength: TEXT_LIMIT,
        description:
          'A text in the name, description, id or last four characters, or in the e-mail or name of the holder; one or two characters are what a name or e-mail begins with',
      }),
    ),
    status: Type.Optional(
      Type.String({ maxLength: 100, description: `${STATUSES.join(', ')}; several with \`|\` between them` }),
    ),
    type: Type.Optional(
      Type.String({ maxLength: 100, description: `${KINDS.join(', ')}; several with \`|\` between them` }),
    ),
    role: Type.Optional(
      Type.String({
        maxLength: ROLES_LIMIT,
        description: 'A base role, or the key or id of a custom one; several with `|` between them',
      }),
    ),
    owner: Type.Optional(
      Type.String({
        maxLength: TEXT_LIMIT,
        description: 'Personal tokens of a member: id, e-mail or `me`. The member may have been removed',
      }),
    ),
    tag: Type.Optional(
      Type.Unsafe<string | string[]>({
        anyOf: [TagSchema, Type.Array(TagSchema, { maxItems: TAGS_AT_ONCE })],
        description: 'A tag that the token has; given several times: all of them',
      }),
    ),
    unusedFor: Type.Optional(
      Type.String({
        pattern: '^[1-9][0-9]{0,5}[hdw]$',
        description:
          'Not used for so many hours, days or weeks, such as `90d`; one that was never used is older than that',
      }),
    ),
    health: Type.Optional(enumOf(HEALTH_KINDS, 'The tokens behind one of the counts of `/tokens/health`')),
    include: IncludeSchema,
    sort: Type.Optional(
      enumOf(
        [...SORTS, ...SORTS.map((name) => `-${name}` as const), ATTENTION_FIRST.column],
        'Default `-creationDate`. `requests` are those of 30 days. `attention`, not with `q` or `health`: first the tokens behind the count `calledAfterEnd`, whatever their status, then those behind `expiring`, the soonest first, then the others by last use',
      ),
    ),
  },
  { additionalProperties: false },
);

export const TokenHealthSchema = Type.Object(
  {
    active: Type.Integer({ description: 'Work now' }),
    expiring: Type.Integer({ description: 'Of these, end within 7 days' }),
    unused: Type.Integer({ description: 'Of the active, not used for 90 days' }),
    old: Type.Integer({ description: 'Of the active, older than 180 days' }),
    calledAfterEnd: Type.Integer({
      description: 'A secret of theirs was used within 7 days although it had ended',
    }),
    countedAt: InstantSchema,
    _links: LinksSchema,
  },
  { $id: 'TokenHealth', description: 'At most 10 seconds old' },
);
