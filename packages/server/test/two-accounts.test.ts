/** One account knows nothing of another: every route that names a thing, and every list. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { addAccount } from '../src/accounts/add-account.ts';
import { newObjectId } from '../src/object-id.ts';
import { mintSecret } from '../src/tokens/token-format.ts';
import { addSigner } from './browser.ts';
import { introspect, revoke } from './oauth-calls.ts';
import { startTestService, type TestService } from './test-service.ts';
import { reset } from './token-calls.ts';

interface Operation {
  readonly operationId: string;
  readonly requestBody?: unknown;
}

const spec: { readonly paths: Record<string, Record<string, Operation>> } = JSON.parse(
  readFileSync(new URL('../../../spec/openapi.json', import.meta.url), 'utf8'),
);
const operations = Object.entries(spec.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { operationId }]) => ({ path, method, operationId })),
);

/** Sessions are asked for by their member alone, types and routes are named by whoever writes them. */
const OTHER_NAMES: readonly string[] = [
  'deleteOneSession',
  'putResourceType',
  'deleteResourceType',
  'getGatewayRoute',
  'putGatewayRoute',
  'deleteGatewayRoute',
];

/** A body that would do something, where the path names nothing else's. */
const BODIES: Readonly<Record<string, unknown>> = {
  patchToken: [{ op: 'replace', path: '/name', value: 'taken over' }],
  cloneToken: {},
  resetToken: {},
  deleteToken: {},
  patchPreviousSecret: [{ op: 'replace', path: '/expiry', value: 1 }],
  patchMember: [{ op: 'replace', path: '/role', value: 'reader' }],
  postInvitation: {},
  postPasswordLink: {},
  postMemberTeams: { teamKeys: ['web'] },
  patchTeam: { instructions: [{ kind: 'updateName', value: 'taken over' }] },
  postTeamMembers:
    '--b\r\nContent-Disposition: form-data; name="file"; filename="members.csv"\r\n\r\nother@example.com\r\n--b--\r\n',
  patchCustomRole: [{ op: 'replace', path: '/name', value: 'taken over' }],
};

const naming = operations.filter(
  ({ path, operationId }) => path.includes('{') && !OTHER_NAMES.includes(operationId),
);

async function startTwoAccounts(t: Parameters<typeof startTestService>[0]) {
  const service = await startTestService(t);
  const owner = { email: 'other@example.com', firstName: '', lastName: '', organization: '' };
  const wanted = { ...owner, key: 'other', passwordDigest: null, neverExpires: true };
  const { bearerToken: other } = await addAccount(service.deployment, wanted);
  return { service, other };
}

/** The things of the first account, by the path parameters that name them. */
async function thingsOf(
  service: TestService,
): Promise<Readonly<Record<string, Readonly<Record<string, string>>>>> {
  const role = { key: 'ops', name: 'Ops', policy: [] };
  assert.equal((await service.call({ method: 'POST', url: '/api/v2/roles', payload: role })).statusCode, 201);
  const team = { key: 'web', name: 'Web', customRoleKeys: ['ops'] };
  assert.equal((await service.call({ method: 'POST', url: '/api/v2/teams', payload: team })).statusCode, 201);
  const { _id } = await service.createToken({ role: 'reader', serviceToken: true });
  const superseded = (await reset(service, _id, { expiry: service.clock.nowMs + 60_000 })).json();
  const entries = (await service.call({ url: '/api/v2/auditlog' })).json().items;
  return {
    tokens: { id: _id, secretId: superseded.previousSecrets[0]._id },
    members: { id: (await addSigner(service)).id },
    roles: { key: 'ops' },
    teams: { key: 'web' },
    auditlog: { id: entries[0]._id },
  };
}

const UNKNOWN: Readonly<Record<string, string>> = {
  id: newObjectId(),
  secretId: newObjectId(),
  key: 'nobody',
};

function fill(path: string, names: Readonly<Record<string, string>>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name) => names[name] ?? assert.fail(`no ${name} for ${path}`));
}

/** Every row of an account. */
function rowsOf(service: TestService, accountId: string): string {
  const tables = service
    .query(
      "select m.name from sqlite_master m join pragma_table_info(m.name) c on c.name = 'account_id' where m.type = 'table'",
    )
    .map(({ name }) => String(name));
  assert.ok(tables.length > 8, 'the tables of an account were found');
  return JSON.stringify(
    tables.map((table) => [table, service.query(`select * from ${table} where account_id = ?`, accountId)]),
  );
}

test('O2: what another account has is unknown on every route, with the same bytes, and leaves no trace there', async (t) => {
  const { service, other } = await startTwoAccounts(t);
  const things = await thingsOf(service);
  await service.flush();
  const before = rowsOf(service, service.accountId);
  for (const { path, method, operationId } of naming) {
    const names = things[path.split('/')[3] ?? ''] ?? assert.fail(`no thing for ${path}`);
    const ask = async (url: string) => {
      const payload = BODIES[operationId];
      const headers =
        typeof payload === 'string' ? { 'content-type': 'multipart/form-data; boundary=b' } : {};
      const options = { method: method.toUpperCase() as 'GET', url, as: other, headers };
      const { statusCode, body } = await service.call({
        ...options,
        ...(payload !== undefined && { payload: payload as object }),
      });
      return `${statusCode} ${body.replace(/"requestId":"\w+"/, '"requestId":""')}`;
    };
    const foreign = await ask(fill(path, names));
    assert.match(foreign, /^404 /, `${operationId}: ${foreign}`);
    assert.equal(foreign, await ask(fill(path, UNKNOWN)), operationId);
  }
  await service.flush();
  assert.equal(rowsOf(service, service.accountId), before, 'the first account is as it was');
});

/** The description of the API, and a stream that does not end: it has tests of its own. */
const OF_NO_ACCOUNT = ['/api/v2/openapi.json', '/api/v2/verification/stream'];

test('O2: no list of an account, whatever it is asked for, shows a thing of another', async (t) => {
  const { service, other } = await startTwoAccounts(t);
  const things = await thingsOf(service);
  const foreign = new Set(Object.values(things).flatMap((names) => [...Object.values(names)]));
  for (const { path, method } of operations) {
    if (method !== 'get' || path.includes('{') || OF_NO_ACCOUNT.includes(path)) continue;
    for (const query of ['', '?showAll=true', '?limit=20', '?q=a', '?filter=query:a']) {
      const { statusCode, body } = await service.call({ url: `${path}${query}`, as: other });
      if (statusCode !== 200) continue;
      for (const name of foreign)
        assert.equal(
          body.includes(`"${name}"`) || body.includes(`/${name}"`),
          false,
          `${path}${query} shows ${name}`,
        );
    }
  }
});

test('O2: no door knows a secret of another account, or ends it', async (t) => {
  const { service, other } = await startTwoAccounts(t);
  const live = await service.createToken({ role: 'reader', serviceToken: true });
  const older = live.token;
  const current = (await reset(service, live._id, { expiry: service.clock.nowMs + 60_000 })).json().token;
  const ended = await service.createToken({ role: 'reader' });
  await service.call({ method: 'DELETE', url: `/api/v2/tokens/${ended._id}` });
  await service.flush();
  const before = rowsOf(service, service.accountId);
  const unknown = mintSecret('kw', 'service');
  for (const door of [introspect, revoke]) {
    const ask = async (secret: string) => {
      const { statusCode, body, headers } = await door(service, secret, { as: other });
      return JSON.stringify([statusCode, body, Object.keys(headers)]);
    };
    const answer = await ask(unknown);
    for (const secret of [current, older, ended.token, service.ownerSecret])
      assert.equal(await ask(secret), answer, door.name);
  }
  await service.flush();
  assert.equal(rowsOf(service, service.accountId), before, 'the first account is as it was');
  assert.equal((await introspect(service, current)).json().active, true);
});

test('a token of one account takes no role, member or token of another', async (t) => {
  const { service, other } = await startTwoAccounts(t);
  const things = await thingsOf(service);
  const role = String((await service.call({ url: '/api/v2/roles/ops' })).json()._id);
  const attempts = [
    { method: 'POST', url: '/api/v2/tokens', payload: { customRoleIds: [role] } },
    { method: 'POST', url: '/api/v2/tokens', payload: { customRoleIds: ['ops'] } },
    {
      method: 'POST',
      url: '/api/v2/policies/explain',
      payload: { memberId: things.members?.id, requests: [{ action: 'viewRole', resource: 'role/x' }] },
    },
    {
      method: 'POST',
      url: '/api/v2/policies/explain',
      payload: { tokenId: things.tokens?.id, requests: [{ action: 'viewRole', resource: 'role/x' }] },
    },
    { method: 'POST', url: '/api/v2/policies/permissions', payload: { memberId: things.members?.id } },
    { method: 'POST', url: '/api/v2/policies/permissions', payload: { tokenId: things.tokens?.id } },
  ] as const;
  for (const attempt of attempts) {
    const { statusCode } = await service.call({ ...attempt, as: other });
    assert.ok(statusCode === 400 || statusCode === 404, `${attempt.url}: ${statusCode}`);
  }
});
