import assert from 'node:assert/strict';
import type { Told } from '../src/verification/follow-account.ts';

/** A stream of changes, read event by event. */
export interface FollowedStream {
  /** The next event that has this; undefined when the stream has ended. */
  next(isWanted?: (told: Told) => boolean): Promise<Told | undefined>;
  readonly lastId: string;
  leave(): Promise<void>;
}

/** Follows the changes of the account of a token, over the network. */
export async function follow(
  url: string,
  authorization: string,
  headers: Record<string, string> = {},
): Promise<FollowedStream> {
  const response = await fetch(`${url}/api/v2/verification/stream`, {
    headers: { authorization, ...headers },
    signal: AbortSignal.timeout(20_000),
  });
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/);
  const reader = response.body?.getReader();
  assert.ok(reader);
  let text = '';
  let lastId = '';
  async function read(): Promise<Told | undefined> {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const [, id = '', data = ''] =
          /^id: (.*)\nevent: changes\ndata: (.*)$/.exec(text.slice(0, end)) ?? [];
        text = text.slice(end + 2);
        lastId = id;
        return JSON.parse(data);
      }
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
      if (done) return undefined;
      text += new TextDecoder().decode(value);
    }
  }
  return {
    async next(isWanted = () => true) {
      for (;;) {
        const told = await read();
        if (told === undefined || isWanted(told)) return told;
      }
    },
    get lastId() {
      return lastId;
    },
    leave: async () => void (await reader.cancel()),
  };
}

export const changes = (told: Told): boolean => told.changed.length > 0;
