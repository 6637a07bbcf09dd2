import { type Static, Type } from 'typebox';
import type { ChangeNote } from '../../audit/audit-entry.ts';
import { Failure } from '../../failure.ts';
import type { DocumentPatch, PatchOperation } from '../../patch/patch-document.ts';

const OPERATION_LIMIT = 200;
const PATH_LIMIT = 300;
export const COMMENT_LIMIT = 2_000;

const OPERATIONS = ['add', 'replace', 'test', 'remove', 'move', 'copy'] as const;

const OperationSchema = Type.Object(
  {
    op: Type.Unsafe<(typeof OPERATIONS)[number]>({ type: 'string', enum: [...OPERATIONS] }),
    path: Type.String({ maxLength: PATH_LIMIT, pattern: '^/' }),
    from: Type.Optional(Type.String({ maxLength: PATH_LIMIT, pattern: '^/' })),
    value: Type.Optional(Type.Unknown()),
  },
  { additionalProperties: false },
);

export const OperationsSchema = Type.Array(OperationSchema, { maxItems: OPERATION_LIMIT });

const CommentedSchema = Type.Object(
  {
    patch: Type.Optional(OperationsSchema),
    merge: Type.Optional(Type.Record(Type.String(), Type.Unknown(), { maxProperties: OPERATION_LIMIT })),
    comment: Type.Optional(Type.String({ maxLength: COMMENT_LIMIT })),
  },
  { additionalProperties: false },
);

/** A list of operations, or an object with them and a comment for the audit log. */
export const PatchSchema = Type.Unsafe<
  Static<typeof OperationsSchema> | Static<typeof CommentedSchema> | undefined
>({
  ...Type.Union([OperationsSchema, CommentedSchema]),
  $id: 'Patch',
  description: 'JSON Patch (RFC 6902) as a list or in `patch`, or JSON Merge Patch (RFC 7396) in `merge`',
});

export interface PatchRequest {
  readonly patch: DocumentPatch;
  /** What the audit log keeps of it. */
  readonly note: ChangeNote;
}

/** @throws Failure `invalid_request` that names the operation */
export function patchRequestFrom(body: Static<typeof PatchSchema>): PatchRequest {
  if (body === undefined)
    throw new Failure('invalid_request', 'the body is empty: send a list of operations');
  if (Array.isArray(body)) return requestOf({ operations: body.map(operationFrom) });
  const { patch, merge, comment } = body as Static<typeof CommentedSchema>;
  if ((patch === undefined) === (merge === undefined)) {
    throw new Failure('invalid_request', 'exactly one of `patch` and `merge` must be given');
  }
  return requestOf(
    merge ? { merge: withoutEffect(merge) } : { operations: (patch ?? []).map(operationFrom) },
    comment,
  );
}

/** Whoever merges what an earlier change was answered sends back when that one held too. */
function withoutEffect({
  effectiveEverywhereBy: _answered,
  ...merge
}: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return merge;
}

function requestOf(patch: DocumentPatch, comment?: string): PatchRequest {
  const asked = 'merge' in patch ? { merge: patch.merge } : { delta: patch.operations };
  return { patch, note: { ...asked, ...(comment !== undefined && { comment }) } };
}

function operationFrom(
  { op, path, from, value }: Static<typeof OperationSchema>,
  index: number,
): PatchOperation {
  if (op === 'remove') return { op, path };
  if (op === 'move' || op === 'copy') {
    if (from === undefined) throw missing(index, 'from');
    return { op, path, from };
  }
  if (value === undefined) throw missing(index, 'value');
  return { op, path, value };
}

function missing(index: number, field: string): Failure {
  return new Failure('invalid_request', `\`${index}\`: the field \`${field}\` is missing`);
}
