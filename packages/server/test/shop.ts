import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { startTestService, type TestService, type WireToken } from './test-service.ts';

export const ROUTES = '/api/v2/gateway-routes';

/** The routes of a small shop behind a gateway. */
export const SHOP_ROUTES = {
  'list-orders': { method: 'GET', path: '/orders', resource: 'shop/main', action: 'viewShop' },
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
  pages: { method: 'GET', path: '/**', resource: 'shop/main', action: 'viewShop' },
} as const;

export const SHOP_TYPES = {
  shop: { actions: { viewShop: 'read', manageShop: 'admin' } },
  order: { parents: ['shop'], actions: { viewOrder: 'read', changeOrder: 'write' } },
} as const;

type Put = (url: string, payload: object) => Promise<number>;

/** Declares the types of the shop and its routes. */
export async function openShop(put: Put): Promise<void> {
  const parts = [
    ...Object.entries(SHOP_TYPES).map(([name, type]) => [`/api/v2/resource-types/${name}`, type] as const),
    ...Object.entries(SHOP_ROUTES).map(([key, route]) => [`${ROUTES}/${key}`, route] as const),
  ];
  for (const [url, payload] of parts) assert.equal(await put(url, payload), 201, url);
}

/** A service with the shop, and gateways on this machine. */
export async function startShop(t: TestContext): Promise<TestService> {
  const service = await startTestService(t, { config: { trustedProxies: ['127.0.0.1', '::1'] } });
  await openShop(async (url, payload) => (await service.call({ method: 'PUT', url, payload })).statusCode);
  return service;
}

/** A service token with a base role: its secret and its id. */
export function serviceToken(service: TestService, role: string): Promise<WireToken> {
  return service.createToken({ role, serviceToken: true });
}
