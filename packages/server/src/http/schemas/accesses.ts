import { type Static, Type } from 'typebox';
import type { Accesses } from '../../tokens/token-accesses.ts';

const ListSchema = Type.Array(
  Type.Object({
    action: Type.String(),
    resource: Type.String(),
    reason: Type.Object({ effect: Type.String() }),
  }),
);

/** In LaunchDarkly's shape. */
export const AccessesSchema = Type.Object(
  { allowed: ListSchema, denied: ListSchema },
  { $id: 'Accesses', description: 'What the caller may do here, and what not' },
);

export function accessesAnswer({ allowed, denied }: Accesses): Static<typeof AccessesSchema> {
  const withEffect = (list: Accesses['allowed'], effect: string) =>
    list.map((access) => ({ ...access, reason: { effect } }));
  return { allowed: withEffect(allowed, 'allow'), denied: withEffect(denied, 'deny') };
}
