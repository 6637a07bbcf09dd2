import multipart from '@fastify/multipart';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Failure } from '../failure.ts';
import { addRouteHook, takesBody } from './add-route-hook.ts';
import type { App } from './routes/route.ts';

const FILE_LIMIT_BYTES = 25 * 1024 * 1024;

/** The configuration of a route that takes one file in a form. */
export const MULTIPART_FILE = { config: { takesFile: true } } as const;

/** Makes routes that take forms. The library looks at every call of its scope, so that scope has these routes alone. */
export function withForms(app: App, routes: (scope: App) => void): void {
  void app.register(async (scope) => {
    await scope.register(multipart, {
      limits: { fileSize: FILE_LIMIT_BYTES, files: 1, fields: 0, parts: 1 },
    });
    routes(scope.withTypeProvider<TypeBoxTypeProvider>());
  });
}

/** On routes that do not take them forms are refused like any other body that is no JSON. */
export function refuseForms(app: FastifyInstance): void {
  addRouteHook(app, takesBody, 'preParsing', (request: FastifyRequest, _reply, _payload, done) => {
    const { headers, routeOptions } = request;
    const isForm = /^multipart\/form-data\b/i.test(headers['content-type'] ?? '');
    const takesFile = routeOptions.config.takesFile === true;
    if (takesFile && !isForm) {
      return done(new Failure('unsupported_media_type', 'the body must be a form', { hint: FORM_HINT }));
    }
    if (isForm && !takesFile && hasBody(headers)) {
      return done(new Failure('unsupported_media_type', 'the body must be JSON', { hint: JSON_HINT }));
    }
    done();
  });
}

function hasBody(headers: FastifyRequest['headers']): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

const JSON_HINT = 'send `Content-Type: application/json`';
const FORM_HINT = 'send `Content-Type: multipart/form-data` with one part `file`';

/**
 * Makes `{ file }` of the one part of a form, as text.
 *
 * @throws Failure `invalid_request`
 */
export async function readFilePart(request: FastifyRequest): Promise<void> {
  const bytes = await bytesOf(request);
  try {
    const file = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (file.includes('\0')) throw unprocessable('the file is no text');
    request.body = { file };
  } catch (error) {
    throw error instanceof Failure ? error : unprocessable('the file is not UTF-8', error);
  }
}

async function bytesOf(request: FastifyRequest): Promise<Buffer> {
  const files: Buffer[] = [];
  try {
    // To the end of the form: a second part, or none, is a mistake.
    for await (const part of request.files()) {
      if (part.fieldname === 'file') files.push(await part.toBuffer());
      else throw new Error('the part has another name');
    }
  } catch (error) {
    const { code } = error as { readonly code?: string };
    if (code === 'FST_REQ_FILE_TOO_LARGE') throw new Failure('invalid_request', 'File exceeds 25mb');
    throw unprocessable(FORM_HINT, error);
  }
  const [file] = files;
  if (file === undefined) throw unprocessable(FORM_HINT);
  return file;
}

function unprocessable(hint: string, cause?: unknown): Failure {
  return new Failure('invalid_request', 'Unable to process file', { hint, cause });
}
