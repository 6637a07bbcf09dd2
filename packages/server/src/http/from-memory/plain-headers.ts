import type { IncomingMessage } from 'node:http';
import { tokenIn } from '../authenticate-request.ts';

/** What clients and proxies send with every call, and no answer depends on but by the token and the address of the client. */
const PLAIN = [
  'authorization',
  'user-agent',
  'host',
  'accept',
  'accept-encoding',
  'accept-language',
  'connection',
  'sec-fetch-mode',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  'x-real-ip',
  'via',
] as const;
const OF_A_BODY = ['content-type', 'content-length'] as const;

type Name = (typeof PLAIN)[number] | (typeof OF_A_BODY)[number];

/** By each name as clients write it. */
export type PlainNames = ReadonlyMap<string, Name>;

export const PLAIN_NAMES = namesAsWritten(PLAIN);
export const PLAIN_NAMES_WITH_BODY = namesAsWritten([...PLAIN, ...OF_A_BODY]);

export interface PlainHeaders {
  readonly presented: string;
  readonly agent: string | undefined;
  readonly contentType: string | undefined;
  readonly contentLength: string | undefined;
}

/** Of a call whose headers are all plain. Read as they came: Node's own object of them would cost as much as the verification. */
export function readPlainHeaders(
  { rawHeaders }: IncomingMessage,
  names: PlainNames,
): PlainHeaders | undefined {
  let authorization: string | undefined;
  let agent: string | undefined;
  let contentType: string | undefined;
  let contentLength: string | undefined;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const value = rawHeaders[index + 1];
    switch (names.get(rawHeaders[index] ?? '')) {
      case undefined:
        return undefined;
      case 'authorization':
        if (authorization !== undefined) return undefined;
        authorization = value;
        break;
      case 'user-agent':
        // Of several, Node takes the first.
        agent ??= value;
        break;
      case 'content-type':
        if (contentType !== undefined) return undefined;
        contentType = value;
        break;
      case 'content-length':
        if (contentLength !== undefined) return undefined;
        contentLength = value;
        break;
    }
  }
  const presented = authorization && tokenIn(authorization);
  return presented ? { presented, agent, contentType, contentLength } : undefined;
}

function namesAsWritten(names: readonly Name[]): PlainNames {
  return new Map(
    names.flatMap((name) => [
      [name, name],
      [name.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase()), name],
    ]),
  );
}
