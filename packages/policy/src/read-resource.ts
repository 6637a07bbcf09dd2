import type { AccessRequest } from './access-request.ts';
import { parseResource, type Resource } from './resource.ts';

/** Texts read last. Reading one costs several decisions, and callers ask about the same resources again. */
const remembered = new Map<string, Resource>();
const MAX_REMEMBERED = 256;
/** Longer texts are read each time, which bounds the memory. */
const MAX_LENGTH = 256;

/** The resource of a request. Undefined when its text is none. */
export function readResource({ resource }: AccessRequest): Resource | undefined {
  if (typeof resource !== 'string') return resource;
  const known = remembered.get(resource);
  if (known) return known;
  const read = parseResource(resource);
  if (!read || resource.length > MAX_LENGTH) return read;
  if (remembered.size === MAX_REMEMBERED) remembered.clear();
  remembered.set(resource, read);
  return read;
}
