import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compileRights, decide, parseResource, type Reach, reachOf } from '../src/index.ts';
import { catalogue, request, source } from './arbitraries.ts';

function isWithin(reach: Reach, resource: string): boolean {
  if (typeof reach === 'string') return reach === 'every';
  return reach.globs.some((glob) =>
    new RegExp(`^${glob.replaceAll('.', '\\.').replaceAll('*', '.*')}$`).test(resource),
  );
}

test('what is allowed is within reach, and where everything is within reach everything is allowed', () => {
  fc.assert(
    fc.property(source, request, (of, asked) => {
      const rights = compileRights(of, catalogue);
      const { resource, action } = asked;
      if (typeof resource !== 'string') return;
      const { allowed } = decide(rights, asked);
      const reach = reachOf(rights, parseResource(resource)?.chain ?? '', action);
      if (allowed) assert.ok(isWithin(reach, resource), JSON.stringify(reach));
      if (reach === 'every') assert.ok(allowed);
    }),
    { numRuns: 2_000 },
  );
});

test('the reach of a statement is no more than the names that it asks for', () => {
  const reach = (policy: Parameters<typeof compileRights>[0]['scope'], action: string) =>
    reachOf(compileRights({ ...(policy && { scope: policy }) }, catalogue), 'member/*:token/*', action);
  const allow = (resources: string[]) =>
    ({ effect: 'allow', resources, actions: ['deleteAccessToken'] }) as const;
  const deny = { effect: 'deny', resources: ['member/*:token/*'], actions: ['*'] } as const;
  assert.deepEqual(reach({ inlineRole: [allow(['member/a*:token/b', 'role/x'])] }, 'deleteAccessToken'), {
    globs: ['member/a*:token/b'],
  });
  assert.equal(reach({ inlineRole: [allow(['member/*:token/*'])] }, 'deleteAccessToken'), 'every');
  assert.equal(reach({ inlineRole: [allow(['member/*:token/*'])] }, 'updateName'), 'none');
  assert.equal(reach({ inlineRole: [allow(['*']), deny] }, 'deleteAccessToken'), 'none');
  assert.equal(reach({ inlineRole: [] }, 'deleteAccessToken'), 'none');
  assert.equal(reachOf(compileRights({ scope: { role: 'owner' } }, catalogue), '', 'any'), 'none');
});
