import { AjvCompiler } from '@fastify/ajv-compiler';
import { SerializerSelector } from '@fastify/fast-json-stringify-compiler';
import type { FastifyInstance, FastifySchemaCompiler } from 'fastify';

type Serialize = (document: unknown) => string;
type Schemas = Readonly<Record<string, object>>;

/**
 * By schema, for the whole process: most routes take and answer with the same few, and making their functions anew for
 * each route and each status was most of the time of a start.
 */
const serializers = new Map<string, Serialize>();
const validators = new Map<string, ReturnType<FastifySchemaCompiler<unknown>>>();

const serializerOver = SerializerSelector();
const validatorOver = AjvCompiler();

/** Error answers are serialised where they are sent, whatever the route. */
const ERROR_REFERENCE = 'Error#';

/** What a client sends is taken as it is, or refused: nothing is turned, dropped or filled in. */
const VALIDATION = { removeAdditional: false, coerceTypes: false, useDefaults: false, allErrors: false };

/** Must be called when all shared schemas are known and no route is. */
export function registerSchemaCompilers(app: FastifyInstance): void {
  const shared = app.getSchemas() as Schemas;
  const compileValidator = validatorOver({ ...shared }, { customOptions: VALIDATION });
  app.setSerializerCompiler((route) => {
    const { $ref } = route.schema as { readonly $ref?: string };
    if ($ref === ERROR_REFERENCE) return JSON.stringify;
    return madeOnce(serializers, route.schema, (text) =>
      serializerOver(schemasNamedIn(text, shared), {})({ httpStatus: '', ...route }),
    );
  });
  app.setValidatorCompiler((route) => madeOnce(validators, route.schema, () => compileValidator(route)));
}

function madeOnce<T>(known: Map<string, T>, schema: unknown, make: (text: string) => T): T {
  const text = JSON.stringify(schema);
  let made = known.get(text);
  if (made === undefined) {
    made = make(text);
    known.set(text, made);
  }
  return made;
}

/** The shared schemas that a schema refers to, itself or by others: a serialiser checks each one that it is given. */
function schemasNamedIn(text: string, shared: Schemas): Record<string, object> {
  const named = new Map<string, object>();
  const texts = [text];
  for (const each of texts) {
    for (const [, id = ''] of each.matchAll(/"\$ref":"([^"#]+)#/g)) {
      const schema = shared[id];
      if (schema === undefined || named.has(id)) continue;
      named.set(id, schema);
      texts.push(JSON.stringify(schema));
    }
  }
  return Object.fromEntries(named);
}
