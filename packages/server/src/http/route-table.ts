import type { FastifyInstance } from 'fastify';

/**
 * Remembers every route as it is registered, so that a known path with another method is 405 and not 404.
 *
 * @returns a function from a path to the methods that it takes
 */
export function watchRoutes(app: FastifyInstance): (path: string) => readonly string[] {
  const routes: { readonly segments: readonly string[]; readonly methods: readonly string[] }[] = [];
  app.addHook('onRoute', ({ path, method }) => {
    if (path === '*') return;
    routes.push({ segments: path.split('/'), methods: [method].flat() });
  });
  return (path) => {
    const wanted = path.split('/');
    const matching = routes.filter(
      ({ segments }) =>
        segments.length === wanted.length &&
        segments.every((segment, index) => segment.startsWith(':') || segment === wanted[index]),
    );
    return [...new Set(matching.flatMap(({ methods }) => methods))].sort();
  };
}
