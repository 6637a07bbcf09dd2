import { type Static, Type } from 'typebox';
import { AuditSelection } from '../../audit/audit-selection.ts';
import { countAuditEntries } from '../../audit/count-audit-entries.ts';
import { getAuditEntry } from '../../audit/get-audit-entry.ts';
import { listAuditEntries } from '../../audit/list-audit-entries.ts';
import { readChainState } from '../../audit/read-chain-state.ts';
import type { Deployment } from '../../deployment/deployment.ts';
import { refuseSecrets } from '../../tokens/refuse-secrets.ts';
import type { Principal } from '../../verification/principal.ts';
import { principalOf } from '../authenticate-request.ts';
import { POLICY_BODY } from '../json-body.ts';
import {
  AUDIT_PAGE_LIMIT,
  type AuditListSchema,
  type AuditStatementsSchema,
  auditAnswer,
  auditChainAnswer,
  auditCountsAnswer,
  auditListing,
  CountAuditQuerySchema,
  ListAuditQuerySchema,
  SearchAuditQuerySchema,
} from '../schemas/audit.ts';
import { errorResponses } from '../schemas/error.ts';
import { link } from '../schemas/link.ts';
import { IdParamsSchema } from '../schemas/object-id.ts';
import type { Routes } from './route.ts';

const PATH = '/api/v2/auditlog';
const DEFAULT_LIMIT = AUDIT_PAGE_LIMIT / 2;
const DEFAULT_BUCKETS = 50;
const tags = ['Audit log'];

const StatementsSchema = Type.Unsafe<Static<typeof AuditStatementsSchema>>(Type.Ref('StatementPosts#'));
const listAnswer = Type.Ref('AuditLogEntries#', { description: 'A page of entries' });

export const auditRoutes: Routes = (app, deployment) => {
  app.get(
    PATH,
    {
      schema: {
        operationId: 'getAuditLogEntries',
        tags,
        summary: 'List audit log entries',
        description: 'Newest first. `_links.next` leads to older entries, also from a page that holds none.',
        querystring: ListAuditQuerySchema,
        response: { 200: listAnswer, ...errorResponses(401, 403) },
      },
    },
    (request) => {
      const { spec, ...query } = request.query;
      refuseSecrets({ spec: spec ?? '' });
      const principal = principalOf(request);
      const selection =
        spec === undefined ? undefined : AuditSelection.ofSpecifier(spec, principal.types.catalogue);
      return listedPage(deployment, principal, query, selection, spec === undefined ? {} : { spec });
    },
  );

  app.post(
    PATH,
    {
      bodyLimit: POLICY_BODY.bodyLimit,
      config: { ...POLICY_BODY.config, isListOptional: true },
      schema: {
        operationId: 'postAuditLogEntries',
        tags,
        summary: 'Search the audit log by policy statements',
        description:
          'Newest first. `_links.next` leads to older entries, also from a page that holds none: send the same body there.',
        querystring: SearchAuditQuerySchema,
        body: StatementsSchema,
        response: { 200: listAnswer, ...errorResponses(401, 403, 413, 415) },
      },
    },
    (request) => {
      const principal = principalOf(request);
      const selection = AuditSelection.ofStatements(request.body, principal.types.catalogue);
      return listedPage(deployment, principal, request.query, selection);
    },
  );

  app.post(
    `${PATH}/counts`,
    {
      bodyLimit: POLICY_BODY.bodyLimit,
      // A page that shows the log asks again and again whether there is more.
      config: { ...POLICY_BODY.config, isBackground: true },
      schema: {
        operationId: 'postAuditLogEntryCounts',
        tags,
        summary: 'Count audit log entries over time',
        querystring: CountAuditQuerySchema,
        body: StatementsSchema,
        response: {
          200: Type.Ref('AuditLogEntryCounts#', { description: 'The counts' }),
          ...errorResponses(401, 403, 413, 415),
        },
      },
    },
    async (request) => {
      const { after, before, buckets } = request.query;
      const principal = principalOf(request);
      const period = {
        afterMs: Number(after),
        beforeMs: before === undefined ? deployment.clock.now() : Number(before),
        buckets: Number(buckets ?? DEFAULT_BUCKETS),
      };
      const selection = AuditSelection.ofStatements(request.body, principal.types.catalogue);
      return auditCountsAnswer(await countAuditEntries(deployment, principal, period, selection));
    },
  );

  app.get(
    `${PATH}/chain`,
    {
      schema: {
        operationId: 'getAuditLogChain',
        tags,
        summary: 'Get the state of the chain of the audit log',
        description:
          'How far the log has come, what was last signed of it, and whether it goes on from there. It hashes no entry again: `keyward audit verify` proves the whole log.',
        response: {
          200: Type.Ref('AuditLogChain#', { description: 'The state' }),
          ...errorResponses(401, 403),
        },
      },
    },
    async (request) => {
      const state = await readChainState(deployment, principalOf(request));
      // The answer names no file of the machine.
      if (state.problem !== undefined) request.log.error({ requestId: request.id }, state.problem);
      return auditChainAnswer(state);
    },
  );

  app.get(
    `${PATH}/:id`,
    {
      schema: {
        operationId: 'getAuditLogEntry',
        tags,
        summary: 'Get an audit log entry',
        description:
          'With what a page leaves out: the patch that was asked for, and the resource before and after.',
        params: IdParamsSchema,
        response: {
          200: Type.Ref('AuditLogEntry#', { description: 'The entry' }),
          ...errorResponses(401, 403, 404),
        },
      },
    },
    async (request) => auditAnswer(await getAuditEntry(deployment, principalOf(request), request.params.id)),
  );
};

async function listedPage(
  deployment: Deployment,
  principal: Principal,
  query: Static<typeof SearchAuditQuerySchema>,
  selection: AuditSelection | undefined,
  further: Record<string, string> = {},
): Promise<Static<typeof AuditListSchema>> {
  const { before, after, beforeEntry, q, limit, actor, requestId } = query;
  refuseSecrets({ q: q ?? '' });
  const filter = {
    ...(before !== undefined && { beforeMs: Number(before) }),
    ...(after !== undefined && { afterMs: Number(after) }),
    ...(beforeEntry !== undefined && { belowNumber: Number(beforeEntry) }),
    ...(q !== undefined && q !== '' && { text: q }),
  };
  const traits =
    actor === undefined && requestId === undefined
      ? undefined
      : { ...(actor !== undefined && { actor }), ...(requestId !== undefined && { requestId }) };
  const page = await listAuditEntries(
    deployment,
    principal,
    filter,
    selection,
    traits,
    Number(limit ?? DEFAULT_LIMIT),
  );
  const { entries, belowNumber } = page;
  const at = (changed: Record<string, string>) =>
    link(`${PATH}?${new URLSearchParams({ ...query, ...further, ...changed })}`.replace(/\?$/, ''));
  return {
    items: entries.map(auditListing),
    _links: {
      self: at({}),
      ...(belowNumber !== undefined && { next: at({ beforeEntry: String(belowNumber) }) }),
    },
  };
}
