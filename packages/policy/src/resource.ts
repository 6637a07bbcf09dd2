import { MAX_KEY_LENGTH } from './key.ts';

/** A thing acted upon, such as `member/ann:token/6109`, read once so that many decisions need not parse it. */
export interface Resource {
  /** The types with every name replaced by `*`: `member/*:token/*`. */
  readonly chain: string;
  /** One for each type, outermost first; empty for a type without names. */
  readonly names: readonly string[];
}

/** A longer text is no resource, whatever it holds. */
const MAX_LENGTH = 4096;

const RESOURCE =
  /^[a-z][a-z0-9-]*(?:\/[A-Za-z0-9][A-Za-z0-9_.-]*)?(?::[a-z][a-z0-9-]*(?:\/[A-Za-z0-9][A-Za-z0-9_.-]*)?)*$/;

/** Reads a resource: `type/key` or `type`, joined by `:`. Undefined when the text is none. */
export function parseResource(text: string): Resource | undefined {
  if (text.length > MAX_LENGTH || !RESOURCE.test(text)) return undefined;
  let chain = '';
  const names: string[] = [];
  for (let start = 0; start < text.length; ) {
    const colon = text.indexOf(':', start + 1);
    const end = colon < 0 ? text.length : colon;
    const slash = text.indexOf('/', start);
    const hasName = slash >= 0 && slash < end;
    const name = hasName ? text.slice(slash + 1, end) : '';
    if (name.length > MAX_KEY_LENGTH) return undefined;
    chain += hasName ? `${text.slice(start, slash)}/*` : text.slice(start, end);
    names.push(name);
    start = end;
  }
  return { chain, names };
}

/** The text that `parseResource` reads as this resource. */
export function printResource({ chain, names }: Resource): string {
  const segments = chain.split(':').map((segment, index) => segment.replace('*', () => names[index] ?? ''));
  return segments.join(':');
}
