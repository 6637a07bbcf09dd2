import type { FastifyInstance, RouteOptions } from 'fastify';

type HookName = 'onSend' | 'preSerialization' | 'onResponse' | 'preHandler' | 'preParsing' | 'preValidation';

/** Adds a hook to the routes that need it, so that the others do not pay for it. To be called before they are registered. */
export function addRouteHook<Name extends HookName>(
  app: FastifyInstance,
  isFor: (route: RouteOptions) => boolean,
  name: Name,
  hook: NonNullable<RouteOptions[Name]>,
): void {
  app.addHook('onRoute', (route) => {
    if (isFor(route)) Object.assign(route, { [name]: [route[name] ?? [], hook].flat() });
  });
}

/** Whether a route takes this method. */
export function takes({ method }: RouteOptions, wanted: string): boolean {
  return [method].flat().includes(wanted);
}

/** Whether a route may take a body. */
export function takesBody(route: RouteOptions): boolean {
  return !takes(route, 'GET');
}
