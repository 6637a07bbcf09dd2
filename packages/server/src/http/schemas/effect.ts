import { Type } from 'typebox';
import { InstantSchema } from './object-id.ts';

/** For every object that answers a change of rights; `announce-effect.ts` fills it in. */
export const effectFields = {
  effectiveEverywhereBy: Type.Optional(
    Type.Unsafe<number>({
      ...InstantSchema,
      description: 'Only in the answer to a change: from then on it holds on every node',
    }),
  ),
};
