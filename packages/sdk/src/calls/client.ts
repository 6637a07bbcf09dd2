import createClient, { defaultPathSerializer, type Client as OpenapiClient } from 'openapi-fetch';
import type { paths } from '../openapi-types.ts';
import type { CallOptions, OperationId, Query, WireQuery } from './call-types.ts';

/** Every operation of the service by method and path, typed by its description. */
export type Client = OpenapiClient<paths, 'application/json'>;

export interface ClientOptions {
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly fetch: (request: Request) => Promise<Response>;
}

export function createTypedClient(options: ClientOptions): Client {
  return createClient<paths, 'application/json'>({ ...options, pathSerializer: serializePath });
}

/** `.` and `..` climb in a URL, also encoded, and an empty id makes the path of the whole list. */
const CLIMBING = new Set(['', '.', '..']);

/** @throws TypeError for a part that would make another path: `delete('')` must not reach the list. */
const serializePath: typeof defaultPathSerializer = (pathname, parameters) => {
  for (const [, name = ''] of pathname.matchAll(/\{(\w+)\}/g)) {
    const value = parameters[name];
    if (typeof value !== 'string' || CLIMBING.has(value)) {
      throw new TypeError(`\`${name}\` must be a text that names one thing; it is empty or no name`);
    }
  }
  return defaultPathSerializer(pathname, parameters);
};

/** The body of a success. What is no success has been thrown by the transport. */
export async function answerOf<Data>(call: Promise<{ readonly data?: Data }>): Promise<Data> {
  const { data } = await call;
  return data as Data;
}

/** What a call takes beside its parameters and its body. */
export function callInit({ signal, idempotencyKey }: CallOptions = {}) {
  return {
    ...(signal !== undefined && { signal }),
    ...(idempotencyKey !== undefined && { headers: { 'idempotency-key': idempotencyKey } }),
  };
}

/** Filters as text, as they stand on the wire. */
export function wireQuery<Id extends OperationId>(query: Query<Id>): WireQuery<Id> {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(
    given.map(([name, value]) => [name, Array.isArray(value) ? value.map(String) : String(value)]),
  ) as WireQuery<Id>;
}
