/** A value of a JSON text with its place: from the first character of it to the one after the last. */
export type JsonNode = { readonly from: number; readonly to: number } & (
  | { readonly kind: 'list'; readonly items: readonly JsonNode[] }
  | { readonly kind: 'object'; readonly members: readonly JsonMember[] }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'other' }
);

/** A member of an object; one that is written twice is there twice. */
export interface JsonMember {
  readonly name: string;
  readonly from: number;
  readonly value: JsonNode;
}

/** Why a text is no JSON, and where that shows. */
export class JsonFault extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

const SPACE = ' \t\n\r';
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const OTHER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const MAX_DEPTH = 50;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const FIRST_PRINTABLE = 0x20;

/**
 * Reads JSON with the places of its parts, which `JSON.parse` does not tell; browsers name the place of a mistake in
 * different ways, or not at all.
 *
 * @throws JsonFault
 */
export function readJson(text: string): JsonNode {
  let at = 0;

  function take(pattern: RegExp): string | undefined {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  }

  function skipSpace(): void {
    while (at < text.length && SPACE.includes(text.charAt(at))) at++;
  }

  /** A text between quotes; undefined, and nothing taken, where none begins or it does not end. */
  function takeText(): string | undefined {
    const from = at;
    if (text[at] !== '"') return undefined;
    let hasEscapes = false;
    for (let next = at + 1; next < text.length; next++) {
      const sign = text.charCodeAt(next);
      if (sign === QUOTE) {
        at = next + 1;
        return hasEscapes ? JSON.parse(text.slice(from, at)) : text.slice(from + 1, next);
      }
      if (sign < FIRST_PRINTABLE) return undefined;
      if (sign !== BACKSLASH) continue;
      ESCAPE.lastIndex = next;
      const escaped = ESCAPE.exec(text)?.[0];
      if (escaped === undefined) return undefined;
      hasEscapes = true;
      next += escaped.length - 1;
    }
    return undefined;
  }

  function takeSign(sign: string): boolean {
    skipSpace();
    if (text[at] !== sign) return false;
    at++;
    return true;
  }

  function fail(wanted: string): never {
    const found = at >= text.length ? 'the text ends' : `there is \`${text[at]}\``;
    throw new JsonFault(`${found} where ${wanted} is expected`, at);
  }

  function value(depth: number): JsonNode {
    skipSpace();
    const from = at;
    if (depth > MAX_DEPTH) throw new JsonFault('this is nested too deeply', at);
    if (takeSign('[')) return { from, kind: 'list', items: list(() => value(depth + 1), ']'), to: at };
    if (takeSign('{')) return { from, kind: 'object', members: list(() => member(depth), '}'), to: at };
    const quoted = takeText();
    if (quoted !== undefined) return { from, kind: 'text', value: quoted, to: at };
    if (take(OTHER) !== undefined) return { from, kind: 'other', to: at };
    return fail(text[at] === '"' ? 'a text that ends with `"` in its line' : 'a value');
  }

  function member(depth: number): JsonMember {
    skipSpace();
    const from = at;
    const name = takeText() ?? fail('the name of a field in `"`');
    if (!takeSign(':')) fail('`:`');
    return { name, from, value: value(depth + 1) };
  }

  function list<Part>(part: () => Part, end: ']' | '}'): readonly Part[] {
    const parts: Part[] = [];
    if (takeSign(end)) return parts;
    do parts.push(part());
    while (takeSign(','));
    if (!takeSign(end)) fail(`\`,\` or \`${end}\``);
    return parts;
  }

  const node = value(0);
  skipSpace();
  if (at < text.length) fail('the end');
  return node;
}
