import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addSigner } from './browser.ts';
import { createRole, createTeam, patchTeam, readsAuditLog, readTeam, TEAMS } from './team-calls.ts';
import { startTestService, type TestService } from './test-service.ts';

function patchTeams(service: TestService, instruction: object, as?: string) {
  const payload = { instructions: [instruction], comment: 'all at once' };
  return service.call({ method: 'PATCH', url: TEAMS, payload, ...(as !== undefined && { as }) });
}

const countOf = async (service: TestService, key: string) =>
  (await readTeam(service, key)).members.totalCount;

test('members are added to several teams at once; a team that does not exist is named', async (t) => {
  const service = await startTestService(t);
  await createRole(service, 'auditor');
  const { member, secret } = await service.addMember('no_access', 'admin');
  await createTeam(service, { key: 'one', customRoleKeys: ['auditor'] });
  await createTeam(service, { key: 'two' });
  const instruction = {
    kind: 'addMembersToTeams',
    memberIDs: [member.id],
    teamKeys: ['one', 'never', 'two'],
  };
  const response = await patchTeams(service, instruction);
  assert.equal(response.statusCode, 200, response.body);
  assert.deepEqual(response.json(), {
    memberIDs: [member.id],
    teamKeys: ['one', 'two'],
    errors: [{ never: 'there is no such team' }],
    effectiveEverywhereBy: service.clock.nowMs + 5_000,
  });
  assert.equal(await readsAuditLog(service, secret), true);
  const { items } = (await service.call({ url: '/api/v2/auditlog?limit=2' })).json();
  assert.deepEqual(
    items.map(({ name, comment }: Record<string, string>) => [name, comment]),
    [
      ['A team', 'all at once'],
      ['A team', 'all at once'],
    ],
  );
  const version = (await readTeam(service, 'one'))._version;
  assert.equal((await patchTeams(service, instruction)).statusCode, 200);
  assert.equal((await readTeam(service, 'one'))._version, version, 'what is so already is no change');
  const nothing = await patchTeams(service, { ...instruction, teamKeys: ['never'] });
  assert.deepEqual(nothing.json(), {
    memberIDs: [],
    teamKeys: [],
    errors: [{ never: 'there is no such team' }],
    effectiveEverywhereBy: service.clock.nowMs + 5_000,
  });
  const pasted = await patchTeams(service, { ...instruction, teamKeys: [service.ownerSecret] });
  assert.equal(pasted.body.includes(service.ownerSecret), false, 'a secret is not sent back');
  const stranger = await patchTeams(service, { ...instruction, memberIDs: ['0'.repeat(24)] });
  assert.equal(stranger.statusCode, 400, stranger.body);
});

test('everybody is added but who matches a filter', async (t) => {
  const service = await startTestService(t);
  const ownerId = (await service.call({ url: '/api/v2/members/me' })).json()._id;
  const ann = (await addSigner(service, 'ann@example.com', 'admin')).id;
  const bob = (await addSigner(service, 'bob@example.com', 'writer')).id;
  const cat = (await addSigner(service, 'cat@example.com', 'reader')).id;
  await createTeam(service, { key: 'Night', memberIDs: [cat] });
  service.write('update members set last_seen_at = ? where id = ?', service.clock.nowMs - 5_000, bob);
  service.write('update members set last_seen_at = ? where id = ?', service.clock.nowMs, cat);
  const everybody = [ownerId, ann, bob, cat];
  const filters: readonly (readonly [object, readonly string[]])[] = [
    [{}, everybody],
    [{ ignoredMemberIDs: [ann, bob] }, [ownerId, cat]],
    [{ filterQuery: 'BOB@' }, [ownerId, ann, cat]],
    [{ filterQuery: 'grace hop' }, [ownerId]],
    [{ filterRoles: 'admin' }, [bob, cat]],
    [{ filterRoles: 'owner|reader' }, [ann, bob]],
    [{ filterTeamKey: 'night' }, [ownerId, ann, bob]],
    [{ filterLastSeen: { never: true } }, [bob, cat]],
    [{ filterLastSeen: { noData: true } }, [bob, cat]],
    [{ filterLastSeen: { before: service.clock.nowMs - 1_000 } }, [cat]],
  ];
  service.write('update members set last_seen_at = null where id in (?, ?)', ownerId, ann);
  for (const [index, [filter, wanted]] of filters.entries()) {
    const key = `team-${index}`;
    await createTeam(service, { key });
    service.write('update members set last_seen_at = null where id = ?', ownerId);
    const response = await patchTeams(service, { kind: 'addAllMembersToTeams', teamKeys: [key], ...filter });
    assert.equal(response.statusCode, 200, response.body);
    assert.deepEqual(response.json().memberIDs.toSorted(), [...wanted].sort(), JSON.stringify(filter));
    assert.equal(await countOf(service, key), wanted.length);
  }
  const refused = [
    { filterLastSeen: {} },
    { filterLastSeen: { never: true, before: 1 } },
    { filterQuery: '' },
    { other: 1 },
  ];
  for (const filter of refused) {
    const response = await patchTeams(service, { kind: 'addAllMembersToTeams', teamKeys: [], ...filter });
    assert.equal(response.statusCode, 400, JSON.stringify(filter));
  }
});

test('a member is added to several teams, all or none', async (t) => {
  const service = await startTestService(t);
  const { member } = await service.addMember('reader', 'reader');
  await createTeam(service, { key: 'one' });
  await createTeam(service, { key: 'two' });
  const add = (teamKeys: readonly string[], id = member.id) =>
    service.call({ method: 'POST', url: `/api/v2/members/${id}/teams`, payload: { teamKeys } });
  const refused = await add(['one', 'never']);
  assert.deepEqual([refused.statusCode, refused.json().code], [400, 'invalid_request']);
  assert.match(refused.json().message, /`teamKeys`.*`never`/);
  assert.equal(await countOf(service, 'one'), 0);
  const added = await add(['one', 'two', 'one']);
  assert.deepEqual([added.statusCode, added.json()._id], [201, member.id], added.body);
  assert.deepEqual([await countOf(service, 'one'), await countOf(service, 'two')], [1, 1]);
  assert.equal((await add(['one'])).statusCode, 201, 'twice is once');
  assert.equal((await add(['one'], '0'.repeat(24))).statusCode, 404);
});

test('a thousand members come and go with one call', async (t) => {
  const service = await startTestService(t);
  await createRole(service, 'auditor');
  const { deployment, accountId } = service;
  const { member, secret } = await service.addMember('no_access', 'admin');
  const ids = Array.from({ length: 1_200 }, (_, index) => index.toString(16).padStart(24, '0'));
  await deployment.store.change(deployment.clock, async (changes) => {
    for (const id of ids) await changes.members.insertMember({ ...member, id, email: `${id}@example.com` });
    changes.recordChange({ accountId, kind: 'account', id: accountId });
  });
  await createTeam(service, { key: 'all', customRoleKeys: ['auditor'] });
  const [{ before = 0 } = {}] = service.query('select max(number) as before from change_log') as {
    before: number;
  }[];
  const everybody = await patchTeams(service, { kind: 'addAllMembersToTeams', teamKeys: ['all'] });
  assert.equal(everybody.statusCode, 200, everybody.body);
  assert.equal(await countOf(service, 'all'), 1_202);
  assert.equal(await readsAuditLog(service, secret), true);
  const rows = service.query('select entity_kind from change_log where number > ?', before);
  assert.deepEqual(
    rows.map(({ entity_kind }) => entity_kind),
    ['team', 'account'],
    'for so many the account is named once',
  );
  const nobody = await patchTeam(service, 'all', [{ kind: 'replaceMembers', values: [] }]);
  assert.equal(nobody.statusCode, 200, nobody.body);
  assert.equal(await readsAuditLog(service, secret), false);
});
