/**
 * `npm run bench -- sdk-authorize`: a warm `authorize` of the SDK's verifier, beside one SHA-256 of the secret and one look-up in a Map with
 * as many keys. The service is played by a function: a warm question does not reach it.
 *
 *   node bench/sdk-authorize.ts [tokens]
 */
import crypto from 'node:crypto';
import { createVerifier } from '../packages/sdk/src/verifier/index.ts';
import { mintSecret } from '../packages/server/src/tokens/token-format.ts';
import { median } from './verify/wrk.ts';

const TOKENS = Number(process.argv[2] ?? 10_000);
const ROUNDS = 20;
const LARGEST_RATIO = 2;
const REQUEST = { action: 'viewProject', resource: 'proj/web' };
const FRESH = { history: 'bench', number: 1, asOf: Date.now(), ageMs: 0, maxStalenessMs: 300_000 };

const secrets = Array.from({ length: TOKENS }, () => mintSecret('kw', 'personal'));

function answer(secret: string) {
  const tokenId = crypto.hash('sha256', secret).slice(0, 24);
  return {
    ...FRESH,
    types: { version: 'none', declarations: [] },
    principal: {
      tokenId,
      secretId: tokenId,
      name: 'bench',
      kind: 'personal',
      accountId: 'account',
      memberId: 'member',
      tags: [],
      allowedIps: [],
      worksUntil: null,
      rights: { scope: { role: 'reader' }, holder: { role: 'writer' } },
      dependsOn: ['account', 'member', tokenId],
    },
  };
}

const first = `id: bench:1\nevent: changes\ndata: ${JSON.stringify({ ...FRESH, after: null, changed: [], elapsedMs: 0 })}\n\n`;
const verifier = createVerifier({
  url: 'http://127.0.0.1:1',
  token: 'bench',
  maxEntries: 2 * TOKENS,
  reportEveryMs: 1_000_000,
  fetch: async (url, { body }) => {
    if (url.endsWith('/principals')) return Response.json(answer(JSON.parse(String(body)).token));
    if (url.endsWith('/uses')) return new Response(null, { status: 204 });
    return new Response(
      new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode(first)) }),
    );
  },
});
await new Promise((resolve) => setTimeout(resolve, 50));
for (const secret of secrets) await verifier.authorize(secret, REQUEST);

/** Visits every token once, in an order that no memory of the processor foresees. */
const order = secrets.map((_, index) => secrets[(index * 7_919) % secrets.length] ?? '');
const known = new Map(secrets.map((secret) => [crypto.hash('sha256', secret, 'base64url'), { secret }]));

function floor(): number {
  let found = 0;
  for (const secret of order) if (known.has(crypto.hash('sha256', secret, 'base64url'))) found++;
  return found;
}

function authorize(): number {
  let allowed = 0;
  for (const secret of order) {
    const answered = verifier.authorize(secret, REQUEST);
    if (answered instanceof Promise) throw new Error('it is not in memory');
    if (answered.outcome === 'allowed') allowed++;
  }
  return allowed;
}

const times: Record<'floor' | 'authorize', number[]> = { floor: [], authorize: [] };
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, work] of [
    ['floor', floor],
    ['authorize', authorize],
  ] as const) {
    const start = performance.now();
    if (work() !== TOKENS) throw new Error('a token is not what it should be');
    if (round > 0) times[name].push(((performance.now() - start) * 1_000) / TOKENS);
  }
}
await verifier.close();
const [least, own] = [median(times.floor), median(times.authorize)];
const ratio = own / least;
process.stdout.write(
  `  ${TOKENS} tokens: SHA-256 and a look-up ${least.toFixed(2)} us, authorize ${own.toFixed(2)} us: ${ratio.toFixed(2)} times (aim ${LARGEST_RATIO})${ratio > LARGEST_RATIO ? '  MISSED' : ''}\n`,
);
