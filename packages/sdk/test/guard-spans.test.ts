/** Where the program has OpenTelemetry, the span of a call says who called and what became of it, and never a secret. */
import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { test } from 'node:test';
import { type Context, context, ROOT_CONTEXT, type Span, trace } from '@opentelemetry/api';
import { judgeCall } from '../src/guard/judge-call.ts';
import { startVerifier } from './start-verifier.ts';

const storage = new AsyncLocalStorage<Context>();
context.setGlobalContextManager({
  active: () => storage.getStore() ?? ROOT_CONTEXT,
  with: (active, run, self, ...words) => storage.run(active, () => run.apply(self as never, words)),
  bind: (_, target) => target,
  enable() {
    return this;
  },
  disable() {
    return this;
  },
});

/** The attributes that the span of a call has after it was judged. */
async function attributesOf(judge: () => Promise<unknown>, isRecording = true) {
  const attributes: Record<string, unknown> = {};
  const span = {
    isRecording: () => isRecording,
    setAttributes: (more: object) => Object.assign(attributes, more),
  } as unknown as Span;
  await context.with(trace.setSpan(ROOT_CONTEXT, span), judge);
  return attributes;
}

test('the span says who called, for what, and what became of it; no secret is in it', async (t) => {
  const { service, verifier, network, advance } = await startVerifier(t);
  const { _id, token, ...made } = await service.createToken({ name: 'caller', role: 'reader' });
  const call = async (authorization: string | undefined, action = 'viewMember', resource = 'member/ann') =>
    judgeCall({ verifier, action, resource }, undefined, {
      authorizations: authorization === undefined ? [] : [authorization],
      url: '/',
    });
  const who = {
    'keyward.account.id': service.accountId,
    'keyward.token.id': _id,
    'keyward.token.kind': 'personal',
    'keyward.member.id': made.memberId,
  };
  const bearer = `Bearer ${token}`;
  const what = { 'keyward.action': 'viewMember', 'keyward.resource': 'member/ann' };
  const outcome = (name: string) => ({ 'keyward.outcome': name });
  assert.deepEqual(await attributesOf(() => call(bearer)), { ...outcome('allowed'), ...what, ...who });
  assert.deepEqual(await attributesOf(() => call(bearer, 'deleteMember')), {
    ...outcome('denied'),
    ...what,
    'keyward.action': 'deleteMember',
    ...who,
  });
  assert.deepEqual(await attributesOf(() => call(bearer, 'viewMember', `member/${token}`)), {
    ...outcome('allowed'),
    ...what,
    'keyward.resource': 'member/[redacted]',
    ...who,
  });
  assert.deepEqual(await attributesOf(() => call('Bearer wrong')), { ...outcome('invalid_token'), ...what });
  assert.deepEqual(await attributesOf(() => call(undefined)), outcome('missing_token'));
  assert.deepEqual(await attributesOf(() => call('Bearer')), outcome('invalid_request'));
  assert.deepEqual(await attributesOf(() => call(bearer), false), {}, 'nothing is made for nobody');
  network.cut();
  advance(1_000_000);
  assert.deepEqual(await attributesOf(() => call(bearer)), { ...outcome('unavailable'), ...what });
});
