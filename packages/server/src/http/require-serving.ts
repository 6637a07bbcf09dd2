import type { FastifyRequest } from 'fastify';
import type { Deployment } from '../deployment/deployment.ts';

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Nothing is answered by data that may not be served, but what says nothing of it: probes, and the description of the API.
 *
 * @throws Failure `restore_pending`, `epoch_superseded`
 */
export function requireServing(
  { epoch }: Pick<Deployment, 'epoch'>,
  { routeOptions, method }: FastifyRequest,
): void {
  if (routeOptions.config.isPublic === true && SAFE_METHODS.includes(method)) return;
  epoch.requireServing();
}
