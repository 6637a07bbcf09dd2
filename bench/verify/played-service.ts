import crypto from 'node:crypto';
import type { Fetch } from '../../packages/sdk/src/verifier/index.ts';

const FRESH = { history: 'bench', number: 1, asOf: Date.now(), ageMs: 0, maxStalenessMs: 300_000 };

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

const FIRST = `id: bench:1\nevent: changes\ndata: ${JSON.stringify({ ...FRESH, after: null, changed: [], elapsedMs: 0 })}\n\n`;

/** A service that a verifier asks once for each secret: every token is that of a writer and reads only, and nothing ever changes. */
export const playedService: Fetch = async (url, { body }) => {
  if (url.endsWith('/principals')) return Response.json(answer(JSON.parse(String(body)).token));
  if (url.endsWith('/uses')) return new Response(null, { status: 204 });
  return new Response(
    new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode(FIRST)) }),
  );
};
