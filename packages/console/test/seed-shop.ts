import type { ConsoleService } from './console-service.ts';

export const ORDER = { parents: ['shop'], tags: true, actions: { viewOrder: 'read', changeOrder: 'write' } };

const TYPES = {
  shop: { viewAction: 'viewShop', actions: { viewShop: 'read', manageShop: 'admin' } },
  order: ORDER,
};

const ROUTES = {
  'read-order': {
    method: 'GET',
    path: '/orders/{order}',
    resource: 'shop/main:order/{order}',
    action: 'viewOrder',
  },
  'change-order': {
    method: 'PUT',
    path: '/orders/{order}',
    resource: 'shop/main:order/{order}',
    action: 'changeOrder',
  },
  admin: { method: '*', path: '/admin/**', resource: 'shop/main', action: 'manageShop' },
};

/** An API of the organization's own behind a gateway. */
export async function seedShop(service: ConsoleService): Promise<void> {
  const parts = [
    ...Object.entries(TYPES).map(([name, body]) => [`/api/v2/resource-types/${name}`, body] as const),
    ...Object.entries(ROUTES).map(([key, body]) => [`/api/v2/gateway-routes/${key}`, body] as const),
  ];
  for (const [path, body] of parts) {
    const { status } = await service.api(path, { method: 'PUT', body });
    if (status !== 201) throw new Error(`seeding ${path}: ${status}`);
  }
}
