import { isKey } from './key.ts';

/** A thing acted upon, such as `member/ann:token/6109`, read once so that many decisions need not parse it. */
export interface Resource {
  /** The types with every name replaced by `*`: `member/*:token/*`. */
  readonly chain: string;
  /** One for each type, outermost first; empty for a type without names. */
  readonly names: readonly string[];
}

const TYPE = /^[a-z][a-z0-9-]*$/;

/** Reads a resource: `type/key` or `type`, joined by `:`. Undefined when the text is none. */
export function parseResource(text: string): Resource | undefined {
  let chain = '';
  const names: string[] = [];
  for (const segment of text.split(':')) {
    const slash = segment.indexOf('/');
    const type = slash < 0 ? segment : segment.slice(0, slash);
    const name = slash < 0 ? '' : segment.slice(slash + 1);
    if (!TYPE.test(type) || (slash >= 0 && !isKey(name))) return undefined;
    chain += `${chain === '' ? '' : ':'}${slash < 0 ? type : `${type}/*`}`;
    names.push(name);
  }
  return { chain, names };
}

/** The text that `parseResource` reads as this resource. */
export function printResource({ chain, names }: Resource): string {
  const segments = chain.split(':').map((segment, index) => segment.replace('*', () => names[index] ?? ''));
  return segments.join(':');
}
