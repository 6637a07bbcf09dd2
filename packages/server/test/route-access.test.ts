/** What the description of the API says that a route needs is what it asks the policy engine. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { LightMyRequestResponse } from 'fastify';
import { GRANTING_ACTS } from '../src/grants/granting-acts.ts';
import type { RouteRule } from '../src/http/route-access.ts';
import { CHANGING_CALLS } from './changing-calls.ts';
import { startTestService, type TestService } from './test-service.ts';

interface Operation {
  readonly operationId: string;
  readonly security?: readonly unknown[];
  readonly 'x-keyward-access': RouteRule;
}

const spec: { readonly paths: Record<string, Record<string, Operation>> } = JSON.parse(
  readFileSync(new URL('../../../spec/openapi.json', import.meta.url), 'utf8'),
);
const operations = Object.values(spec.paths).flatMap((methods) => Object.values(methods));

/** A personal token of the owner that may do everything but these actions. */
async function tokenWithout(service: TestService, ...actions: readonly string[]): Promise<string> {
  const key = `without-${actions.join('-')}`;
  const policy = actions.length === 0 ? [] : [{ effect: 'deny', notResources: ['proj/none'], actions }];
  const payload = { key, name: key, policy, basePermissions: 'owner' };
  const made = await service.call({ method: 'POST', url: '/api/v2/roles', payload });
  assert.equal(made.statusCode, 201, made.body);
  return (await service.createToken({ customRoleIds: [key] })).token;
}

interface Refusal {
  readonly access?: { readonly action: string };
}

/** The refusal of a call; of one that does something to several things, those of its parts. */
function refusalsIn({ statusCode, body }: LightMyRequestResponse): readonly Refusal[] {
  const answer = body === '' ? {} : JSON.parse(body);
  if (statusCode >= 300) return [answer];
  return (answer.errors ?? []).flatMap((error: Record<string, Refusal>) => Object.values(error));
}

test('a route asks for no token exactly where its rule says so', () => {
  for (const { operationId, security, 'x-keyward-access': rule } of operations) {
    const isOpen = rule.caller === 'nobody' || rule.caller === 'code';
    assert.equal(security?.length === 0, isOpen, operationId);
  }
});

for (const { operationId, 'x-keyward-access': rule } of operations) {
  const prepare = CHANGING_CALLS[operationId];
  if (prepare === undefined || rule.caller !== 'principal') continue;
  const actions = [...new Set(rule.needs.map(({ action }) => action))];

  test(`${operationId} is refused without an access of its rule, and names it`, async (t) => {
    const service = await startTestService(t);
    let refusals = 0;
    for (const action of actions) {
      const as = await tokenWithout(service, action);
      const response = await service.call({ ...(await prepare(service)), as });
      const [refusal] = refusalsIn(response);
      if (refusal === undefined || response.statusCode === 404) continue;
      assert.equal(refusal.access?.action, action, response.body);
      refusals++;
    }
    assert.ok(refusals > 0, 'no access of the rule is needed for this call');
    const as = await tokenWithout(service);
    const response = await service.call({ ...(await prepare(service)), as });
    assert.ok(response.statusCode < 300, response.body);
  });

  if (operationId in GRANTING_ACTS) continue;
  test(`${operationId} needs no access but those of its rule`, async (t) => {
    const service = await startTestService(t);
    const inlineRole = [{ effect: 'allow', notResources: ['proj/none'], actions }];
    const as = (await service.createToken({ inlineRole })).token;
    const response = await service.call({ ...(await prepare(service)), as });
    assert.ok(response.statusCode < 300, response.body);
  });
}
