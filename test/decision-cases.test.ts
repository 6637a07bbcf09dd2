/** The same cases get the same answers from the command line and over HTTP; the library runs them in its own tests. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type DecisionCase, requestsOf } from '@keyward/policy';
import { directoryWith, runPolicy } from '../packages/cli/test/run-policy.ts';
import { startTestService, type TestService } from '../packages/server/test/test-service.ts';

const folder = resolve('spec/decisions');
const files = readdirSync(folder).sort();
const casesOf = (file: string): DecisionCase[] => JSON.parse(readFileSync(join(folder, file), 'utf8'));
const cases = files.flatMap(casesOf);

test('the command line answers every case as it expects', async () => {
  assert.ok(cases.length >= 236);
  assert.deepEqual(await runPolicy(folder, ['test', ...files]), {
    code: 0,
    stdout: '',
    stderr: `${cases.length} passed, 0 failed\n`,
  });
});

test('one wrong expectation in each file is one failure in each, and the end is 8', async (t) => {
  const opposite = { allow: 'deny', deny: 'allow', valid: 'invalid', invalid: 'valid' } as const;
  const flipped = files.map((file) => {
    const [first, ...rest] = casesOf(file);
    assert.ok(first);
    return { file, first, content: [{ ...first, expect: opposite[first.expect] }, ...rest] };
  });
  const directory = directoryWith(t, Object.fromEntries(flipped.map(({ file, content }) => [file, content])));
  const { code, stdout, stderr } = await runPolicy(directory, ['test', ...files]);
  assert.equal(code, 8);
  assert.equal(stderr, `${cases.length - files.length} passed, ${files.length} failed\n`);
  assert.deepEqual(
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => /^\S+: \S+: expected \w+, answered \w+/.exec(line)?.[0]),
    flipped.map(
      ({ file, first: { id, expect } }) => `${file}: ${id}: expected ${opposite[expect]}, answered ${expect}`,
    ),
  );
});

test('the service answers every case as it expects', async (t: TestContext) => {
  const service = await startTestService(t);
  for (const each of cases) assert.equal(await answerOf(service, each), each.expect, each.id);
});

async function answerOf(service: TestService, each: DecisionCase): Promise<DecisionCase['expect']> {
  const { expect, policy, basePermissions, roleAttributes, member, token, mode = 'raw' } = each;
  if (expect === 'valid' || expect === 'invalid') {
    const { valid } = await post(service, 'validate', { policy });
    return valid ? 'valid' : 'invalid';
  }
  const subject = { policy, basePermissions, roleAttributes, member, token };
  const { items } = await post(service, 'explain', { subject, requests: requestsOf(each), mode });
  assert.equal(items.length, requestsOf(each).length);
  return items.every(({ allowed }: { allowed: boolean }) => allowed) ? 'allow' : 'deny';
}

async function post({ call }: TestService, question: string, payload: object) {
  const response = await call({ method: 'POST', url: `/api/v2/policies/${question}`, payload });
  assert.equal(response.statusCode, 200, `${response.body}\n${JSON.stringify(payload)}`);
  return response.json();
}
