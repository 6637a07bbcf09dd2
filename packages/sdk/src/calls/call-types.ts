import type { operations } from '../openapi-types.ts';

export type OperationId = keyof operations;

/** The JSON body that an operation takes. */
export type Body<Id extends OperationId> = operations[Id] extends {
  requestBody?: { content: { 'application/json': infer Content } };
}
  ? Content
  : never;

export type WireQuery<Id extends OperationId> = NonNullable<operations[Id]['parameters']['query']>;

/** The filters of an operation. On the wire all of them are text; numbers and truth values may be given as such. */
export type Query<Id extends OperationId> = {
  readonly [Name in keyof WireQuery<Id>]: WireQuery<Id>[Name] | Plain<NonNullable<WireQuery<Id>[Name]>>;
};

type Plain<Text> = [Text] extends ['true' | 'false'] ? boolean : string extends Text ? number : never;

export interface CallOptions {
  /** Ends the call, also between attempts: `AbortSignal.timeout(5000)` bounds them all together. */
  readonly signal?: AbortSignal | undefined;
  /** For a POST: the key under which it happens once at most. Without it each call gets one of its own. */
  readonly idempotencyKey?: string | undefined;
}
