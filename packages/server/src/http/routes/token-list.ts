import { type Static, Type } from 'typebox';
import { Failure } from '../../failure.ts';
import type { TokenPage } from '../../storage/token-list-store.ts';
import type { OrderedPage } from '../../tokens/attention-first.ts';
import { listTokens } from '../../tokens/list-tokens.ts';
import { lookUpToken } from '../../tokens/look-up-token.ts';
import { sumUsage } from '../../tokens/sum-usage.ts';
import { creationAccesses, tokenAccesses } from '../../tokens/token-accesses.ts';
import { getTokenHealth } from '../../tokens/token-health.ts';
import { viewTokens } from '../../tokens/token-view.ts';
import { callerOf, principalOf } from '../authenticate-request.ts';
import { pageLinks } from '../pagination.ts';
import { accessesAnswer } from '../schemas/accesses.ts';
import { errorResponses } from '../schemas/error.ts';
import { type Link, link } from '../schemas/link.ts';
import { tokenAnswer } from '../schemas/token.ts';
import { ListTokensQuerySchema, TokenHealthQuerySchema } from '../schemas/token-list.ts';
import { type LookUpRequestSchema, lookUpAnswer } from '../schemas/token-look-up.ts';
import { usageAnswer } from '../schemas/token-usage.ts';
import { tokenInclusionsFrom } from '../token-inclusions.ts';
import { tokenOrderFrom, tokenSelectionFrom } from '../token-selection.ts';
import type { Routes } from './route.ts';

const PATH = '/api/v2/tokens';
const tags = ['Access tokens'];
const DEFAULT_LIMIT = 25;
const LARGEST_LIMIT = 1_000;
const FIRST_PAGINATED_VERSION = 20240415;
/** Older versions know no pages: one answer holds all, as long as it is no burden on others. */
const LIMIT_WITHOUT_PAGES = 5_000;

/** Finding tokens: by what they are, by how they fare, by a secret. */
export const tokenListRoutes: Routes = (app, deployment) => {
  app.get(
    PATH,
    {
      schema: {
        operationId: 'getTokens',
        tags,
        summary: 'List access tokens',
        description:
          'Newest first unless `sort` says otherwise. All conditions hold for each token of the answer.',
        querystring: ListTokensQuerySchema,
        response: {
          200: Type.Ref('Tokens#', { description: 'A page of tokens' }),
          ...errorResponses(401, 403),
        },
      },
    },
    async (request) => {
      const { query } = request;
      const { limit, offset, cursor } = query;
      const principal = principalOf(request);
      const { accountId } = principal;
      const includes = tokenInclusionsFrom(query.include);
      if (cursor !== undefined && offset !== undefined) {
        throw new Failure('invalid_request', '`cursor` and `offset` say two things: send one of them');
      }
      const isPaginated =
        request.apiVersion.version >= FIRST_PAGINATED_VERSION || limit !== undefined || cursor !== undefined;
      const count = isPaginated
        ? Math.min(Number(limit ?? DEFAULT_LIMIT), LARGEST_LIMIT)
        : LIMIT_WITHOUT_PAGES;
      const sort = tokenOrderFrom(query);
      const selection = {
        ...(await tokenSelectionFrom(deployment, principal, query)),
        withOutcomes: includes.usage,
      };
      const find = async (page: TokenPage) => {
        const list = await listTokens(deployment, principal, selection, sort, page);
        const views = await viewTokens(deployment, principal, list.items);
        const items = views.map((view) =>
          tokenAnswer(view, { accesses: includes.access ? tokenAccesses(principal, view.token) : undefined }),
        );
        return { list, items };
      };
      const access = includes.access && { _access: accessesAnswer(creationAccesses(principal)) };

      if (cursor !== undefined) {
        const after = cursor === '' ? undefined : deployment.tokenCursors.positionOf(accountId, sort, cursor);
        const { list, items } = await find(after ? { limit: count, after } : { limit: count, offset: 0 });
        const next = list.end && deployment.tokenCursors.issue(accountId, sort, list.end);
        return { items, ...totalsOf(list), ...access, _links: cursorLinks(query, cursor, next) };
      }
      const page = { limit: count, offset: Number(offset ?? 0) };
      const { list, items } = await find(page);
      const { totalCount } = list;
      const filters = parametersOf(query).filter(([name]) => name !== 'limit' && name !== 'offset');
      const hasPages = isPaginated || totalCount > page.limit;
      return {
        items,
        ...totalsOf(list),
        ...access,
        _links: hasPages
          ? pageLinks({ path: PATH, query: filters, page, totalCount })
          : { self: at(filters) },
      };
    },
  );

  app.get(
    `${PATH}/health`,
    {
      schema: {
        operationId: 'getTokenHealth',
        tags,
        summary: 'Count the tokens that need a look',
        description:
          'Of the tokens that the list shows to the caller. `health` of the list leads to the tokens behind a count.',
        querystring: TokenHealthQuerySchema,
        response: {
          200: Type.Ref('TokenHealth#', { description: 'The counts' }),
          ...errorResponses(401, 403),
        },
      },
    },
    async (request) => {
      const { showAll } = request.query;
      const { counts, countedAt } = await getTokenHealth(
        deployment,
        principalOf(request),
        showAll === 'true',
      );
      return { ...counts, countedAt, _links: { self: link(`${PATH}/health`), parent: link(PATH) } };
    },
  );

  app.get(
    `${PATH}/usage`,
    {
      schema: {
        operationId: 'getTokensUsage',
        tags,
        summary: 'Add up the calls with all tokens',
        description:
          'Of the tokens that the list shows to the caller, and of deleted ones unless the rights of the caller are decided token by token.',
        querystring: TokenHealthQuerySchema,
        response: {
          200: Type.Ref('TokenUsage#', { description: 'The calls on each day' }),
          ...errorResponses(401, 403),
        },
      },
    },
    async (request) => {
      const outcomes = await sumUsage(deployment, principalOf(request), request.query.showAll === 'true');
      return usageAnswer(outcomes, deployment.clock.now());
    },
  );

  app.post(
    `${PATH}/lookup`,
    {
      schema: {
        operationId: 'lookUpToken',
        tags,
        summary: 'Find the token that a secret belongs to',
        description:
          'For a secret that was found somewhere. Needs `lookUpToken` on `acct`, or the token is one of the caller. Superseded secrets are known too, and for 90 days those of deleted tokens. It is no use of the secret.',
        body: Type.Unsafe<Static<typeof LookUpRequestSchema>>(Type.Ref('TokenLookUpPost#')),
        response: {
          200: Type.Ref('TokenLookUp#', { description: 'The token' }),
          ...errorResponses(401, 403, 404, 409, 413, 415),
        },
      },
    },
    async (request) => lookUpAnswer(await lookUpToken(deployment, callerOf(request), request.body.token)),
  );
};

function totalsOf({ totalCount, isTotalCapped, attentionCount }: OrderedPage) {
  return {
    totalCount,
    ...(isTotalCapped && { totalCountCapped: true }),
    ...(attentionCount !== undefined && { attentionCount }),
  };
}

/** As they came; a parameter that was given several times is there as often. */
function parametersOf(query: Readonly<Record<string, string | string[] | undefined>>): [string, string][] {
  return Object.entries(query).flatMap(([name, value]) =>
    [value ?? []].flat().map((each): [string, string] => [name, each]),
  );
}

function cursorLinks(query: Static<typeof ListTokensQuerySchema>, cursor: string, next: string | undefined) {
  const others = parametersOf(query).filter(([name]) => name !== 'cursor');
  const to = (text: string) => at([...others, ['cursor', text]]);
  const links: Record<string, Link> = { self: to(cursor) };
  if (cursor !== '') links.first = to('');
  if (next !== undefined) links.next = to(next);
  return links;
}

function at(parameters: [string, string][]): Link {
  return link(`${PATH}?${new URLSearchParams(parameters)}`.replace(/\?$/, ''));
}
