import { holdsPartOfSecret } from '../app/secret-form.ts';

/** What the address says of a question; complete once all three are there. */
export interface WhoCanSearch {
  readonly type?: string;
  readonly action?: string;
  readonly resource?: string;
}

export type WhoCan = Required<WhoCanSearch>;

type Raw = Readonly<Record<string, unknown>>;

const LONGEST = 1_024;

/** Reads an address that somebody may have typed: what cannot be meant is left out. */
export function readWhoCanSearch(raw: Raw): WhoCanSearch {
  const known = ['type', 'action', 'resource'].flatMap((name) => {
    const value = raw[name];
    const isText = typeof value === 'string' && value !== '' && value.length <= LONGEST;
    return isText && !holdsPartOfSecret(value) ? [[name, value] as const] : [];
  });
  return Object.fromEntries(known);
}

/** `proj/any:env/any`: a whole name in that place, of a thing that no policy names. */
export function exampleIn(chain: string): string {
  return chain.replaceAll('*', 'any');
}

/** Whether the text is the whole name of a resource that stands in one of these places. */
export function fitsOne(resource: string, chains: readonly string[]): boolean {
  const forms = typesIn(resource);
  const isNamed = resource.split(':').every((part) => !/\/$|\s/.test(part));
  return isNamed && chains.some((chain) => typesIn(chain) === forms);
}

function typesIn(name: string): string {
  return name
    .split(':')
    .map((part) => part.split('/')[0] + (part.includes('/') ? '/' : ''))
    .join(':');
}
