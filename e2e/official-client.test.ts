import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AccessTokensApi,
  AccountMembersApi,
  AccountMembersBetaApi,
  AuditLogApi,
  type AuditLogEntryListingRep,
  type CallerIdentityRep,
  Configuration,
  CustomRolesApi,
  type Member,
  type Members,
  OtherApi,
  type StatementPost,
  type Token,
  type VersionsRep,
} from 'launchdarkly-api-typescript';
import { LAUNCHDARKLY_OPERATIONS } from '../test/launchdarkly/answer-faults.ts';
import { callApi } from './call-api.ts';
import { startOwnedKeyward } from './keyward-process.ts';
import { DRIVEN_IN, DrivenOperations } from './official-client-operations.ts';
import { issuedSecrets } from './test-end.ts';

/** Keys without which the official Go client refuses an answer. */
const REQUIRED_KEYS = {
  token: ['_id', 'ownerId', 'memberId', 'creationDate', 'lastModified', '_links'],
  memberSummary: ['_links', '_id', 'role', 'email'],
  member: [
    ...['_links', '_id', 'role', 'email', '_pendingInvite', '_verified'],
    ...['customRoles', 'mfa', '_lastSeen', 'creationDate'],
  ],
  role: ['_id', '_links', 'key', 'name', 'policy'],
  auditEntry: [
    ...['_accountId', '_id', '_links', 'accesses', 'date'],
    ...['description', 'kind', 'name', 'shortDescription'],
  ],
  collection: ['_links', 'items'],
  versions: ['currentVersion', 'latestVersion', 'validVersions'],
  root: ['links'],
  ipList: ['addresses', 'outboundAddresses'],
  error: ['code', 'message'],
} as const;

function assertRequiredKeys(kind: keyof typeof REQUIRED_KEYS, value: unknown): void {
  const present = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const missing = REQUIRED_KEYS[kind].filter((key) => !present.includes(key));
  assert.deepEqual(missing, [], `${kind} lacks keys`);
}

function assertInstant(value: unknown): void {
  assert.ok(Number.isSafeInteger(value) && Number(value) > 1.6e12, `${value} is no time in milliseconds`);
}

interface Client {
  readonly tokens: AccessTokensApi;
  readonly members: AccountMembersApi;
  readonly manyMembers: AccountMembersBetaApi;
  readonly roles: CustomRolesApi;
  readonly audit: AuditLogApi;
  readonly other: OtherApi;
}

const driven = new DrivenOperations();

function clientOf(basePath: string, apiKey: string): Client {
  const configuration = new Configuration({ basePath, apiKey });
  return {
    tokens: driven.watch(new AccessTokensApi(configuration)),
    members: driven.watch(new AccountMembersApi(configuration)),
    manyMembers: driven.watch(new AccountMembersBetaApi(configuration)),
    roles: driven.watch(new CustomRolesApi(configuration)),
    audit: driven.watch(new AuditLogApi(configuration)),
    other: driven.watch(new OtherApi(configuration)),
  };
}

/** What a change was answered, without what its answer alone says. */
function withoutEffect<T extends object>(answer: T): Omit<T, 'effectiveEverywhereBy'> {
  const { effectiveEverywhereBy, ...rest } = answer as T & { readonly effectiveEverywhereBy?: number };
  assertInstant(effectiveEverywhereBy);
  return rest;
}

/** The status and body of a call that must fail. */
async function refusal(call: Promise<unknown>): Promise<{ status: number; body: unknown }> {
  try {
    await call;
  } catch (error) {
    const { response } = error as { response?: { status: number; data: unknown } };
    if (response === undefined) throw error;
    return { status: response.status, body: response.data };
  }
  return assert.fail('the call succeeded');
}

test('the official TypeScript client', async (t) => {
  const { url, ownerSecret } = await startOwnedKeyward(t);
  const owner = clientOf(url, ownerSecret);

  await t.test('takes a personal token from creation to refusal', async () => {
    const created = await owner.tokens.postToken({
      name: 'My token',
      description: 'For the client',
      role: 'writer',
      defaultApiVersion: 20220603,
    });
    assert.equal(created.status, 201);
    const token: Token = created.data;
    assertRequiredKeys('token', token);
    assertRequiredKeys('memberSummary', token._member);
    assertInstant(token.creationDate);
    assertInstant(token.lastModified);
    assert.deepEqual(
      {
        name: token.name,
        description: token.description,
        role: token.role,
        serviceToken: token.serviceToken,
        defaultApiVersion: token.defaultApiVersion,
        customRoleIds: token.customRoleIds,
        inlineRole: token.inlineRole,
        lastUsed: token.lastUsed,
      },
      {
        name: 'My token',
        description: 'For the client',
        role: 'writer',
        serviceToken: false,
        defaultApiVersion: 20220603,
        customRoleIds: [],
        inlineRole: [],
        lastUsed: 0,
      },
    );
    const secret = token.token ?? '';
    issuedSecrets.add(secret);
    assert.match(secret, /^kwp_[0-9A-Za-z]{36}$/);

    const { data: read }: { data: Token } = await owner.tokens.getToken(token._id);
    assert.deepEqual(
      read,
      { ...withoutEffect(token), token: secret.slice(-4) },
      'read back masked, else as created',
    );

    const holder = clientOf(url, secret);
    const { data: identity }: { data: CallerIdentityRep } = await holder.other.getCallerIdentity();
    assert.deepEqual(
      [identity.tokenId, identity.tokenName, identity.memberId, identity.serviceToken],
      [token._id, 'My token', token.memberId, false],
    );

    const deleted = await owner.tokens.deleteToken(token._id);
    assert.deepEqual([deleted.status, deleted.data], [204, '']);
    const gone = await refusal(owner.tokens.getToken(token._id));
    assert.equal(gone.status, 404);
    assertRequiredKeys('error', gone.body);
    const dead = await refusal(holder.other.getCallerIdentity());
    assert.equal(dead.status, 401);
    assertRequiredKeys('error', dead.body);
  });

  await t.test('resets, without a body and with an end for the old secret, and changes a token', async () => {
    const { data: token } = await owner.tokens.postToken({ name: 'Rotated', role: 'writer' });
    const first = clientOf(url, token.token ?? '');
    const reset = await owner.tokens.resetToken(token._id);
    assert.equal(reset.status, 200);
    assertRequiredKeys('token', reset.data);
    assert.equal(reset.data._id, token._id);
    assert.match(reset.data.token ?? '', /^kwp_[0-9A-Za-z]{36}$/);
    assert.equal((await refusal(first.other.getCallerIdentity())).status, 401);

    const second = clientOf(url, reset.data.token ?? '');
    const overlap = await owner.tokens.resetToken(token._id, Date.now() + 3_600_000);
    const third = clientOf(url, overlap.data.token ?? '');
    for (const holder of [second, third])
      assert.equal((await holder.other.getCallerIdentity()).data.tokenId, token._id);
    const inSeconds = await refusal(
      owner.tokens.resetToken(token._id, Math.floor(Date.now() / 1_000) + 3_600),
    );
    assert.equal(inSeconds.status, 400);
    assertRequiredKeys('error', inSeconds.body);

    const patched = await owner.tokens.patchToken(token._id, [
      { op: 'replace', path: '/name', value: 'Renamed' },
      { op: 'replace', path: '/role', value: 'reader' },
    ]);
    assertRequiredKeys('token', patched.data);
    assert.deepEqual([patched.data.name, patched.data.role], ['Renamed', 'reader']);
    const failed = await refusal(owner.tokens.patchToken(token._id, [{ op: 'remove', path: '/inlineRole' }]));
    assert.deepEqual([failed.status, (failed.body as { code: string }).code], [422, 'patch_failed']);
    assertRequiredKeys('error', failed.body);
    assert.equal((await owner.tokens.getToken(token._id)).data.name, 'Renamed');
  });

  await t.test('makes a service token, which has no member of its own', async () => {
    const { data: token } = await owner.tokens.postToken({ name: 'CI', role: 'reader', serviceToken: true });
    assert.equal(token.serviceToken, true);
    issuedSecrets.add(token.token ?? '');
    const service = clientOf(url, token.token ?? '');
    const { data: identity } = await service.other.getCallerIdentity();
    assert.equal(identity.serviceToken, true);
    assert.equal('memberId' in identity, false);
    assert.equal((await refusal(service.members.getMember('me'))).status, 404);
    assert.equal(
      (await refusal(service.tokens.postToken({ role: 'reader', serviceToken: true }))).status,
      403,
    );
  });

  await t.test('pages through the tokens, newest first, each exactly once', async () => {
    const names = Array.from({ length: 7 }, (_, index) => `page ${index}`);
    for (const name of names) await owner.tokens.postToken({ name, role: 'reader' });
    const total = (await owner.tokens.getTokens()).data.totalCount ?? 0;
    const seen: Token[] = [];
    for (let offset = 0; offset < total; offset += 3) {
      const { data: page } = await owner.tokens.getTokens(false, 3, offset);
      assertRequiredKeys('collection', page);
      assert.equal(page.totalCount, total);
      assert.equal('next' in (page._links ?? {}), offset + 3 < total);
      assert.equal('prev' in (page._links ?? {}), offset > 0);
      seen.push(...(page.items ?? []));
    }
    assert.equal(new Set(seen.map(({ _id }) => _id)).size, total);
    assert.deepEqual(
      seen.slice(0, 7).map(({ name }) => name),
      names.toReversed(),
    );
    for (const token of seen) {
      assertRequiredKeys('token', token);
      assert.equal(token.token?.length, 4, 'a list shows the last four characters only');
    }
  });

  await t.test('reads versions, root, addresses, description and the own member', async () => {
    const { data: versions }: { data: VersionsRep } = await owner.other.getVersions();
    assertRequiredKeys('versions', versions);
    assert.deepEqual(versions.validVersions, [20160426, 20191212, 20210729, 20220603, 20240415]);
    assert.deepEqual([versions.latestVersion, versions.currentVersion], [20240415, 20240415]);

    assertRequiredKeys('root', (await owner.other.getRoot()).data);
    assertRequiredKeys('ipList', (await owner.other.getIps()).data);
    const description: unknown = (await owner.other.getOpenapiSpec()).data;
    assert.ok(typeof description === 'object' && description !== null && 'openapi' in description);
    assert.equal(description.openapi, '3.1.0');

    const { data: member }: { data: Member } = await owner.members.getMember('me');
    assertRequiredKeys('member', member);
    assert.deepEqual([member.email, member.role, member.customRoles], ['owner@example.com', 'owner', []]);
    assertInstant(member.creationDate);
  });

  await t.test('invites, lists, reads, promotes and removes members', async () => {
    const form = { email: 'ann@example.com', role: 'reader', firstName: 'Ann', lastName: 'Lee' } as const;
    const invited = await owner.members.postMembers([form, { email: 'bob@example.com', role: 'writer' }]);
    assert.equal(invited.status, 201);
    const made: Members = invited.data;
    assertRequiredKeys('collection', made);
    assert.deepEqual(
      made.items.map(({ email }) => email),
      ['ann@example.com', 'bob@example.com'],
      'in the order of the call',
    );
    issuedSecrets.addAllOf(JSON.stringify(made));
    const [ann] = made.items;
    assert.ok(ann);
    assertRequiredKeys('member', ann);
    assert.deepEqual([ann._pendingInvite, ann._verified, ann.role], [true, false, 'reader']);

    const { data: listed }: { data: Members } = await owner.members.getMembers(2, 1);
    assertRequiredKeys('collection', listed);
    assert.deepEqual([listed.items.length, listed.totalCount], [2, 3]);
    for (const member of listed.items) assertRequiredKeys('member', member);

    const { data: read }: { data: Member } = await owner.members.getMember(ann._id);
    const { _invitation, ...asMade } = ann as Member & { _invitation?: unknown };
    assert.ok(_invitation);
    assert.deepEqual(read, asMade, 'read as it was made, without the link');

    const promotion = [{ op: 'add', path: '/role', value: 'admin' }];
    const { data: promoted }: { data: Member } = await owner.members.patchMember(ann._id, promotion);
    assertRequiredKeys('member', promoted);
    assert.deepEqual([promoted._id, promoted.role], [ann._id, 'admin']);

    const twice = await refusal(owner.members.postMembers([form]));
    assert.equal(twice.status, 400);
    assertRequiredKeys('error', twice.body);
    const removed = await owner.members.deleteMember(ann._id);
    assert.deepEqual([removed.status, removed.data], [204, '']);
    const gone = await refusal(owner.members.getMember(ann._id));
    assert.equal(gone.status, 404);
    const { data: self } = await owner.members.getMember('me');
    const last = await refusal(owner.members.deleteMember(self._id));
    assert.equal(last.status, 409, 'the last owner stays');
    assertRequiredKeys('error', last.body);
  });

  await t.test(
    'gives roles and attributes to members, alone and many at once, and finds them again',
    async () => {
      await owner.roles.postCustomRole({ key: 'deployer', name: 'Deployer', policy: [] });
      const { data: role } = await owner.roles.getCustomRole('deployer');
      const forms = ['eve', 'fay'].map((name) => ({
        email: `${name}@example.com`,
        customRoles: ['deployer'],
        roleAttributes: { projects: ['web', 'app'] },
      }));
      const { data: made } = await owner.members.postMembers(forms);
      issuedSecrets.addAllOf(JSON.stringify(made));
      const [eve, fay] = made.items;
      assert.ok(eve && fay);
      assert.deepEqual([eve.role, eve.customRoles], ['reader', [role._id]], 'ids are read');
      const { data: read } = await owner.members.getMember(eve._id, 'roleAttributes');
      assert.deepEqual(read.roleAttributes, forms[0]?.roleAttributes);
      const found = await owner.members.getMembers(10, 0, 'role:deployer', 'roleAttributes', '-displayName');
      assert.deepEqual(
        found.data.items.map(({ _id }) => _id),
        [fay._id, eve._id],
      );

      const kind = 'replaceMembersRoles';
      const instructions = [{ kind, value: 'writer', memberIDs: [eve._id, fay._id, 'nobody'] }];
      const { data: bulk } = await owner.manyMembers.patchMembers({ instructions });
      assert.deepEqual(bulk.members, [eve._id, fay._id]);
      assert.deepEqual(bulk.errors, [{ nobody: 'Invalid resource identifier' }]);
      const { data: after } = await owner.members.getMember(fay._id);
      assertRequiredKeys('member', after);
      assert.deepEqual([after.role, after.customRoles], ['writer', []]);
      for (const { _id } of [eve, fay]) await owner.members.deleteMember(_id);
      await owner.roles.deleteCustomRole('deployer');
    },
  );

  await t.test('makes, lists, reads, changes and deletes a role, each time as it was sent', async () => {
    const policy = [
      { effect: 'allow', resources: ['proj/*:env/production:flag/*'], actions: ['updateOn', 'createFlag'] },
      { effect: 'deny', notResources: ['proj/*'], notActions: ['viewProject'] },
    ] as StatementPost[];
    const sent = { key: 'shipper', name: 'Shipper', description: 'Ships', policy };
    const created = await owner.roles.postCustomRole({ ...sent, basePermissions: 'reader' });
    assert.equal(created.status, 201);
    assertRequiredKeys('role', created.data);
    for (const keyOrId of ['shipper', created.data._id]) {
      const { data: read } = await owner.roles.getCustomRole(keyOrId);
      assert.deepEqual(read, withoutEffect(created.data));
      const { key, name, description } = read;
      assert.deepEqual({ key, name, description, policy: read.policy }, sent);
      assert.equal(read.basePermissions, 'reader');
    }
    const { data: listed } = await owner.roles.getCustomRoles(1, 0);
    assertRequiredKeys('collection', listed);
    assert.deepEqual(
      listed.items.map(({ key }) => key),
      ['shipper'],
      'the newest first',
    );
    const patch = [
      { op: 'replace', path: '/name', value: 'Sender' },
      { op: 'add', path: '/policy/0', value: policy[1] },
    ];
    const { data: patched } = await owner.roles.patchCustomRole('shipper', { patch, comment: 'why' });
    assert.deepEqual([patched.name, patched.policy], ['Sender', [policy[1], ...policy]]);
    assert.deepEqual((await owner.roles.getCustomRole('shipper')).data, withoutEffect(patched));
    assert.equal((await owner.roles.deleteCustomRole('shipper')).status, 204);
    assert.equal((await refusal(owner.roles.getCustomRole('shipper'))).status, 404);
  });

  await t.test('lists the audit log newest first and reads each entry of it', async () => {
    const { data: token } = await owner.tokens.postToken({ name: 'audited', role: 'reader' });
    await owner.tokens.deleteToken(token._id);
    const { data: log } = await owner.audit.getAuditLogEntries(undefined, undefined, 'audited', 5);
    assertRequiredKeys('collection', log);
    assert.deepEqual(
      log.items.map(({ titleVerb }) => titleVerb),
      ['deleted the token', 'created the token'],
    );
    for (const entry of log.items) {
      const listed: AuditLogEntryListingRep = entry;
      assertRequiredKeys('auditEntry', listed);
      assertInstant(listed.date);
      assert.equal(listed.accesses[0]?.resource?.endsWith(`:token/${token._id}`), true);
      const { data: read } = await owner.audit.getAuditLogEntry(entry._id);
      assertRequiredKeys('auditEntry', read);
      const { subentries, delta, previousVersion, currentVersion, ...asListed } = read;
      assert.deepEqual(asListed, { ...listed });
      assert.deepEqual([subentries, delta], [[], null]);
      const isDeletion = entry.titleVerb === 'deleted the token';
      assert.equal((isDeletion ? previousVersion : currentVersion).name, 'audited');
    }
    const statements = [{ effect: 'allow', resources: ['member/*:token/*'], actions: ['deleteAccessToken'] }];
    const { data: found } = await owner.audit.postAuditLogEntries(
      undefined,
      undefined,
      'audited',
      5,
      statements as StatementPost[],
    );
    assertRequiredKeys('collection', found);
    assert.deepEqual(
      found.items.map(({ _id }) => _id),
      [log.items[0]?._id],
    );
    const { data: page } = await owner.audit.getAuditLogEntries(undefined, undefined, undefined, 1);
    assert.equal(page.items.length, 1);
    assert.ok(page._links.next, 'a full page leads on');
  });

  await t.test(
    'counts entries of the audit log by a raw call, which the client has no method for',
    async () => {
      assert.equal('postAuditLogEntryCounts' in AuditLogApi.prototype, false);
      const path = '/api/v2/auditlog/counts?after=0&buckets=5';
      const counted = await callApi(url, path, { method: 'POST', secret: ownerSecret, body: [] });
      assert.equal(counted.status, 200);
      const { buckets, totalCount } = counted.body as { buckets: { count: number }[]; totalCount: number };
      assert.ok(totalCount > 0);
      assert.equal(
        buckets.reduce((sum, { count }) => sum + count, 0),
        totalCount,
      );
    },
  );

  await t.test(
    'gets a refusal that it can read for an unknown id and a body that names no scope',
    async () => {
      const unknown = await refusal(owner.tokens.getToken('0123456789abcdef01234567'));
      assert.equal(unknown.status, 404);
      assertRequiredKeys('error', unknown.body);
      const before = (await owner.tokens.getTokens()).data.totalCount;
      const scopeless = await refusal(owner.tokens.postToken({ name: 'no scope' }));
      assert.equal(scopeless.status, 400);
      assertRequiredKeys('error', scopeless.body);
      assert.equal((await owner.tokens.getTokens()).data.totalCount, before, 'nothing was created');
    },
  );

  driven.assertAll('official-client');
});

test('each operation that LaunchDarkly describes is driven in one of these tests', () => {
  assert.deepEqual(Object.keys(DRIVEN_IN).sort(), [...LAUNCHDARKLY_OPERATIONS].sort());
});
