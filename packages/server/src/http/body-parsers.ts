import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Failure } from '../failure.ts';
import { addRouteHook, takesBody } from './add-route-hook.ts';
import { FORM_TYPE, parseFormBody } from './form-body.ts';
import { BODY_LIMIT_BYTES, parseJsonBody } from './json-body.ts';

/**
 * What counts as a body. Clients of the API send calls without a body in four ways (nothing, an empty form, the
 * JSON `null`, a Content-Type with no bytes); all of them arrive as undefined.
 */
export function registerBodyParsers(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(/^application\/(.*\+)?json/, { parseAs: 'buffer' }, (request, bytes, done) => {
    if (request.routeOptions.config.takesForm === true) return done(noForm());
    try {
      done(null, parseJsonBody(bytes as Buffer, request.routeOptions.config.keyLimit));
    } catch (error) {
      done(error as Error);
    }
  });
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: BODY_LIMIT_BYTES },
    (request, bytes, done) => {
      if (bytes.length === 0) return done(null, undefined);
      if (request.routeOptions.config.takesForm === true) return done(noForm());
      done(noJson());
    },
  );
  app.addContentTypeParser(FORM, { parseAs: 'buffer' }, (request, bytes, done) => {
    try {
      done(null, readForm(request, bytes as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
  addRouteHook(app, takesBody, 'preValidation', (request: FastifyRequest, _reply, done) => {
    const { isBodyOptional, isListOptional } = request.routeOptions.config;
    if (isBodyOptional === true) request.body ??= {};
    if (isListOptional === true) request.body ??= [];
    done();
  });
  addRouteHook(app, takesBody, 'preParsing', (request: FastifyRequest, _reply, _payload, done) => {
    const encoding = request.headers['content-encoding'];
    if (encoding === undefined || encoding === 'identity') return done();
    const failure = new Failure('unsupported_media_type', 'compressed bodies are not taken', {
      hint: 'send the body without `Content-Encoding`',
    });
    done(failure);
  });
}

const FORM = /^application\/x-www-form-urlencoded\b/i;

/** @throws Failure */
function readForm({ routeOptions }: FastifyRequest, bytes: Buffer): unknown {
  if (routeOptions.config.takesForm === true) return parseFormBody(bytes);
  if (bytes.length === 0) return undefined;
  throw noJson();
}

function noJson(): Failure {
  return new Failure('unsupported_media_type', 'the body must be JSON', {
    hint: 'send `Content-Type: application/json`',
  });
}

function noForm(): Failure {
  return new Failure('unsupported_media_type', 'the body must be a form', {
    hint: `send \`Content-Type: ${FORM_TYPE}\``,
  });
}
