import assert from 'node:assert/strict';
import { type Answer, ask } from './ask.ts';
import type { Operation } from './history.ts';

/** Something that works until it is ended, once and for good: a secret, or one right of a secret. */
export interface Asked {
  readonly name: string;
  readonly secret: string;
  /** The call that shows whether it works: `/api/v2/caller-identity`, or the role that it may see. */
  readonly path: string;
}

/** A place where secrets are verified. */
export interface Door {
  readonly index: number;
  ask(subject: Asked): Promise<Operation['result']>;
}

export const IDENTITY = '/api/v2/caller-identity';
const OUR_FAULT = [502, 503, 504];

/** A node, over HTTP. */
export function nodeDoor(node: { readonly index: number; readonly port: number }): Door {
  return {
    index: node.index,
    async ask({ name, secret, path }) {
      const answer = await ask(node.port, path, { secret });
      assertNoStrangeAnswer(answer, [200, 401, 404], `verify ${name}`);
      const status = answer?.status ?? 503;
      return status === 200 ? 'works' : OUR_FAULT.includes(status) ? 'unknown' : 'refused';
    },
  };
}

export function assertNoStrangeAnswer(
  answer: Answer | undefined,
  expected: readonly number[],
  call: string,
): void {
  if (answer === undefined || expected.includes(answer.status)) return;
  assert.equal(answer.status, 503, `${call}: ${answer.text}`);
  assert.ok(Number(answer.retryAfter) >= 1, `${call}: 503 without Retry-After`);
}
