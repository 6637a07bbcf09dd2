import { readEvents } from '../transport/read-events.ts';
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
  for await (const { event, text } of readEvents(data as ReadableStream<Uint8Array>)) {
    if (event === 'used') yield JSON.parse(text);
  }
}
