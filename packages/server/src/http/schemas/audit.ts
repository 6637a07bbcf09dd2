import { type Static, Type } from 'typebox';
import type {
  AuditActor,
  AuditEntry,
  AuditEntryWithDetails,
  AuditTarget,
  RefusedAttempt,
} from '../../audit/audit-entry.ts';
import type { AuditCounts } from '../../audit/count-audit-entries.ts';
import type { ChainState } from '../../audit/read-chain-state.ts';
import { enumOf } from './enum.ts';
import { LinksSchema, link } from './link.ts';
import { InstantSchema, ObjectIdSchema } from './object-id.ts';

export const AUDIT_PAGE_LIMIT = 20;

const AuditMemberSchema = Type.Object({
  _links: LinksSchema,
  _id: ObjectIdSchema,
  email: Type.String(),
  firstName: Type.String(),
  lastName: Type.String(),
});

const AuditTokenSchema = Type.Object({
  _links: LinksSchema,
  _id: ObjectIdSchema,
  name: Type.String(),
  ending: Type.String({ description: 'The last four characters of its secret' }),
  serviceToken: Type.Boolean(),
});

const RefusedAttemptSchema = Type.Object({
  requestId: Type.String(),
  date: InstantSchema,
  address: Type.String(),
  action: Type.String(),
  resource: Type.String({ description: 'A resource specifier; the path where the refusal named none' }),
});

const listingFields = {
  _links: LinksSchema,
  _id: ObjectIdSchema,
  _accountId: ObjectIdSchema,
  date: InstantSchema,
  accesses: Type.Array(Type.Object({ action: Type.String(), resource: Type.String() })),
  result: enumOf(['allowed', 'denied', 'failed'], 'Whether it was done'),
  requestId: Type.Optional(Type.String({ description: 'The request, as in `X-Request-Id`' })),
  address: Type.Optional(Type.String({ description: 'The address of the client' })),
  count: Type.Optional(Type.Integer({ description: 'How many refused calls this entry stands for' })),
  refusals: Type.Optional(
    Type.Array(RefusedAttemptSchema, { description: 'The latest of the refused calls, the newest last' }),
  ),
  kind: Type.String({ description: 'The type of the resource; `operation` for refused calls' }),
  name: Type.String({ description: 'The name of the resource, or the operation that was refused' }),
  description: Type.String(),
  shortDescription: Type.String(),
  comment: Type.Optional(Type.String()),
  subject: Type.Optional(Type.Object({ _links: LinksSchema, name: Type.String() })),
  member: Type.Optional(AuditMemberSchema),
  token: Type.Optional(AuditTokenSchema),
  titleVerb: Type.String(),
  title: Type.String({ description: 'Who did what to which resource, in Markdown' }),
  target: Type.Object({ _links: LinksSchema, name: Type.String(), resources: Type.Array(Type.String()) }),
};

export const AuditListingSchema = Type.Object(listingFields, { $id: 'AuditLogEntryListing' });

export const AuditEntrySchema = Type.Object(
  {
    ...listingFields,
    delta: Type.Union([Type.Array(Type.Unknown()), Type.Null()], {
      description: 'The JSON Patch that was asked for; null when it was none',
    }),
    merge: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), { description: 'The JSON Merge Patch that was asked for' }),
    ),
    previousVersion: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), {
        description: 'The resource before; absent for a new one',
      }),
    ),
    currentVersion: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), {
        description: 'The resource after; absent when it is gone',
      }),
    ),
    omitted: Type.Optional(
      Type.Array(Type.String(), { description: 'Which of these were too long to be kept' }),
    ),
    subentries: Type.Array(Type.Ref('AuditLogEntryListing#')),
  },
  { $id: 'AuditLogEntry' },
);

export const AuditCountsSchema = Type.Object(
  {
    buckets: Type.Array(
      Type.Object({
        timestamp: Type.Integer({ format: 'int64', description: 'When the bucket begins' }),
        count: Type.Integer(),
      }),
    ),
    totalCount: Type.Integer(),
    bucketIntervalMs: Type.Integer(),
  },
  { $id: 'AuditLogEntryCounts' },
);

export const AuditChainSchema = Type.Object(
  {
    _links: LinksSchema,
    status: enumOf(
      ['unsigned', 'waiting', 'continued', 'broken', 'unreadable'],
      'Whether the log goes on from its last checkpoint: nothing is signed here; not signed yet; it does; it does not, or checkpoints are gone; the checkpoints or the key cannot be read',
    ),
    entries: Type.Integer({ description: 'How many entries the log has' }),
    head: Type.Optional(
      Type.Object(
        { number: Type.Integer(), hash: Type.String({ description: 'SHA-256, hexadecimal' }) },
        { description: 'The newest entry' },
      ),
    ),
    checkpoint: Type.Optional(
      Type.Object(
        {
          entries: Type.Integer({ description: 'How many entries there were' }),
          number: Type.Integer({ description: 'Of the newest entry then' }),
          date: InstantSchema,
          key: Type.String({ description: 'The name of the public key: a part of its SHA-256' }),
        },
        { description: 'The newest one of this account' },
      ),
    ),
  },
  { $id: 'AuditLogChain' },
);

/** What the statements may hold is judged with the place of each mistake, not by a schema. */
export const AuditStatementsSchema = Type.Array(Type.Unknown(), {
  $id: 'StatementPosts',
  description:
    'Statements: entries are found whose action and resource they allow; an empty list leaves none out',
});

export const AuditListSchema = Type.Object(
  { items: Type.Array(Type.Ref('AuditLogEntryListing#')), _links: LinksSchema },
  { $id: 'AuditLogEntries' },
);

const instantText = (description: string) => Type.String({ pattern: '^[0-9]{1,15}$', description });

const before = Type.Optional(instantText('Entries of this millisecond and earlier'));
const after = instantText('Entries of this millisecond and later');

const searchFields = {
  before,
  after: Type.Optional(after),
  beforeEntry: Type.Optional(instantText('Where the page before this one ended; comes from `_links.next`')),
  q: Type.Optional(
    Type.String({ maxLength: 256, description: 'A text in the name or description of the entry' }),
  ),
  actor: Type.Optional(
    Type.String({ pattern: '^[0-9a-f]{24}$', description: 'The id of the member or token that acted' }),
  ),
  requestId: Type.Optional(
    Type.String({
      pattern: '^[0-9a-f]{24}$',
      description: 'The `X-Request-ID` of a call: its change, or the entry that keeps its refusal',
    }),
  ),
  limit: Type.Optional(Type.String({ pattern: '^([1-9]|1[0-9]|20)$', description: '1 to 20, default 10' })),
};

export const SearchAuditQuerySchema = Type.Object(searchFields, { additionalProperties: false });

export const ListAuditQuerySchema = Type.Object(
  {
    ...searchFields,
    spec: Type.Optional(
      Type.String({ maxLength: 1_024, description: 'A resource specifier, such as `member/*:token/*`' }),
    ),
  },
  { additionalProperties: false },
);

export const CountAuditQuerySchema = Type.Object(
  {
    after,
    before,
    buckets: Type.Optional(
      Type.String({
        pattern: '^([1-9][0-9]?|[1-4][0-9]{2}|500)$',
        description: 'Into how many buckets the time is divided: 1 to 500, default 50',
      }),
    ),
  },
  { additionalProperties: false },
);

const TARGET_PATHS: Readonly<Record<AuditTarget['kind'], (id: string) => string>> = {
  account: () => '/api/v2/account',
  member: (id) => `/api/v2/members/${id}`,
  token: (id) => `/api/v2/tokens/${id}`,
  role: (id) => `/api/v2/roles/${id}`,
  team: (id) => `/api/v2/teams/${id}`,
  'resource-type': () => '/api/v2/resource-types',
  'gateway-route': (id) => `/api/v2/gateway-routes/${id}`,
  operation: () => '/api/v2/openapi.json',
};

export function auditListing(entry: AuditEntry): Static<typeof AuditListingSchema> {
  const { actor, target, refusals } = entry;
  const targetPath = TARGET_PATHS[target.kind](target.id);
  return {
    _links: {
      canonical: link(targetPath),
      parent: link('/api/v2/auditlog'),
      self: link(`/api/v2/auditlog/${entry.id}`),
    },
    _id: entry.id,
    _accountId: entry.accountId,
    date: entry.at,
    accesses: [{ action: entry.action, resource: target.resource }],
    result: entry.result ?? 'allowed',
    ...(actor.requestId !== undefined && { requestId: actor.requestId }),
    ...(actor.address !== undefined && { address: actor.address }),
    ...(refusals && { count: refusals.count, refusals: refusals.latest.map(attemptAnswer) }),
    kind: target.kind,
    name: target.name,
    description: entry.description,
    shortDescription: entry.description,
    ...(entry.comment !== undefined && { comment: entry.comment }),
    ...actorFields(actor),
    titleVerb: entry.verb,
    title: `${actorTitle(actor)} ${entry.verb} ${markdownLink(target.name, targetPath)}`,
    target: { _links: { self: link(targetPath) }, name: target.name, resources: [target.resource] },
  };
}

export function auditAnswer(entry: AuditEntryWithDetails): Static<typeof AuditEntrySchema> {
  const { delta, merge, previousVersion, currentVersion, omitted } = entry;
  return {
    ...auditListing(entry),
    delta: delta === undefined ? null : [...delta],
    ...(merge && { merge }),
    ...(previousVersion && { previousVersion: { ...previousVersion } }),
    ...(currentVersion && { currentVersion: { ...currentVersion } }),
    ...(omitted && { omitted: [...omitted] }),
    subentries: [],
  };
}

export function auditCountsAnswer({ buckets, intervalMs }: AuditCounts): Static<typeof AuditCountsSchema> {
  return {
    buckets: buckets.map(({ at, count }) => ({ timestamp: at, count })),
    totalCount: buckets.reduce((sum, { count }) => sum + count, 0),
    bucketIntervalMs: intervalMs,
  };
}

export function auditChainAnswer({ status, head, checkpoint }: ChainState): Static<typeof AuditChainSchema> {
  return {
    _links: { self: link('/api/v2/auditlog/chain'), parent: link('/api/v2/auditlog') },
    status,
    entries: head?.position ?? 0,
    ...(head && { head: { number: head.number, hash: Buffer.from(head.hash).toString('hex') } }),
    ...(checkpoint && {
      checkpoint: {
        entries: checkpoint.count,
        number: checkpoint.number,
        date: checkpoint.at,
        key: checkpoint.key,
      },
    }),
  };
}

function attemptAnswer({ requestId, at, address, action, resource }: RefusedAttempt) {
  return { requestId, date: at, address, action, resource };
}

function actorFields({ member, token }: AuditActor) {
  return {
    ...(member && {
      subject: { _links: { self: link(`/api/v2/members/${member.id}`) }, name: displayName(member) },
      member: {
        _links: { self: link(`/api/v2/members/${member.id}`) },
        _id: member.id,
        email: member.email,
        firstName: member.firstName,
        lastName: member.lastName,
      },
    }),
    ...(token && {
      token: {
        _links: { self: link(`/api/v2/tokens/${token.id}`) },
        _id: token.id,
        name: token.name,
        ending: token.lastFour,
        serviceToken: token.kind === 'service',
      },
    }),
  };
}

function actorTitle({ member, token, system }: AuditActor): string {
  if (member !== undefined) return markdownLink(displayName(member), `mailto:${member.email}`);
  return token === undefined ? (system ?? 'keyward') : markdownLink(token.name, `/api/v2/tokens/${token.id}`);
}

function displayName(member: NonNullable<AuditActor['member']>): string {
  return `${member.firstName} ${member.lastName}`.trim() || member.email;
}

/** Names are people's words: what would end the link early or make another one is escaped. */
function markdownLink(text: string, target: string): string {
  return `[${text.replace(/[\\[\]()<>*_`~]/g, '\\$&').replace(/\s+/g, ' ')}](${target})`;
}
