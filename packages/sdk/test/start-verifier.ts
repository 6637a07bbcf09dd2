import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { setImmediate, setTimeout as wait } from 'node:timers/promises';
import { startTestService, type TestService } from '../../server/test/test-service.ts';
import { createVerifier, KeywardError, type Verifier, type VerifierOptions } from '../src/verifier/index.ts';
import { FaultyNetwork } from './faulty-network.ts';

/** Longer than any bound, and than any test takes: events of before cannot be fresh after it. */
export const LONG_MS = 1_000_000;

export interface StartedVerifier {
  readonly service: TestService;
  readonly url: string;
  readonly network: FaultyNetwork;
  readonly verifier: Verifier;
  /** The token that the verifier calls with. */
  readonly own: { readonly _id: string; readonly token: string };
  readonly problems: unknown[];
  /** Lets time pass by the clock of the verifier. */
  advance(milliseconds: number): void;
  /** How often the service was asked for a principal. */
  loads(): number;
}

/** A verifier behind a faulty network before a real service; its clock stands still until a test moves it. */
export async function startVerifier(
  t: TestContext,
  options: Partial<VerifierOptions> = {},
): Promise<StartedVerifier> {
  const service = await startTestService(t);
  const url = await service.app.listen({ host: '127.0.0.1', port: 0 });
  const own = await service.createToken({
    name: 'verifier',
    serviceToken: true,
    customRoleIds: ['keyward-verifier'],
  });
  const network = new FaultyNetwork();
  const problems: unknown[] = [];
  let nowMs = 0;
  const verifier = createVerifier({
    url,
    token: own.token,
    fetch: network.fetch,
    monotonicMs: () => nowMs,
    onProblem: (error) => problems.push(error),
    reportEveryMs: LONG_MS,
    timeoutMs: 20_000,
    ...options,
  });
  t.after(() => verifier.close());
  await until(() => network.sent.length > 0);
  await setImmediate();
  return {
    service,
    url,
    network,
    verifier,
    own,
    problems,
    advance: (milliseconds) => {
      nowMs += milliseconds;
    },
    loads: () => network.calls.filter((path) => path.endsWith('/principals')).length,
  };
}

/** Until something is so that comes over the network. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt++) {
    if (await isSo()) return;
    await wait(10);
  }
  assert.fail('it did not come');
}

/** What a verifier says of a secret; `unavailable` where it refuses to say anything. */
export async function outcomeOf(verifier: Verifier, secret: string): Promise<string> {
  try {
    return (await verifier.verify(secret)).outcome;
  } catch (error) {
    if (!(error instanceof KeywardError)) throw error;
    return 'unavailable';
  }
}

export async function endToken(service: TestService, id: string): Promise<void> {
  const response = await service.call({ method: 'DELETE', url: `/api/v2/tokens/${id}` });
  assert.equal(response.statusCode, 204, response.body);
}

/** Until an event has arrived that names this. */
export async function untilTold(network: FaultyNetwork, id: string): Promise<void> {
  await until(() => network.sent.some((text) => text.includes(id)));
  await setImmediate();
}
