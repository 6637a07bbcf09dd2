/** The wiring of the service, written out: what happens to every request in which order, then every route. */
import type { Logger } from 'pino';
import type { CheckpointWriter } from './audit/checkpoint-writer.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { deploymentOn } from './deployment/deployment.ts';
import { disableIdleRegularly } from './deployment/disable-idle-regularly.ts';
import { flushRegularly } from './deployment/flush-regularly.ts';
import { followOtherNodes } from './deployment/follow-other-nodes.ts';
import { lookRegularly } from './deployment/look-regularly.ts';
import { Failure } from './failure.ts';
import { admitCalls } from './http/admit-calls.ts';
import { announceEffect } from './http/announce-effect.ts';
import { decorateRequest } from './http/authenticate-request.ts';
import { echoRequestIds } from './http/authzen-manners.ts';
import { registerBodyParsers } from './http/body-parsers.ts';
import { refuseWhileClosing } from './http/closing.ts';
import { readConsoleFiles } from './http/console/console-files.ts';
import { consoleRoutes } from './http/console/console-routes.ts';
import { registerCors } from './http/cors.ts';
import { createServer } from './http/create-server.ts';
import { answerHeaders, registerErrorHandling } from './http/error-handling.ts';
import { answerForwardAuth } from './http/forward-auth/answer-forward-auth.ts';
import { answerFromMemory } from './http/from-memory/answer-from-memory.ts';
import { readGuideFiles } from './http/guide/guide-files.ts';
import { guideRoutes } from './http/guide/guide-routes.ts';
import { registerIdempotency } from './http/idempotency.ts';
import { DeviceLimits } from './http/limits/device-limits.ts';
import { GuessLimit } from './http/limits/guess-limit.ts';
import { createLogger } from './http/logger.ts';
import { measureUsage } from './http/measure-usage.ts';
import { createMetrics, type Metrics, measureRequests } from './http/metrics.ts';
import { refuseForms } from './http/multipart-file.ts';
import { noteDenied } from './http/note-denied.ts';
import { noteRefusal } from './http/note-refusal.ts';
import { registerOpenapi } from './http/openapi.ts';
import { refuseNul } from './http/refuse-nul.ts';
import { requestIds } from './http/request-id.ts';
import { logRequests } from './http/request-log.ts';
import { watchRoutes } from './http/route-table.ts';
import { accessRoutes } from './http/routes/access.ts';
import { accessSearchRoutes } from './http/routes/access-search.ts';
import { accountSettingsRoutes } from './http/routes/account-settings.ts';
import { auditRoutes } from './http/routes/audit.ts';
import { deviceRequestRoutes } from './http/routes/device-requests.ts';
import { discoveryRoutes } from './http/routes/discovery.ts';
import { gatewayRouteRoutes } from './http/routes/gateway-routes.ts';
import { identityRoutes } from './http/routes/identity.ts';
import { ldcliLoginRoutes } from './http/routes/ldcli-login.ts';
import { memberLinkRoutes } from './http/routes/member-links.ts';
import { memberRoutes } from './http/routes/members.ts';
import { oauthRoutes } from './http/routes/oauth.ts';
import { oauthMetadataRoutes } from './http/routes/oauth-metadata.ts';
import { aliveRoute, metricsRoute, operationRoutes } from './http/routes/operation.ts';
import { policyRoutes } from './http/routes/policies.ts';
import { resourceTypeRoutes } from './http/routes/resource-types.ts';
import { roleRoutes } from './http/routes/roles.ts';
import type { App } from './http/routes/route.ts';
import { sessionRoutes } from './http/routes/session.ts';
import { setupRoutes } from './http/routes/setup.ts';
import { teamMemberRoutes } from './http/routes/team-members.ts';
import { teamPartRoutes } from './http/routes/team-parts.ts';
import { teamRoutes } from './http/routes/teams.ts';
import { tokenBulkRoutes } from './http/routes/token-bulk.ts';
import { tokenEventRoutes } from './http/routes/token-events.ts';
import { tokenListRoutes } from './http/routes/token-list.ts';
import { tokenSecretRoutes } from './http/routes/token-secrets.ts';
import { tokenRoutes } from './http/routes/tokens.ts';
import { verificationRoutes } from './http/routes/verification.ts';
import { registerSchemaCompilers } from './http/schema-compilers.ts';
import { sharedSchemas } from './http/schemas/shared.ts';
import { refuseStrangePeers } from './http/trusted-peers.ts';
import { measureVerification } from './http/verification-metrics.ts';
import type { Store } from './storage/store.ts';
import type { Pepper } from './tokens/secret-digest.ts';
import type { FellowWorkers } from './workers/fellow-workers.ts';

export type AppConfig = Config & {
  readonly pepper: Pepper;
  /** Absent: somebody else signs the audit log, or nobody. */
  readonly checkpoints?: CheckpointWriter | undefined;
  /** Where the built console lies. Absent, or nothing there: the service has no pages. */
  readonly consoleDirectory?: string | undefined;
  /** Where the built guide lies. Absent, or nothing there: there are no pages below `/docs`. */
  readonly guideDirectory?: string | undefined;
  /** The other workers of this node. Absent: this process is the node. */
  readonly fellows?: FellowWorkers | undefined;
};

/**
 * Builds the service on a store and a clock. Nothing listens yet.
 *
 * @throws ConfigRefused when the files of a setting cannot be used
 */
export async function buildApp(
  config: AppConfig,
  store: Store,
  clock: Clock,
  logger: Logger = createLogger(config.logLevel),
): Promise<App> {
  const deployment = deploymentOn(store, clock, config.pepper, config, (message) => logger.warn(message));
  const metrics = createMetrics();
  const nextRequestId = requestIds();
  const answerFirst = answerFromMemory({ deployment, metrics, config, logger, nextRequestId });
  const app = createServer(config, logger, { nextRequestId, answerFirst });

  const methodsOf = watchRoutes(app);
  registerErrorHandling(app, methodsOf, (failure, request) => {
    noteRefusal(deployment.refusals, failure, request);
    noteDenied(deployment.usage, failure, request);
  });
  registerBodyParsers(app);
  refuseForms(app);
  app.decorateRequest('principal', undefined);
  app.decorateRequest('bearerChallenge', '');
  app.decorateRequest('apiVersion');

  app.addHook('onRequest', (request, reply, done) => {
    decorateRequest(request);
    reply.headers(answerHeaders(request));
    refuseNul(request);
    done();
  });
  refuseWhileClosing(app);
  measureRequests(app, metrics);
  measureUsage(metrics, deployment.usage);
  logRequests(app, logger);
  refuseStrangePeers(app, config);
  answerForwardAuth(app, deployment, metrics, config);
  await registerCors(app);
  admitCalls(app, deployment, metrics, config.rateLimits);

  echoRequestIds(app);
  announceEffect(app, deployment);
  registerIdempotency(app, deployment);
  await registerOpenapi(app);
  for (const schema of sharedSchemas) app.addSchema(schema);
  registerSchemaCompilers(app);
  discoveryRoutes(app, deployment);
  setupRoutes(app, deployment);
  sessionRoutes(app, deployment, metrics);
  const guesses = new GuessLimit(config.rateLimits.guesses);
  const deviceLimits = new DeviceLimits();
  deviceRequestRoutes(app, deployment, guesses, deviceLimits);
  ldcliLoginRoutes(app, deployment, guesses, deviceLimits);
  identityRoutes(app, deployment);
  accountSettingsRoutes(app, deployment);
  memberRoutes(app, deployment);
  memberLinkRoutes(app, deployment);
  roleRoutes(app, deployment);
  teamRoutes(app, deployment);
  teamPartRoutes(app, deployment);
  teamMemberRoutes(app, deployment);
  tokenListRoutes(app, deployment);
  tokenBulkRoutes(app, deployment);
  tokenRoutes(app, deployment);
  tokenSecretRoutes(app, deployment);
  tokenEventRoutes(app, deployment);
  auditRoutes(app, deployment);
  policyRoutes(app, deployment);
  resourceTypeRoutes(app, deployment);
  gatewayRouteRoutes(app, deployment);
  oauthRoutes(app, deployment, new GuessLimit(config.rateLimits.guesses));
  oauthMetadataRoutes(app, deployment);
  accessRoutes(app, deployment);
  accessSearchRoutes(app, deployment);
  verificationRoutes(app, deployment);
  operationRoutes(app, deployment);
  const pages = config.consoleDirectory && readConsoleFiles(config.consoleDirectory);
  if (pages) consoleRoutes(app, pages, deployment);
  const guide = config.guideDirectory && readGuideFiles(config.guideDirectory);
  if (guide) guideRoutes(app, guide);
  config.fellows?.onMeasure(() => metrics.registry.getMetricsAsJSON());
  if (config.metricsPort === undefined) metricsRoute(app, metrics, config.fellows);
  else app.decorate('metricsListener', metricsListener(app, config, metrics, logger));
  app.addHook('onClose', () => deployment.analyst.close());
  app.addHook('onClose', () => deployment.emailLists.close());
  app.decorate('deployment', deployment);
  const stopFlushing = flushRegularly({ ...deployment, ...config }, (error, what) =>
    logger.error({ err: error }, `${what} cannot be written; tried again later`),
  );
  app.addHook('onClose', stopFlushing);
  if (config.fellows === undefined) {
    const stopDisabling = disableIdleRegularly(deployment, (error) =>
      logger.error({ err: error }, 'idle tokens cannot be disabled; tried again later'),
    );
    app.addHook('onClose', stopDisabling);
  }
  const stopFollowing = await followOtherNodes(deployment, {
    onChanges: measureVerification(metrics, deployment),
    onFailure: (error) => logger.error({ err: error }, 'the changes of other nodes cannot be read'),
  });
  app.addHook('onClose', stopFollowing);
  await deployment.epoch.look();
  app.addHook('onClose', lookRegularly(deployment.epoch));
  await app.ready();
  return app;
}

/** What listens while the database is away at the start: alive, not ready, and all else is told to come again. */
export async function buildWaitingApp(config: Config, logger: Logger): Promise<App> {
  const app = createServer(config, logger);
  registerErrorHandling(
    app,
    () => [],
    () => undefined,
  );
  for (const schema of sharedSchemas) app.addSchema(schema);
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(answerHeaders(request));
    const isProbe = request.routeOptions.url === '/healthz';
    const refusal = new Failure('service_unavailable', 'the database is away', { retryAfterSeconds: 1 });
    done(isProbe ? undefined : refusal);
  });
  aliveRoute(app);
  await app.ready();
  return app;
}

/** Metrics on a listener of their own: the main one then has no such path. Whoever listens on both awaits both. */
function metricsListener(app: App, config: AppConfig, metrics: Metrics, logger: Logger): App {
  const listener = createServer({ ...config, tls: undefined }, logger);
  registerErrorHandling(
    listener,
    () => [],
    () => undefined,
  );
  for (const schema of sharedSchemas) listener.addSchema(schema);
  metricsRoute(listener, metrics, config.fellows);
  app.addHook('onClose', () => listener.close());
  return listener;
}
