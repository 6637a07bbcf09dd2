/**
 * `ldcli`, LaunchDarkly's own command line: its calls as they leave it, and the fields that it prints. What it sends is read from its source
 * (`internal/resources/client.go`, `cmd/resources/`): the bare secret, the JSON `null` for every body that it does not have, also with
 * GET and DELETE, and a query in the order of its names.
 */
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { statusOfSecret } from './call-api.ts';
import { startOwnedKeyward } from './keyward-process.ts';

const HOUR_MS = 3_600_000;

interface Call {
  readonly query?: Readonly<Record<string, string>>;
  readonly data?: unknown;
}

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

type Ldcli = (method: string, path: string, call?: Call) => Promise<Answer>;

function ldcliOf(url: string, secret: string): Ldcli {
  return (method, path, { query = {}, data = null } = {}) => {
    const sorted = new URLSearchParams(
      Object.entries(query).toSorted(([one], [other]) => (one < other ? -1 : 1)),
    );
    const text = JSON.stringify(data);
    const headers = {
      'User-Agent': 'launchdarkly-cli/v2.0.1',
      'Content-Length': String(Buffer.byteLength(text)),
      Authorization: secret,
      'Content-Type': 'application/json',
      'Accept-Encoding': 'gzip',
    };
    const address = `${url}${path}${sorted.size > 0 ? `?${sorted}` : ''}`;
    return new Promise((resolve, reject) => {
      const call = request(address, { method, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const received = Buffer.concat(chunks).toString();
          resolve({ status: response.statusCode ?? 0, body: received === '' ? {} : JSON.parse(received) });
        });
      });
      call.on('error', reject);
      call.end(text);
    });
  };
}

/** How it names one of what it lists: by name and key, by address and id, or by name and id. */
function shown({ name, key, email, _id }: Readonly<Record<string, unknown>>): string {
  if (name && key) return `${name} (${key})`;
  return `${email ?? name} (${_id})`;
}

/** The items of a list, and what it says below them: it reads the place from the link of the list to itself. */
function listed({ status, body }: Answer): { readonly lines: readonly string[]; readonly place: string } {
  assert.equal(status, 200, JSON.stringify(body));
  const { items, totalCount, _links } = body as {
    readonly items: readonly Readonly<Record<string, unknown>>[];
    readonly totalCount: number;
    readonly _links: { readonly self: { readonly href: string } };
  };
  const self = new URL(_links.self.href, 'http://keyward').searchParams;
  const [limit, offset] = [Number(self.get('limit')), Number(self.get('offset'))];
  const last = Math.min(offset + limit, totalCount) || totalCount;
  return { lines: items.map(shown), place: `${offset + 1} - ${last} of ${totalCount}` };
}

test('the calls of ldcli, LaunchDarkly’s own command line', async (t) => {
  const { url, ownerSecret } = await startOwnedKeyward(t);
  const ldcli = ldcliOf(url, ownerSecret);

  await t.test('whoami: without a body, though its type is named', async () => {
    const headers = { authorization: ownerSecret, 'content-type': 'application/json' };
    const answer = await fetch(`${url}/api/v2/caller-identity`, { headers });
    assert.equal(answer.status, 200);
    const identity = (await answer.json()) as Readonly<Record<string, unknown>>;
    assert.equal(identity.authKind, 'token');
    assert.ok(
      Object.values(identity).every((value) => typeof value !== 'object'),
      'each is one line',
    );
  });

  await t.test('access-tokens: create, list, get, update, reset, delete', async () => {
    const data = { name: 'ci', role: 'reader', serviceToken: true };
    const created = await ldcli('POST', '/api/v2/tokens', { data });
    assert.equal(created.status, 201);
    const { _id, token: first } = created.body as { readonly _id: string; readonly token: string };
    assert.equal(shown(created.body), `ci (${_id})`);
    assert.equal(await statusOfSecret(url, first), 200);

    const all = listed(
      await ldcli('GET', '/api/v2/tokens', { query: { showAll: 'true', limit: '1', offset: '0' } }),
    );
    assert.deepEqual(all, { lines: [`ci (${_id})`], place: '1 - 1 of 2' });
    const rest = listed(
      await ldcli('GET', '/api/v2/tokens', { query: { showAll: 'true', limit: '1', offset: '1' } }),
    );
    assert.equal(rest.place, '2 - 2 of 2');
    assert.equal((await ldcli('GET', '/api/v2/tokens')).body.totalCount, 2);

    const path = `/api/v2/tokens/${_id}`;
    const patch = [{ op: 'replace', path: '/name', value: 'ci-2' }];
    assert.equal((await ldcli('PATCH', path, { data: patch })).status, 200);
    assert.equal(shown((await ldcli('GET', path)).body), `ci-2 (${_id})`);

    const expiry = String(Date.now() + HOUR_MS);
    const overlapping = await ldcli('POST', `${path}/reset`, { query: { expiry } });
    assert.equal(overlapping.status, 200);
    const second = String(overlapping.body.token);
    assert.deepEqual([await statusOfSecret(url, first), await statusOfSecret(url, second)], [200, 200]);
    const third = String((await ldcli('POST', `${path}/reset`)).body.token);
    assert.deepEqual([await statusOfSecret(url, second), await statusOfSecret(url, third)], [401, 200]);

    assert.deepEqual(await ldcli('DELETE', path), { status: 204, body: {} });
    assert.equal(await statusOfSecret(url, third), 401);
    const gone = await ldcli('GET', path);
    assert.equal(gone.status, 404);
    assert.deepEqual([typeof gone.body.code, typeof gone.body.message], ['string', 'string']);
  });

  await t.test('members: invite, list, get, update, delete', async () => {
    const data = [{ email: 'bob@example.com', role: 'reader' }];
    const invited = await ldcli('POST', '/api/v2/members', { data });
    assert.equal(invited.status, 201, JSON.stringify(invited.body));
    const [bob] = invited.body.items as readonly Readonly<Record<string, unknown>>[];
    assert.ok(bob);
    assert.equal(shown(bob), `bob@example.com (${bob._id})`);
    const { lines } = listed(
      await ldcli('GET', '/api/v2/members', { query: { filter: 'query:bob', limit: '5' } }),
    );
    assert.deepEqual(lines, [shown(bob)]);
    const path = `/api/v2/members/${bob._id}`;
    const patch = [{ op: 'replace', path: '/role', value: 'writer' }];
    assert.equal((await ldcli('PATCH', path, { data: patch })).body.role, 'writer');
    assert.equal((await ldcli('DELETE', path)).status, 204);
    assert.equal((await ldcli('GET', path)).status, 404);
  });

  await t.test('custom-roles and teams: create, list, get, update, delete', async () => {
    const policy = [{ effect: 'allow', resources: ['proj/*'], actions: ['viewProject'] }];
    const role = { key: 'viewer', name: 'Viewer', policy };
    assert.equal((await ldcli('POST', '/api/v2/roles', { data: role })).status, 201);
    assert.ok(
      listed(await ldcli('GET', '/api/v2/roles', { query: { limit: '5' } })).lines.includes(
        'Viewer (viewer)',
      ),
    );
    assert.equal(shown((await ldcli('GET', '/api/v2/roles/viewer')).body), 'Viewer (viewer)');
    const renamed = { patch: [{ op: 'replace', path: '/name', value: 'Onlooker' }], comment: 'clearer' };
    assert.equal((await ldcli('PATCH', '/api/v2/roles/viewer', { data: renamed })).body.name, 'Onlooker');

    const team = { key: 'shop', name: 'Shop', customRoleKeys: ['viewer'] };
    assert.equal((await ldcli('POST', '/api/v2/teams', { data: team })).status, 201);
    assert.deepEqual(listed(await ldcli('GET', '/api/v2/teams', { query: { limit: '5' } })).lines, [
      'Shop (shop)',
    ]);
    const expanded = await ldcli('GET', '/api/v2/teams/shop', { query: { expand: 'members,roles' } });
    assert.equal(shown(expanded.body), 'Shop (shop)');
    assert.equal((await ldcli('DELETE', '/api/v2/teams/shop')).status, 204);
    assert.equal((await ldcli('DELETE', '/api/v2/roles/viewer')).status, 204);
    assert.equal((await ldcli('GET', '/api/v2/roles/viewer')).status, 404);
  });

  await t.test('a secret that does not work is an error that it can read', async () => {
    const { status, body } = await ldcliOf(url, 'no-secret')('GET', '/api/v2/tokens');
    assert.deepEqual([status, body.code, typeof body.message], [401, 'unauthorized', 'string']);
  });
});
