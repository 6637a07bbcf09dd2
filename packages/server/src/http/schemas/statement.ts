import { Type } from 'typebox';
import { enumOf } from './enum.ts';

const entries = () => Type.Optional(Type.Array(Type.String()));

export const StatementSchema = Type.Object(
  {
    effect: enumOf(['allow', 'deny']),
    resources: entries(),
    notResources: entries(),
    actions: entries(),
    notActions: entries(),
  },
  { $id: 'Statement', description: 'One sentence of a policy: an effect, resources and actions' },
);
