/**
 * Changes to a resource as callers write them: JSON Patch (RFC 6902) or JSON Merge Patch (RFC 7396), with a comment for
 * the audit log. Only the members that a resource shows can be reached, so no stored field leaks into another.
 */
import { applyPatch, Pointer } from 'rfc6902';
import { Failure } from '../failure.ts';

export type PatchOperation =
  | { readonly op: 'add' | 'replace' | 'test'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string }
  | { readonly op: 'move' | 'copy'; readonly path: string; readonly from: string };

export type DocumentPatch =
  | { readonly operations: readonly PatchOperation[] }
  | { readonly merge: Readonly<Record<string, unknown>> };

/** The library leaves out what is done to these, without a word. A body may not have such keys either. */
const UNREACHABLE: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

type Document = Readonly<Record<string, unknown>>;

/** A resource as a patch sees it. A member that may be absent is listed in `optional`. */
export interface PatchableDocument {
  readonly editable: Document;
  /** Shown, but not to be changed. A patch that leaves them as they are is taken. */
  readonly readOnly: Document;
  readonly optional?: readonly string[];
  /** Shown as well, and not for a patch to speak of. */
  readonly outOfReach?: readonly string[];
}

/** Copies of copies double with each operation, and 200 operations are allowed. */
const COPIED_LIMIT_CHARACTERS = 262_144;

/**
 * The editable members after a patch. Nothing is known of their types yet.
 *
 * @throws Failure `invalid_request` for a path that does not exist or may not be changed, `patch_failed` (422) for an
 *   operation that cannot be done: `remove` of what is absent, a `test` that fails
 */
export function patchDocument(document: PatchableDocument, patch: DocumentPatch): Document {
  const { editable, readOnly, optional = [], outOfReach = [] } = document;
  const paths = [...Object.keys(editable), ...optional, ...Object.keys(readOnly)];
  const patched = structuredClone({ ...readOnly, ...editable }) as Record<string, unknown>;
  const known: KnownPaths = { paths, outOfReach };
  if ('merge' in patch) mergeInto(patched, patch.merge, known);
  else applyAll(patched, patch.operations, known);

  for (const [name, value] of Object.entries(readOnly)) {
    if (JSON.stringify(patched[name]) === JSON.stringify(value)) continue;
    throw readOnlyRefusal(name);
  }
  return Object.fromEntries(Object.entries(patched).filter(([name]) => !(name in readOnly)));
}

interface KnownPaths {
  readonly paths: readonly string[];
  readonly outOfReach: readonly string[];
}

function mergeInto(patched: Record<string, unknown>, merge: Document, known: KnownPaths): void {
  for (const [name, value] of Object.entries(merge)) {
    requireKnown(`/${name}`, known);
    if (value === null) delete patched[name];
    else patched[name] = value;
  }
}

function applyAll(patched: object, operations: readonly PatchOperation[], known: KnownPaths): void {
  let copiedCharacters = 0;
  for (const operation of operations) {
    requireKnown(operation.path, known);
    if ('from' in operation) requireKnown(operation.from, known);
    if (operation.op === 'copy') copiedCharacters += lengthAt(patched, operation.from);
    if (copiedCharacters > COPIED_LIMIT_CHARACTERS)
      throw new Failure('invalid_request', 'the patch copies too much');
    apply(patched, operation);
  }
}

function lengthAt(patched: object, path: string): number {
  return JSON.stringify(valueAt(patched, path))?.length ?? 0;
}

/** As the servers do that clients were written for: `replace` of a member that is absent adds it. */
function apply(patched: object, operation: PatchOperation): void {
  if (attempt(patched, operation)) return;
  const isMember = !/\/(\d+|-)$/.test(operation.path);
  if (operation.op === 'replace' && isMember && attempt(patched, { ...operation, op: 'add' })) return;
  const what = operation.op === 'test' ? 'is not as the test says' : 'does not exist';
  throw new Failure('patch_failed', `\`${operation.op}\` failed: \`${operation.path}\` ${what}`);
}

function attempt(patched: object, operation: PatchOperation): boolean {
  if (!isInDocument(patched, operation)) return false;
  const [error] = applyPatch(patched, [structuredClone(operation)]);
  return error === null;
}

/**
 * Whether an operation stays within the document. The library would also follow what texts, lists and objects inherit,
 * and take `/-` for an entry of a list.
 */
function isInDocument(patched: object, operation: PatchOperation): boolean {
  const names = Pointer.fromJSON(operation.path).tokens.slice(1);
  const parent = follow(patched, names.slice(0, -1));
  if (typeof parent !== 'object' || parent === null) return false;
  if ('from' in operation) return valueAt(patched, operation.from) !== undefined;
  const isOfEntry = operation.op === 'replace' && Array.isArray(parent);
  const needsValue = isOfEntry || operation.op === 'test' || operation.op === 'remove';
  return !needsValue || follow(patched, names) !== undefined;
}

/** JSON has no undefined, so that is the answer where nothing is. */
function valueAt(patched: object, path: string): unknown {
  return follow(patched, Pointer.fromJSON(path).tokens.slice(1));
}

function follow(start: object, names: readonly string[]): unknown {
  return names.reduce<unknown>((place, name) => {
    if (typeof place !== 'object' || place === null || !Object.hasOwn(place, name)) return undefined;
    if (Array.isArray(place)) return /^\d+$/.test(name) ? place[Number(name)] : undefined;
    return (place as Readonly<Record<string, unknown>>)[name];
  }, start);
}

function requireKnown(path: string, { paths, outOfReach }: KnownPaths): void {
  const [start, name = '', ...below] = path.split('/');
  if (start === '' && paths.includes(name) && !below.some((each) => UNREACHABLE.has(each))) return;
  if (outOfReach.includes(name)) throw readOnlyRefusal(name);
  throw new Failure('invalid_request', `\`${path.slice(0, 100)}\` is no path of this resource`, {
    hint: `it has ${paths.map((known) => `\`/${known}\``).join(', ')}`,
  });
}

function readOnlyRefusal(name: string): Failure {
  return new Failure('invalid_request', `\`/${name}\` may not be changed`);
}
