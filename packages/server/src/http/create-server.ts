import type { RequestListener } from 'node:http';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { type FastifyServerOptions, LogController } from 'fastify';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { answerClientError, sendFailure } from './error-handling.ts';
import { forwardAuthRoute } from './forward-auth/original-request.ts';
import type { FirstAnswer } from './from-memory/answer-from-memory.ts';
import { BODY_LIMIT_BYTES } from './json-body.ts';
import { endUnreadAnswers } from './limits/end-unread-answers.ts';
import { takeTurns } from './limits/take-turns.ts';
import { overrideMethod } from './method-override.ts';
import { requestIds } from './request-id.ts';
import type { App } from './routes/route.ts';
import { readTlsFiles } from './tls.ts';
import { describeValidation } from './validation.ts';

/** Set by hand: Node's defaults let one slow client hold a connection for five minutes. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 15_000;
const KEEP_ALIVE_TIMEOUT_MS = 5_000;
/** How often Node looks for requests past their time; its default of 30 s would stretch every limit to that. */
const TIMEOUT_CHECK_MS = 2_000;
const HEADER_LIMIT_BYTES = 16_384;
const CONNECTION_LIMIT = 4_096;

interface ServerParts {
  readonly nextRequestId?: () => string;
  /** Asked before the routes, while the server listens. */
  readonly answerFirst?: FirstAnswer;
}

/**
 * A server without routes, with its limits. Nothing listens yet.
 *
 * @throws ConfigRefused when the files of a setting cannot be used
 */
export function createServer(
  config: Config,
  logger: Logger,
  { nextRequestId = requestIds(), answerFirst }: ServerParts = {},
): App {
  const tls = readTlsFiles(config);
  const options: FastifyServerOptions = {
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    // A logger for each request costs more than a verification: our own lines name the request themselves.
    childLoggerFactory: (parent) => parent,
    genReqId: nextRequestId,
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
    rewriteUrl: (request) => forwardAuthRoute(request) ?? overrideMethod(request),
    clientErrorHandler: (error, socket) => answerClientError(error, socket, nextRequestId()),
    frameworkErrors: sendFailure,
    schemaErrorFormatter: describeValidation,
    return503OnClosing: false,
    ...{
      [tls ? 'https' : 'http']: {
        ...tls,
        maxHeaderSize: HEADER_LIMIT_BYTES,
        connectionsCheckingInterval: TIMEOUT_CHECK_MS,
      },
    },
  };
  const app = Fastify(options).withTypeProvider<TypeBoxTypeProvider>() as unknown as App;
  app.server.headersTimeout = HEADERS_TIMEOUT_MS;
  app.server.maxConnections = CONNECTION_LIMIT;
  const stopLooking = endUnreadAnswers(app.server, (connections) =>
    logger.warn({ connections }, 'connections were ended: what was written for them was not taken'),
  );
  app.addHook('onClose', (_app, done) => {
    stopLooking();
    done();
  });
  standBeforeRoutes(app, logger, answerFirst);
  return app;
}

/** Only on the server itself: Fastify makes others for the further addresses of a name, and there the routes answer everything. */
function standBeforeRoutes({ server }: App, logger: Logger, answerFirst?: FirstAnswer): void {
  const [listener] = server.listeners('request') as RequestListener[];
  if (listener === undefined) throw new Error('the server of Fastify has no listener');
  const answerByRoutes = takeTurns(listener);
  server.removeListener('request', listener).on('request', (request, response) => {
    const byRoutes = () => answerByRoutes(request, response);
    try {
      if (server.listening && answerFirst?.(request, response, byRoutes)) return;
    } catch (error) {
      logger.error({ err: error }, 'memory could not answer; the routes do');
      if (response.headersSent) return void response.destroy();
    }
    byRoutes();
  });
}
