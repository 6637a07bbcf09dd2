import { type Static, Type } from 'typebox';
import { searchActions } from '../../decisions/search/search-actions.ts';
import { searchResources } from '../../decisions/search/search-resources.ts';
import { searchSubjects } from '../../decisions/search/search-subjects.ts';
import { principalOf } from '../authenticate-request.ts';
import { AUTHZEN_SEARCH } from '../authzen-manners.ts';
import { errorResponses } from '../schemas/error.ts';
import type { ActionSearchSchema, ResourceSearchSchema, SubjectSearchSchema } from '../schemas/search.ts';
import { searchPage } from '../search-pages.ts';
import type { Routes } from './route.ts';

const PATH = '/access/v1/search';
const tags = ['AuthZEN'];

/** OpenID AuthZEN 1.0: who may do something, to what, and what. */
export const accessSearchRoutes: Routes = (app, deployment) => {
  app.post(
    `${PATH}/subject`,
    {
      config: AUTHZEN_SEARCH,
      schema: {
        operationId: 'searchSubjects',
        tags,
        summary: 'Find who may do something (OpenID AuthZEN)',
        body: Type.Unsafe<Static<typeof SubjectSearchSchema>>(Type.Ref('SubjectSearchPost#')),
        response: {
          200: Type.Ref('FoundEntities#', { description: 'Those of the subjects that the caller may see' }),
          ...errorResponses(401, 403, 413, 429, 503),
        },
      },
    },
    (request) => {
      const principal = principalOf(request);
      const { subject, action, resource, page } = request.body;
      const question = ['subject', subject.type, action.name, resource];
      return searchPage(deployment, principal, question, page, (part) =>
        searchSubjects(deployment, principal, subject.type, { action, resource }, part),
      );
    },
  );

  app.post(
    `${PATH}/resource`,
    {
      config: AUTHZEN_SEARCH,
      schema: {
        operationId: 'searchResources',
        tags,
        summary: 'Find to what a subject may do something (OpenID AuthZEN)',
        body: Type.Unsafe<Static<typeof ResourceSearchSchema>>(Type.Ref('ResourceSearchPost#')),
        response: {
          200: Type.Ref('FoundEntities#', { description: 'Those of the resources that the caller may see' }),
          ...errorResponses(401, 403, 413, 429, 503),
        },
      },
    },
    (request) => {
      const principal = principalOf(request);
      const { subject, action, resource, page } = request.body;
      const { type, properties } = resource;
      const question = ['resource', subject.type, subject.id, action.name, type, properties];
      const searched = { type, ...(properties && { properties }) };
      return searchPage(deployment, principal, question, page, (part) =>
        searchResources(deployment, principal, { subject, action }, searched, part),
      );
    },
  );

  app.post(
    `${PATH}/action`,
    {
      config: AUTHZEN_SEARCH,
      schema: {
        operationId: 'searchActions',
        tags,
        summary: 'Find what a subject may do to a resource (OpenID AuthZEN)',
        body: Type.Unsafe<Static<typeof ActionSearchSchema>>(Type.Ref('ActionSearchPost#')),
        response: {
          200: Type.Ref('FoundActions#', { description: 'Of the actions of its type' }),
          ...errorResponses(401, 403, 413, 429, 503),
        },
      },
    },
    (request) => {
      const principal = principalOf(request);
      const { subject, resource, page } = request.body;
      const question = ['action', subject.type, subject.id, resource];
      return searchPage(deployment, principal, question, page, (part) =>
        searchActions(deployment, principal, { subject, resource }, part),
      );
    },
  );
};
