import { type Static, Type } from 'typebox';
import { EvaluationSchema } from './evaluation.ts';

export const SEARCH_LIMIT = 1_000;

const { subject, action, resource, context } = EvaluationSchema.properties;

const PageSchema = Type.Optional(
  Type.Object(
    {
      token: Type.Optional(
        Type.String({ maxLength: 4_096, description: '`page.next_token` of the answer before' }),
      ),
      limit: Type.Optional(
        Type.Integer({
          minimum: 0,
          description: `The most results of one answer: at most and by default ${SEARCH_LIMIT}`,
        }),
      ),
    },
    { description: 'Which part of the results' },
  ),
);

const subjectType = Type.Object({ type: subject.properties.type, properties: subject.properties.properties });
const resourceType = Type.Object({
  type: resource.properties.type,
  properties: resource.properties.properties,
});

/** Unknown fields are ignored, as the standard asks, and so is the `id` of what is searched. */
export const SubjectSearchSchema = Type.Object(
  { subject: subjectType, action, resource, context, page: PageSchema },
  { $id: 'SubjectSearchPost', description: 'Which subjects of the type may do the action to the resource?' },
);

export const ResourceSearchSchema = Type.Object(
  { subject, action, resource: resourceType, context, page: PageSchema },
  { $id: 'ResourceSearchPost', description: 'To which resources of the type may the subject do the action?' },
);

export const ActionSearchSchema = Type.Object(
  { subject, resource, context, page: PageSchema },
  { $id: 'ActionSearchPost', description: 'Which actions may the subject do to the resource?' },
);

export type RequestedPage = Static<typeof PageSchema>;

const AnsweredPageSchema = Type.Object({
  next_token: Type.String({ description: 'Brings the next page; empty on the last one' }),
  count: Type.Integer({ description: 'How many results this answer has' }),
});

export const FoundEntitiesSchema = Type.Object(
  {
    results: Type.Array(Type.Object({ type: Type.String(), id: Type.String() })),
    page: AnsweredPageSchema,
  },
  { $id: 'FoundEntities' },
);

export const FoundActionsSchema = Type.Object(
  { results: Type.Array(Type.Object({ name: Type.String() })), page: AnsweredPageSchema },
  { $id: 'FoundActions' },
);
