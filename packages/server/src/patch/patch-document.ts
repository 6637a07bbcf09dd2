/**
 * Changes to a resource as callers write them: JSON Patch (RFC 6902) or JSON Merge Patch (RFC 7396), with a comment for
 * the audit log. Only the members that a resource shows can be reached, so no stored field leaks into another.
 */
import { applyPatch } from 'rfc6902';
import { Failure } from '../failure.ts';

export type PatchOperation =
  | { readonly op: 'add' | 'replace' | 'test'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string }
  | { readonly op: 'move' | 'copy'; readonly path: string; readonly from: string };

export type DocumentPatch =
  | { readonly operations: readonly PatchOperation[] }
  | { readonly merge: Readonly<Record<string, unknown>> };

type Document = Readonly<Record<string, unknown>>;

/** A resource as a patch sees it. A member that may be absent is listed in `optional`. */
export interface PatchableDocument {
  readonly editable: Document;
  /** Shown, but not to be changed. A patch that leaves them as they are is taken. */
  readonly readOnly: Document;
  readonly optional?: readonly string[];
}

/**
 * The editable members after a patch. Nothing is known of their types yet.
 *
 * @throws Failure `invalid_request` for a path that does not exist or may not be changed, `patch_failed` (422) for an
 *   operation that cannot be done: `remove` of what is absent, a `test` that fails
 */
export function patchDocument(document: PatchableDocument, patch: DocumentPatch): Document {
  const { editable, readOnly, optional = [] } = document;
  const paths = [...Object.keys(editable), ...optional, ...Object.keys(readOnly)];
  const patched = structuredClone({ ...readOnly, ...editable }) as Record<string, unknown>;
  if ('merge' in patch) mergeInto(patched, patch.merge, paths);
  else for (const operation of patch.operations) apply(patched, operation, paths);

  for (const [name, value] of Object.entries(readOnly)) {
    if (JSON.stringify(patched[name]) === JSON.stringify(value)) continue;
    throw new Failure('invalid_request', `\`/${name}\` may not be changed`);
  }
  return Object.fromEntries(Object.entries(patched).filter(([name]) => !(name in readOnly)));
}

function mergeInto(patched: Record<string, unknown>, merge: Document, paths: readonly string[]): void {
  for (const [name, value] of Object.entries(merge)) {
    requireKnown(`/${name}`, paths);
    if (value === null) delete patched[name];
    else patched[name] = value;
  }
}

/** As the servers do that clients were written for: `replace` of a member that is absent adds it. */
function apply(patched: object, operation: PatchOperation, paths: readonly string[]): void {
  requireKnown(operation.path, paths);
  if ('from' in operation) requireKnown(operation.from, paths);
  if (attempt(patched, operation)) return;
  const isMember = !/\/(\d+|-)$/.test(operation.path);
  if (operation.op === 'replace' && isMember && attempt(patched, { ...operation, op: 'add' })) return;
  const what = operation.op === 'test' ? 'is not as the test says' : 'does not exist';
  throw new Failure('patch_failed', `\`${operation.op}\` failed: \`${operation.path}\` ${what}`);
}

function attempt(patched: object, operation: PatchOperation): boolean {
  const [error] = applyPatch(patched, [structuredClone(operation)]);
  return error === null;
}

function requireKnown(path: string, paths: readonly string[]): void {
  const [start, name = ''] = path.split('/', 2);
  if (start === '' && paths.includes(name)) return;
  throw new Failure('invalid_request', `\`${path.slice(0, 100)}\` is no path of this resource`, {
    hint: `it has ${paths.map((known) => `\`/${known}\``).join(', ')}`,
  });
}
