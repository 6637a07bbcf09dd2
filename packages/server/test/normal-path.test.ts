/** One form of a path decides: whatever another server could read in another way is refused. */
import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { normalPath } from '../src/gateway-routes/normal-path.ts';
import { RouteTable } from '../src/gateway-routes/route-table.ts';
import { accountTypesFrom } from '../src/resource-types/account-types.ts';
import { PATH_TRICKS } from './path-tricks.ts';
import { SHOP_ROUTES, SHOP_TYPES } from './shop.ts';

const { catalogue } = accountTypesFrom(Object.entries(SHOP_TYPES).map(([name, type]) => ({ name, ...type })));
const routes = Object.entries(SHOP_ROUTES).map(([key, route]) => ({ key, ...route }));
const table = new RouteTable(routes, [], catalogue);

function judge(target: string, method = 'GET'): string {
  const access = table.match({ method, target }).needed;
  return 'refused' in access ? 'refused' : `${access.action} ${access.resource}`;
}

test('every trick leads to the access of the admin pages, or nowhere', () => {
  for (const [target, expected] of Object.entries(PATH_TRICKS)) {
    const wanted = expected === 'admin' ? 'manageShop shop/main' : 'refused';
    assert.equal(judge(target), wanted, JSON.stringify(target));
  }
});

test('the most specific pattern decides, and its methods alone', () => {
  assert.equal(judge('/orders'), 'viewShop shop/main');
  assert.equal(judge('/orders/17'), 'viewOrder shop/main:order/17');
  assert.equal(judge('/orders/17', 'HEAD'), 'viewOrder shop/main:order/17');
  assert.equal(judge('/orders/17', 'PUT'), 'changeOrder shop/main:order/17');
  assert.equal(judge('/orders/17', 'DELETE'), 'refused');
  assert.equal(judge('/orders/17/lines'), 'viewShop shop/main', 'falls to `/**`');
  assert.equal(judge('/admin/x', 'BREW-COFFEE'), 'manageShop shop/main');
  assert.equal(judge('/'), 'viewShop shop/main');
  for (const method of ['get', '', 'GET ', 'G T', 'GET\n'])
    assert.equal(judge('/admin', method), 'refused', method);
});

test('a value of the path never names another resource than its own', () => {
  for (const value of [
    '*',
    'a:order',
    'a%3Aorder',
    'a,b',
    '%7Bx%7D',
    '-1',
    '_',
    'é',
    'a'.repeat(257),
    '$a',
    'a+b',
  ]) {
    assert.equal(judge(`/orders/${encodeURI(decodeURIComponent(value))}`), 'refused', value);
  }
  assert.equal(judge('/orders/17.b_c-D'), 'viewOrder shop/main:order/17.b_c-D');
});

/** Reads a path as the most lenient of servers. */
function readLeniently(target: string): string {
  let path = target.replace(/^https?:\/\/[^/]*/i, '').split(/[?#]/, 1)[0] ?? '';
  for (let round = 0; round < 3; round++) {
    path = path.replace(/%u([0-9a-f]{4})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
    path = path
      .replace(/%c0%ae/gi, '.')
      .replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  }
  const bytes = Buffer.from(path, 'latin1').toString('utf8').normalize('NFKC').toLowerCase();
  const parts = bytes.replaceAll('\\', '/').split('/');
  const kept = parts.map((part) => {
    const text = part.split(/[;?#\0]/, 1)[0] ?? '';
    const visible = text.replace(/[\p{C}\p{Z}]/gu, '');
    return /^\.+$/.test(visible) ? visible : visible.replace(/\.+$/, '');
  });
  return posix.normalize(`/${kept.join('/')}`).replace(/\/$/, '');
}

const PIECES = fc.constantFrom(
  ...[
    '/',
    '/',
    '/',
    '//',
    '.',
    '..',
    ';',
    ';x=1',
    '\\',
    '?',
    '#',
    '%',
    ' ',
    '+',
    '*',
    '~',
    '-',
    'x',
    'pages',
  ],
  ...[
    'admin',
    'admin',
    'ADMIN',
    'Admin',
    '%61dmin',
    '%2561dmin',
    'adm%69n',
    '%41dmin',
    '%EF%BD%81dmin',
    'orders',
  ],
  ...[
    '%2e',
    '%2E%2e',
    '%2f',
    '%5C',
    '%00',
    '%0d',
    '%20',
    '%25',
    '%3b',
    '%3F',
    '%23',
    '%c0%ae',
    '%u002e',
    '%zz',
  ],
  ...['%E2%80%8B', '%EF%BC%8F', '%E2%80%A6', '%C2%A0', '%CC%81', 'e', '%C3%A9', '\u00e9', '\u0000'],
);
const PATHS = fc.array(PIECES, { maxLength: 9 }).map((pieces) => `/${pieces.join('')}`);

test('whatever leads the most lenient of servers to the admin pages needs their access, or is refused', () => {
  let reached = 0;
  fc.assert(
    fc.property(PATHS, (target) => {
      if (!/^\/admin(\/|$)/.test(readLeniently(target))) return;
      reached++;
      assert.ok(['manageShop shop/main', 'refused'].includes(judge(target)), target);
    }),
    { numRuns: 20_000 },
  );
  assert.ok(reached > 500, `only ${reached} paths led there`);
});

test('a path with a normal form is read alike however often it is decoded, joined or resolved', () => {
  let normal = 0;
  fc.assert(
    fc.property(PATHS, (target) => {
      const segments = normalPath(target);
      if (segments === undefined) return;
      normal++;
      const path = target.split('?', 1)[0] ?? '';
      const decoded = decodeURIComponent(path);
      assert.equal(decodeURIComponent(decoded), decoded);
      assert.equal(posix.normalize(decoded), decoded);
      assert.equal(new URL(path, 'http://shop').pathname.replace(/\/$/, ''), path.replace(/\/$/, ''));
      const again = `/${segments.map(encodeURIComponent).join('/')}`;
      assert.deepEqual(normalPath(again), segments);
    }),
    { numRuns: 20_000 },
  );
  assert.ok(normal > 500, `only ${normal} paths were normal`);
});
