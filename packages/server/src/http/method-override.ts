import type { IncomingMessage } from 'node:http';

const TUNNELLED: ReadonlySet<string> = new Set(['PATCH', 'PUT', 'DELETE']);

/**
 * Lets clients behind proxies that pass only GET and POST name the method in `X-HTTP-Method-Override` of a POST.
 * Runs before routing; other methods and other values change nothing.
 */
export function overrideMethod(request: IncomingMessage): string {
  const wanted = request.headers['x-http-method-override'];
  if (request.method === 'POST' && typeof wanted === 'string' && TUNNELLED.has(wanted.toUpperCase())) {
    request.method = wanted.toUpperCase();
  }
  return request.url ?? '/';
}
