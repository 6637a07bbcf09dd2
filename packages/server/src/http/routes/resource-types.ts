import { type Static, Type } from 'typebox';
import { Failure } from '../../failure.ts';
import { deleteResourceType } from '../../resource-types/delete-resource-type.ts';
import { listResourceTypes } from '../../resource-types/list-resource-types.ts';
import { putResourceType } from '../../resource-types/put-resource-type.ts';
import { callerOf, principalOf } from '../authenticate-request.ts';
import { DryRunQuerySchema } from '../schemas/account-settings.ts';
import { errorResponses } from '../schemas/error.ts';
import {
  declarationFrom,
  type NewResourceTypeSchema,
  resourceTypeAnswer,
  TypeParamsSchema,
} from '../schemas/resource-type.ts';
import type { Routes } from './route.ts';

const PATH = '/api/v2/resource-types';
const TYPE_NAME = /^[a-z][a-z0-9-]{0,63}$/;

export const resourceTypeRoutes: Routes = (app, deployment) => {
  app.get(
    PATH,
    {
      schema: {
        operationId: 'getResourceTypes',
        tags: ['Resource types'],
        summary: 'List the resource types that policies may name',
        response: { 200: Type.Ref('ResourceTypes#', { description: 'The types' }), ...errorResponses(401) },
      },
    },
    async (request) => {
      const items = listResourceTypes(principalOf(request)).map(resourceTypeAnswer);
      return { items, totalCount: items.length };
    },
  );

  app.put(
    `${PATH}/:type`,
    {
      schema: {
        operationId: 'putResourceType',
        tags: ['Resource types'],
        summary: 'Declare a resource type of the account, or declare it anew',
        description:
          'Needs `manageResourceTypes`, and the right to do all that others gain by it. What a policy or a gateway route needs stays: 409, which names them. With `dryRun=true` nothing is stored.',
        params: TypeParamsSchema,
        querystring: DryRunQuerySchema,
        body: Type.Unsafe<Static<typeof NewResourceTypeSchema>>(Type.Ref('ResourceTypePut#')),
        response: {
          200: Type.Ref('ResourceType#', { description: 'Declared anew' }),
          201: Type.Ref('ResourceType#', { description: 'Declared' }),
          ...errorResponses(401, 403, 409, 413, 415),
        },
      },
    },
    async (request, reply) => {
      const { type: name } = request.params;
      if (!TYPE_NAME.test(name)) {
        throw new Failure(
          'invalid_request',
          '`type`: a type is named by lower-case letters, digits and dashes',
        );
      }
      const declaration = declarationFrom(name, request.body);
      const { isNew, types } = await putResourceType(deployment, callerOf(request), declaration, {
        dryRun: request.query.dryRun === 'true',
      });
      const declared = types.catalogue.types.get(name);
      if (declared === undefined) throw new Error('the type was declared but is not in the catalogue');
      return reply.code(isNew ? 201 : 200).send(resourceTypeAnswer(declared));
    },
  );

  app.delete(
    `${PATH}/:type`,
    {
      schema: {
        operationId: 'deleteResourceType',
        tags: ['Resource types'],
        summary: 'Take back a resource type of the account',
        description:
          'A type that a policy, a gateway route or another type needs stays: 409, which names them. With `dryRun=true` nothing is deleted.',
        params: TypeParamsSchema,
        querystring: DryRunQuerySchema,
        response: { 204: Type.Null({ description: 'Deleted' }), ...errorResponses(401, 403, 404, 409) },
      },
    },
    async (request, reply) => {
      await deleteResourceType(deployment, callerOf(request), request.params.type, {
        dryRun: request.query.dryRun === 'true',
      });
      return reply.code(204).send(null);
    },
  );
};
