import { isPlainSegment } from './normal-path.ts';

export type PatternSegment =
  | { readonly kind: 'literal'; readonly text: string }
  /** One segment, whatever it is. */
  | { readonly kind: 'placeholder'; readonly name: string }
  /** Any number of segments, also none; only at the end. */
  | { readonly kind: 'rest' };

const PLACEHOLDER = /^\{([A-Za-z][A-Za-z0-9]{0,63})\}$/;
const MAX_SEGMENTS = 32;

/**
 * Reads a pattern such as `/orders/{order}/items/**`. Undefined when it is none: it must be absolute, without a slash at its end,
 * each of its texts such as a path has after it was decoded.
 */
export function parsePathPattern(pattern: string): readonly PatternSegment[] | undefined {
  if (pattern === '/') return [];
  const [start, ...texts] = pattern.split('/');
  if (start !== '' || texts.length > MAX_SEGMENTS) return undefined;
  const segments = texts.map((text, index) => readSegment(text, index === texts.length - 1));
  const names = segments.flatMap((segment) => (segment?.kind === 'placeholder' ? [segment.name] : []));
  if (new Set(names).size < names.length || segments.includes(undefined)) return undefined;
  return segments as readonly PatternSegment[];
}

function readSegment(text: string, isLast: boolean): PatternSegment | undefined {
  if (text === '**' && isLast) return { kind: 'rest' };
  const name = PLACEHOLDER.exec(text)?.[1];
  if (name !== undefined) return { kind: 'placeholder', name };
  return /[{}*]/.test(text) || !isPlainSegment(text) ? undefined : { kind: 'literal', text };
}

/** Whether some path could match both. */
export function patternsOverlap(
  one: readonly PatternSegment[],
  other: readonly PatternSegment[],
  fold: (text: string) => string,
): boolean {
  const [first, ...rest] = one;
  const [second, ...others] = other;
  if (first?.kind === 'rest' || second?.kind === 'rest') return true;
  if (first === undefined || second === undefined) return first === second;
  const isSame =
    first.kind !== 'literal' || second.kind !== 'literal' || fold(first.text) === fold(second.text);
  return isSame && patternsOverlap(rest, others, fold);
}
