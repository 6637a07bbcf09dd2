/**
 * `npm run bench -- verifier-propagation`: how soon the end of a token has reached 100 verifiers of the SDK that all know it, from the
 * answer to whoever ended it. The verifiers share one process, each with a stream of its own.
 *
 *   node bench/verifier-propagation.ts [ends] [verifiers]
 */
import { createVerifier } from '../packages/sdk/src/verifier/index.ts';
import { startKeyward } from './verify/start-keyward.ts';

const ENDS = Number(process.argv[2] ?? 50);
const VERIFIERS = Number(process.argv[3] ?? 100);
const AIM_MS = 250;

const keyward = await startKeyward();
const headers = { authorization: keyward.ownerSecret, 'content-type': 'application/json' };

async function createToken(scope: object): Promise<{ readonly _id: string; readonly token: string }> {
  const init = { method: 'POST', headers, body: JSON.stringify(scope) };
  const answer = await fetch(`${keyward.url}/api/v2/tokens`, init);
  if (answer.status !== 201) throw new Error(await answer.text());
  return (await answer.json()) as { readonly _id: string; readonly token: string };
}

const own = await createToken({ serviceToken: true, customRoleIds: ['keyward-verifier'] });
const verifiers = Array.from({ length: VERIFIERS }, () =>
  createVerifier({ url: keyward.url, token: own.token, reportEveryMs: 1_000_000 }),
);
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

const reachedMs: number[] = [];
const lastMs: number[] = [];
try {
  for (let number = 0; number < ENDS; number++) {
    const { _id, token } = await createToken({ name: `end ${number}`, role: 'reader' });
    const knows = (verifier: (typeof verifiers)[number]) => !(verifier.verify(token) instanceof Promise);
    for (const verifier of verifiers)
      while (!knows(verifier))
        if ((await verifier.verify(token)).outcome !== 'verified') throw new Error('it is not known');
    let endedAt = Number.POSITIVE_INFINITY;
    const ending = fetch(`${keyward.url}/api/v2/tokens/${_id}`, { method: 'DELETE', headers }).then(
      ({ status }) => {
        if (status !== 204) throw new Error(`the end answered ${status}`);
        endedAt = performance.now();
      },
    );
    const reachedAt: number[] = [];
    let waiting = verifiers;
    while (waiting.length > 0) {
      await turn();
      const still = waiting.filter(knows);
      for (let reached = still.length; reached < waiting.length; reached++) reachedAt.push(performance.now());
      waiting = still;
    }
    await ending;
    const since = reachedAt.map((at) => Math.max(0, at - endedAt));
    reachedMs.push(...since);
    lastMs.push(Math.max(...since));
    const outcomes = await Promise.all(
      verifiers.map(async (verifier) => (await verifier.verify(token)).outcome),
    );
    if (outcomes.some((outcome) => outcome !== 'invalid_token')) throw new Error('it is not dead');
  }
} finally {
  await Promise.all(verifiers.map((verifier) => verifier.close()));
  await keyward.stop();
}

function at(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

for (const [what, values] of [
  ['a verifier', reachedMs],
  [`the last of ${VERIFIERS}`, lastMs],
] as const) {
  const [p50, p99, most] = [0.5, 0.99, 1].map((share) => at(values, share).toFixed(1));
  process.stdout.write(`  ${ENDS} ends reach ${what}: p50 ${p50} ms, p99 ${p99} ms, longest ${most} ms\n`);
}
if (at(reachedMs, 0.99) > AIM_MS) process.stdout.write(`  MISSED: the aim is a p99 of ${AIM_MS} ms\n`);
