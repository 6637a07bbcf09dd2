import { Type } from 'typebox';
import { getAuditEntry } from '../../audit/get-audit-entry.ts';
import { listAuditEntries } from '../../audit/list-audit-entries.ts';
import { refuseSecrets } from '../../tokens/refuse-secrets.ts';
import { principalOf } from '../authenticate-request.ts';
import { AUDIT_PAGE_LIMIT, auditAnswer, auditListing, ListAuditQuerySchema } from '../schemas/audit.ts';
import { errorResponses } from '../schemas/error.ts';
import { link } from '../schemas/link.ts';
import { IdParamsSchema } from '../schemas/object-id.ts';
import type { Routes } from './route.ts';

const PATH = '/api/v2/auditlog';
const DEFAULT_LIMIT = AUDIT_PAGE_LIMIT / 2;

export const auditRoutes: Routes = (app, deployment) => {
  app.get(
    PATH,
    {
      schema: {
        operationId: 'getAuditLogEntries',
        tags: ['Audit log'],
        summary: 'List audit log entries',
        description: 'Newest first. `_links.next` leads to older entries.',
        querystring: ListAuditQuerySchema,
        response: {
          200: Type.Ref('AuditLogEntries#', { description: 'A page of entries' }),
          ...errorResponses(401, 403),
        },
      },
    },
    async (request) => {
      const { before, after, beforeEntry, q, limit } = request.query;
      refuseSecrets({ q: q ?? '' });
      const count = Number(limit ?? DEFAULT_LIMIT);
      const entries = await listAuditEntries(
        deployment,
        principalOf(request),
        {
          ...(before !== undefined && { beforeMs: Number(before) }),
          ...(after !== undefined && { afterMs: Number(after) }),
          ...(beforeEntry !== undefined && { beforeNumber: Number(beforeEntry) }),
          ...(q !== undefined && { text: q }),
        },
        count + 1,
      );
      const items = entries.slice(0, count);
      const last = entries.length > count ? items.at(-1) : undefined;
      const at = (query: Record<string, string>) =>
        link(`${PATH}?${new URLSearchParams(query)}`.replace(/\?$/, ''));
      return {
        items: items.map(auditListing),
        _links: {
          self: at(request.query),
          ...(last && { next: at({ ...request.query, beforeEntry: String(last.number) }) }),
        },
      };
    },
  );

  app.get(
    `${PATH}/:id`,
    {
      schema: {
        operationId: 'getAuditLogEntry',
        tags: ['Audit log'],
        summary: 'Get an audit log entry',
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
