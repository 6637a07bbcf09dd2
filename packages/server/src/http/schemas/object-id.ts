import { Type } from 'typebox';

export const ObjectIdSchema = Type.String({
  pattern: '^[0-9a-f]{24}$',
  examples: ['61095542756dba551110ae21'],
});

/** Milliseconds since 1970. */
export const InstantSchema = Type.Integer({ format: 'int64', minimum: 0, examples: [1_628_001_602_644] });

/** The path parameter `id`. Any text is taken: what is no id names nothing, which is 404 and not 400. */
export const IdParamsSchema = Type.Object({ id: Type.String() });
