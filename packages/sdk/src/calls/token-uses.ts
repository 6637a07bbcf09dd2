import type { CallOptions } from './call-types.ts';
import { type Client, callInit } from './client.ts';

/** When a token was used, from where and by which program. */
export interface TokenUse {
  readonly lastUsed: number;
  readonly lastUsedAddress: string;
  readonly lastUsedAgent: string;
  /** Whether it was one of the older secrets. */
  readonly superseded: boolean;
}

export type StreamFetch = (request: Request) => Promise<Response>;

/** The last use of a token so far, if any, then each later one as it happens. The service ends it after a minute. */
export async function* tokenUses(
  client: Client,
  openStream: StreamFetch,
  id: string,
  options?: CallOptions,
): AsyncGenerator<TokenUse, void, void> {
  const { data } = await client.GET('/api/v2/tokens/{id}/events', {
    params: { path: { id } },
    parseAs: 'stream',
    fetch: openStream,
    ...callInit(options),
  });
  for await (const { event, text } of eventsIn(data as ReadableStream<Uint8Array>)) {
    if (event === 'used') yield JSON.parse(text);
  }
}

/** WHATWG HTML section 9.2.6, of which the service uses `event`, one line of `data`, and comments. */
async function* eventsIn(stream: ReadableStream<Uint8Array>) {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (rest + decoder.decode(value, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) yield { event: fieldOf(block, 'event'), text: fieldOf(block, 'data') };
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function fieldOf(block: string, name: string): string {
  const line = block.split('\n').find((each) => each.startsWith(`${name}: `));
  return line?.slice(name.length + 2) ?? '';
}
