import { SerializerSelector } from '@fastify/fast-json-stringify-compiler';
import type { FastifyInstance } from 'fastify';

type Serialize = (document: unknown) => string;

/**
 * By schema, for the whole process: most routes answer with the same few, and making their serialisers anew for each
 * route and each status was most of the time of a start.
 */
const made = new Map<string, Serialize>();

/** Error answers are serialised where they are sent, whatever the route. */
const ERROR_REFERENCE = 'Error#';

/** Must be called when all shared schemas are known and no route is. */
export function registerSerializers(app: FastifyInstance): void {
  const compile = SerializerSelector()(app.getSchemas(), {});
  app.setSerializerCompiler((route) => {
    const { $ref } = route.schema as { readonly $ref?: string };
    if ($ref === ERROR_REFERENCE) return JSON.stringify;
    const name = JSON.stringify(route.schema);
    const known = made.get(name);
    if (known !== undefined) return known;
    const serialize: Serialize = compile({ httpStatus: '', ...route });
    made.set(name, serialize);
    return serialize;
  });
}
