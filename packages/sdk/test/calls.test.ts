import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { startTestService } from '../../server/test/test-service.ts';
import { createKeyward, type Keyward } from '../src/index.ts';
import { TYPED_API_VERSION } from '../src/keyward.ts';
import { POSTS_WITHOUT_CALLER } from '../src/transport/retry-rules.ts';
import { failureOf } from './failure-of.ts';
import { startFaultyService } from './faulty-service.ts';
import { connect } from './service-fetch.ts';

interface Operation {
  readonly operationId: string;
  readonly security?: readonly unknown[];
}

const description: { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> } =
  JSON.parse(readFileSync('spec/openapi.json', 'utf8'));
const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    call: `${method.toUpperCase()} ${path}`,
    ...operation,
  })),
);

/** Operations that are only reached through `keyward.client` for now, each with the reason. */
const WITHOUT_METHOD: Readonly<Record<string, string>> = {
  loadPrincipal: 'made by the verifier',
  reportUses: 'made by the verifier',
  followChanges: 'made by the verifier',
  postDeviceAuthorization: 'made by `ldcli`',
  fetchDeviceAuthorizationToken: 'made by `ldcli`',
};

test('every operation of the description has a method, and no method calls anything else', async () => {
  const called = new Set<string>();
  const keyward = createKeyward({
    url: 'https://keyward.example',
    accessToken: 'secret',
    fetch: async (url, { method }) => {
      called.add(`${method} ${decodeURIComponent(new URL(url).pathname)}`);
      return Response.json({ items: [], _links: {} });
    },
  });
  const { client: _, tokenExpiresAt: __, ...groups } = keyward;
  for (const group of Object.values(groups))
    for (const method of Object.values(group)) await callWithPlaceholders(method as Method);
  const placeless = (call: string) => call.replace(/\{\w+\}/g, '{}');
  const described = operations.filter(({ operationId }) => WITHOUT_METHOD[operationId] === undefined);
  assert.deepEqual(
    [...called].map(placeless).sort(),
    described.map(({ call }) => placeless(call)).sort(),
    'add a method in packages/sdk/src/calls, or name the operation in WITHOUT_METHOD',
  );
});

type Method = (...parameters: unknown[]) => unknown;

/** Ids as the description writes them. Each method takes its ids first, and what comes after may be left out here. */
async function callWithPlaceholders(method: Method): Promise<void> {
  for (const ids of [[], ['{id}'], ['{id}', '{id}']]) {
    try {
      const answer = method(...ids);
      if (isStream(answer)) await answer.next();
      else await (isListing(answer) ? answer.firstPage() : answer);
      return;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }
}

function isStream(answer: unknown): answer is AsyncGenerator {
  return typeof answer === 'object' && answer !== null && 'next' in answer;
}

function isListing(answer: unknown): answer is { firstPage(): Promise<unknown> } {
  return typeof answer === 'object' && answer !== null && 'firstPage' in answer;
}

test('the POSTs that nobody has to sign in for are those that are never repeated', () => {
  const open = operations.filter(({ call, security }) => call.startsWith('POST ') && security?.length === 0);
  assert.deepEqual(
    open.map(({ call }) => call.slice('POST '.length)).sort(),
    [...POSTS_WITHOUT_CALLER].sort(),
  );
});

test('the version that is asked for is the latest, which the types describe, unless the caller wants another', async (t) => {
  const service = await startTestService(t);
  const versions = await connect(service).service.versions();
  assert.deepEqual([versions.currentVersion, versions.latestVersion], [TYPED_API_VERSION, TYPED_API_VERSION]);
  const faulty = await startFaultyService(t);
  await faulty.connect({ apiVersion: 20160426 }).tokens.get('a');
  await faulty.connect({ apiVersion: 'beta' }).tokens.get('a');
  assert.deepEqual(
    faulty.calls.map(({ headers }) => headers['ld-api-version']),
    ['20160426', 'beta'],
  );
});

test('the life of a token: made, read, changed, cloned, given a new secret, deleted', async (t) => {
  const service = await startTestService(t);
  const keyward = connect(service);
  const worksAs = async (accessToken: string) =>
    connect(service, { accessToken })
      .service.callerIdentity()
      .then(
        ({ tokenId }) => tokenId,
        ({ status }) => status,
      );

  const made = await keyward.tokens.create({
    name: 'Deploy',
    role: 'reader',
    serviceToken: true,
    tags: ['ci'],
  });
  assert.equal(await worksAs(made.token), made._id);
  const read = await keyward.tokens.get(made._id);
  assert.deepEqual([read.name, read.tags, read.token], ['Deploy', ['ci'], made.token.slice(-4)]);

  const changed = await keyward.tokens.update(made._id, [{ op: 'replace', path: '/name', value: 'Release' }]);
  assert.equal(changed.name, 'Release');
  const cloned = await keyward.tokens.clone(made._id, { name: 'Other' });
  assert.deepEqual([cloned.name, cloned.role], ['Other', 'reader']);

  const expiry = service.clock.now() + 3_600_000;
  const reset = await keyward.tokens.reset(made._id, { expiry, confirmName: 'Release' });
  assert.deepEqual([await worksAs(made.token), await worksAs(reset.token)], [made._id, made._id]);
  const [older = assert.fail()] = reset.previousSecrets;
  await keyward.tokens.updatePreviousSecret(made._id, older._id, [
    { op: 'replace', path: '/expiry', value: expiry - 1 },
  ]);
  await keyward.tokens.endPreviousSecret(made._id, older._id);
  assert.deepEqual([await worksAs(made.token), await worksAs(reset.token)], [401, made._id]);

  assert.equal(await keyward.tokens.delete(made._id, { confirmName: 'Release' }), undefined);
  assert.equal((await failureOf(keyward.tokens.get(made._id))).code, 'not_found');
  assert.equal(await worksAs(reset.token), 401);
});

test('account, members, types and policies through their methods', async (t) => {
  const service = await startTestService(t);
  const keyward = connect(service);
  assert.equal((await keyward.account.get())._id, service.accountId);
  const settings = await keyward.account.getSettings();
  const dryRun = await keyward.account.updateSettings([], { dryRun: true });
  assert.deepEqual(dryRun.settings, settings);

  const me = await keyward.members.get('me');
  assert.equal(me.email, 'owner@example.com');
  const {
    items: [invited = assert.fail()],
  } = await keyward.members.invite([{ email: 'a@example.com', role: 'reader' }]);
  assert.equal((await keyward.members.list().firstPage()).totalCount, 2);
  const invitees: string[] = [];
  for await (const { _id } of keyward.members.list({ filter: 'role:reader', limit: 1 })) invitees.push(_id);
  assert.deepEqual(invitees, [invited._id]);
  const changed = await keyward.members.updateMany({
    instructions: [
      { kind: 'replaceMembersCustomRoles', values: ['keyward-auditor'], memberIDs: [invited._id, me._id] },
    ],
  });
  assert.deepEqual([changed.members, changed.errors.length], [[invited._id], 1]);
  const expanded = await keyward.members.get(invited._id, { expand: 'roleAttributes,tokens' });
  assert.deepEqual([expanded.customRoles.length, expanded.tokens?.totalCount], [1, 0]);
  await keyward.members.withdrawInvitation(invited._id);
  assert.equal((await keyward.members.list().firstPage()).totalCount, 1);

  await keyward.resourceTypes.declare('invoice', { actions: { viewInvoice: 'read' } });
  const hasType = async () =>
    (await keyward.resourceTypes.list()).items.some(({ name }) => name === 'invoice');
  assert.equal(await hasType(), true);

  const route = { method: 'GET', path: '/{id}', resource: 'invoice/{id}', action: 'viewInvoice' };
  await keyward.gatewayRoutes.put('read-invoice', route);
  assert.equal((await keyward.gatewayRoutes.get('read-invoice')).action, 'viewInvoice');
  await keyward.gatewayRoutes.delete('read-invoice');
  assert.deepEqual((await keyward.gatewayRoutes.list()).items, []);

  await keyward.resourceTypes.takeBack('invoice');
  assert.equal(await hasType(), false);

  const policy = [{ effect: 'allow', resources: ['acct'], actions: ['viewAuditLog'] }];
  assert.equal((await keyward.policies.validate({ policy })).valid, true);
  assert.deepEqual((await keyward.policies.lint({ policy })).items, []);
});

test('the end of the calling token is known after its first call', async (t) => {
  const service = await startTestService(t);
  const expiry = service.clock.now() + 86_400_000;
  const { token } = await service.createToken({ role: 'reader', expiry });
  const ending = connect(service, { accessToken: token });
  assert.equal(ending.tokenExpiresAt, undefined);
  await ending.service.callerIdentity();
  assert.equal(ending.tokenExpiresAt, expiry);
  const endless = connect(service);
  await endless.service.callerIdentity();
  assert.equal(endless.tokenExpiresAt, undefined);
});

test('an operation is also reached by method and path, with the same errors', async (t) => {
  const service = await startTestService(t);
  const { client }: Keyward = connect(service);
  const { data } = await client.GET('/api/v2/caller-identity');
  assert.equal(data?.accountId, service.accountId);
  const missing = client.GET('/api/v2/tokens/{id}', { params: { path: { id: 'f'.repeat(24) } } });
  assert.equal((await failureOf(missing)).code, 'not_found');
});
