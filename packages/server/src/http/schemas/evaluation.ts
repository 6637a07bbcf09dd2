import { Type } from 'typebox';
import { enumOf } from './enum.ts';

export const EVALUATION_LIMIT = 100;
export const SEMANTICS = ['execute_all', 'deny_on_first_deny', 'permit_on_first_permit'] as const;

const PropertiesSchema = Type.Optional(
  Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true }),
);
const text = (description: string) => Type.String({ minLength: 1, maxLength: 4_096, description });

const subject = {
  type: text('`token`, `member` or `team`'),
  id: text('The id of the token or member, or the key of the team'),
  properties: PropertiesSchema,
};
const action = { name: text('The action, as policies name it'), properties: PropertiesSchema };
const resource = {
  type: text('The type of the resource, as policies name it'),
  id: text('Its whole name, such as `customer/c1:invoice/i7`; of a type at the top the key is enough'),
  properties: PropertiesSchema,
};
const ContextSchema = Type.Optional(
  Type.Object({}, { additionalProperties: true, description: 'Policies do not read it' }),
);

/** Unknown fields are ignored, as the standard asks. */
export const EvaluationSchema = Type.Object(
  {
    subject: Type.Object(subject),
    action: Type.Object(action),
    resource: Type.Object(resource),
    context: ContextSchema,
  },
  { $id: 'EvaluationPost', description: 'May the subject do the action to the resource?' },
);

export const EvaluationsSchema = Type.Object(
  {
    subject: Type.Optional(Type.Partial(Type.Object(subject))),
    action: Type.Optional(Type.Partial(Type.Object(action))),
    resource: Type.Optional(Type.Partial(Type.Object(resource))),
    context: ContextSchema,
    evaluations: Type.Optional(
      Type.Array(Type.Object({}, { additionalProperties: true }), {
        maxItems: EVALUATION_LIMIT,
        description: 'Each with what differs from the fields beside it',
      }),
    ),
    options: Type.Optional(
      Type.Object({
        evaluations_semantic: Type.Optional(
          enumOf(SEMANTICS, 'Whether the first denial or permission ends it; default `execute_all`'),
        ),
      }),
    ),
  },
  { $id: 'EvaluationsPost', description: 'Several questions, with what they have in common' },
);

const AnswerSchema = Type.Object({
  decision: Type.Boolean(),
  context: Type.Optional(
    Type.Object({
      reason: Type.Optional(
        enumOf([
          'allow',
          'explicit_deny',
          'implicit_deny',
          'exceeds_member',
          'token_inactive',
          'unknown_subject',
          'unknown_resource',
        ]),
      ),
      statement: Type.Optional(
        Type.Object(
          { role: Type.String(), index: Type.Integer() },
          { description: 'What decided, for whoever may view the role' },
        ),
      ),
      error: Type.Optional(
        Type.Object(
          { status: Type.Integer(), message: Type.String() },
          { description: 'What is wrong with the question' },
        ),
      ),
    }),
  ),
});

export const EvaluationAnswerSchema = Type.Object(AnswerSchema.properties, { $id: 'Evaluation' });

export const EvaluationsAnswerSchema = Type.Object(
  {
    decision: Type.Optional(AnswerSchema.properties.decision),
    context: AnswerSchema.properties.context,
    evaluations: Type.Optional(Type.Array(AnswerSchema)),
  },
  { $id: 'Evaluations', description: 'One answer, or those to `evaluations` in their order' },
);
